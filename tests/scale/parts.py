"""A dataset that is loaded in parts: writes them one by one, loads them into PostgreSQL, and asks questions.

    parts.py INTERORG [PARTNERSHIPS] [PARTS]

By default there are a million partnerships in ten parts; parts.txt has the result of a run. A server of PostgreSQL is started in a temporary folder, and deleted again
with all else. Every part repeats the organizations, operations and sources that it mentions; most organizations have few partners,
and one (the hub) has many. Prints the time and the largest memory of each process of interorg, and fails if one takes more than
MAX_MEMORY, if the tables do not fit together, or if an answer does not have the expected rows.
"""

import csv
import glob
import os
import random
import shlex
import shutil
import socket
import subprocess
import sys
import tempfile
import time

INTERORG = os.path.abspath(sys.argv[1])
COUNT = int(sys.argv[2]) if len(sys.argv) > 2 else 1_000_000
PARTS = int(sys.argv[3]) if len(sys.argv) > 3 else 10
MAX_MEMORY = 1_000_000  # KiB
ORGANIZATIONS, SOURCES = max(COUNT // 5, 10), 1000
HUB_PARTNERS = min(COUNT // 500, ORGANIZATIONS // 2)
PHASES = ["contact", "ad-hoc", "formalized", "institutionalized"]
MOTIVES = ["resource-dependence", "legitimization", "shared-values", "organizational-learning"]
WORK = tempfile.mkdtemp()
PEAK = 0


# --- the parts


def name(number):
    """Names are in the order of the numbers; the hub is number 0."""
    return f"o{number:07}"


def pair(number):
    """The members of a partnership: those of the hub first, and of the others the lower number is a frequent one."""
    if number < HUB_PARTNERS:
        return 0, number + 1
    step, first = divmod(number - HUB_PARTNERS, ORGANIZATIONS - 100)
    return 1 + first, 2 + first + step


def partnership(number, chance):
    a, b = map(name, pair(number))
    start = chance.randrange(1950, 2000)
    spells = [f"{{phase: {phase}, from: {start + 5 * place}, cite: [s{chance.randrange(SOURCES)}]}}" for place, phase in enumerate(PHASES[chance.randrange(3) :][:2])]
    motive = f"{{motive: {chance.choice(MOTIVES)}, of: {chance.choice((a, b))}, statement: It says so., from: {start}, cite: [s{chance.randrange(SOURCES)}]}}"
    return f"  - {{between: [{a}, {b}], phases: {{formal: [{', '.join(spells)}]}}, motives: [{motive}]}}\n"


def operation(number, members):
    start = 1950 + number % 60
    roles = ", ".join(f"{{organization: {name(one)}, role: {role}}}" for one, role in zip(members, ("lead", "support", "funding")))
    return f"  - {{id: p{number}, name: Operation {number}, start: {start}, end: {start + 4}, countries: [Land {number % 50}], cite: [s{number % SOURCES}], participations: [{roles}]}}\n"


def write_part(part, path):
    chance = random.Random(part)
    numbers = range(part * COUNT // PARTS, (part + 1) * COUNT // PARTS)
    pairs = [pair(number) for number in numbers]
    # The partners of every fifth partnership share an operation.
    shared = [(number, pair(number)) for number in numbers if number % 5 == 0]
    members = sorted({one for two in pairs for one in two})
    with open(path, "w") as file:
        file.write("dataset: {title: Made, as-of: 2025-12-31}\nsources:\n")
        file.writelines(f"  s{number}: {{title: Source {number}, type: report, tier: official, date: {1950 + number % 70}}}\n" for number in range(SOURCES))
        file.write("organizations:\n")
        file.writelines(f"  - {{id: {name(one)}, abbreviation: O{one}, name: Organization {one}, founded: {1900 + one % 50}}}\n" for one in members)
        file.write("operations:\n")
        file.writelines(operation(number, two) for number, two in shared)
        file.write("partnerships:\n")
        file.writelines(partnership(number, chance) for number in numbers)


# --- the server


class Server:
    def __init__(self):
        folder = glob.glob("/usr/lib/postgresql/*/bin")
        self.bin = sorted(folder)[-1] if folder else os.path.dirname(shutil.which("initdb"))
        self.data = os.path.join(WORK, "postgres")
        os.mkdir(self.data)
        os.chmod(WORK, 0o755)
        if os.getuid() == 0:
            shutil.chown(self.data, "postgres")
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            self.port = one.getsockname()[1]
        self.run("initdb", "-D", self.data, "-A", "trust", "-U", "interorg", "-E", "UTF8", "--locale=C.UTF-8")
        options = f"-p {self.port} -c listen_addresses=127.0.0.1 -c unix_socket_directories={self.data} -c fsync=off -c shared_buffers=1GB -c max_wal_size=2GB -c work_mem=64MB"
        self.run("pg_ctl", "-D", self.data, "-w", "-l", os.path.join(self.data, "log"), "-o", options, "start")
        self.command = f"psql -X -q --csv -v ON_ERROR_STOP=1 -h 127.0.0.1 -p {self.port} -U interorg postgres"

    def run(self, program, *words):
        words = [os.path.join(self.bin, program), *words]
        if os.getuid() == 0:
            # It refuses to run as root.
            words = ["su", "postgres", "-s", "/bin/sh", "-c", shlex.join(words)]
        subprocess.run(words, check=True, stdout=subprocess.DEVNULL)

    def ask(self, statement):
        words = [*shlex.split(self.command), "-t", "-c", statement]
        return subprocess.run(words, check=True, capture_output=True, text=True).stdout.strip()

    def stop(self):
        self.run("pg_ctl", "-D", self.data, "-m", "immediate", "stop")


# --- interorg, measured


def interorg(server, *words, shown=None, fails=False):
    """Runs interorg with the engine, and prints its time and its largest memory, which includes that of psql."""
    global PEAK
    path = os.path.join(WORK, "answer")
    started = time.time()
    with open(path, "wb") as output:
        process = subprocess.Popen([INTERORG, *words, "--engine", server.command, "--engine-timeout", "36000"], stdout=output)
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    PEAK = max(PEAK, usage.ru_maxrss)
    print(f"{shown or ' '.join(words):62} {time.time() - started:8.1f} s {usage.ru_maxrss // 1024:6} MiB", flush=True)
    assert fails or process.returncode == 0, process.returncode
    return path


def rows(path):
    with open(path, newline="") as file:
        return sum(1 for _ in csv.reader(file)) - 1


def load(server):
    path = os.path.join(WORK, "part.yaml")
    for part in range(PARTS):
        # Whatever their order: the last part comes first.
        number = (part - 1) % PARTS
        write_part(number, path)
        size = os.path.getsize(path) >> 20
        shown = f"load --part {number + 1} ({size} MiB)"
        interorg(server, "load", "--dialect", "postgres", "--part", str(number + 1), "--data", path, shown=shown)
        os.remove(path)


def main():
    server = Server()
    try:
        load(server)
        print(f"the tables have {int(server.ask('SELECT SUM(row_count) FROM table_size')):,} rows in {server.ask('SELECT pg_size_pretty(pg_database_size(current_database()))')}")
        interorg(server, "check")
        hub = name(0)
        found = rows(interorg(server, "partners", hub, "--at", "1990", "--evidence", "--format", "csv"))
        expected = int(server.ask(f"SELECT COUNT(DISTINCT s.partnership) FROM spell AS s JOIN partnership AS p ON p.id = s.partnership WHERE p.a = '{hub}' AND s.first_day <= DATE '1990-12-31'"))
        assert found == expected, (found, expected)
        print(f"  {found} partners of the hub")
        interorg(server, "show", name(77), "--evidence")
        interorg(server, "show", name(77), name(78), "--evidence")
        found = rows(interorg(server, "links", "--format", "csv", "--evidence"))
        assert found == COUNT, found
        print(f"  {found:,} partnerships")
        changed = os.path.join(WORK, "changed.yaml")
        with open(changed, "w") as file:
            file.write(f"partnerships:\n  - {{between: [O77, O78], phases: {{formal: [{{phase: contact, from: 2001, cite: [s1]}}]}}}}\n")
        interorg(server, "load", "--dialect", "postgres", "--replace", "--data", changed, shown="load --replace (a partnership)")
        interorg(server, "check", shown="check, after that")
        assert PEAK <= MAX_MEMORY, PEAK
        print(f"no process took more than {PEAK // 1024} MiB")
    finally:
        server.stop()
        shutil.rmtree(WORK)


main()
