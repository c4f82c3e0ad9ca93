"""Checks measures against networkx, igraph and NumPy: measures.py graphs FILE | data FILE.

`graphs` reads networks as bare numbers with what the program found in them; `data` reads YAML files on
its own, lays out their networks, and compares with the answers of the command. Every difference of more
than a thousand-millionth is printed; nothing is printed if there is none.
"""

import calendar
import itertools
import json
import math
import os
import random
import sys
import warnings

# Small matrices gain nothing from threads that wait for one another.
os.environ["OPENBLAS_NUM_THREADS"] = "1"

import igraph
import networkx
import numpy
import yaml

PRECISION = 1e-9


def differs(found, expected):
    if found is None or expected is None:
        return found is not expected
    return not abs(found - expected) <= PRECISION * max(1.0, abs(expected))


def compare(name, found, expected):
    """Prints where two lists of values differ."""
    found, expected = list(found), list(expected)
    if len(found) != len(expected):
        print(f"{name}: {len(found)} values instead of {len(expected)}")
        return
    for place, (one, other) in enumerate(zip(found, expected)):
        if differs(one, other):
            print(f"{name}: at {place} {one} instead of {other}")


def eigenvector(graph):
    """Returns the projection of equal values on the space of the greatest eigenvalue."""
    size = len(graph)
    if size == 0:
        return []
    values, vectors = numpy.linalg.eigh(networkx.to_numpy_array(graph, nodelist=range(size), weight=None))
    space = vectors[:, values > values[-1] - 1e-8]
    vector = space @ (space.T @ numpy.ones(size))
    return vector / numpy.linalg.norm(vector)


def brokerage(graph, groups):
    """Counts ordered open triads by the groups of their members, straight from the definition."""
    found = []
    for broker in range(len(graph)):
        counts = dict.fromkeys(["coordinator", "consultant", "gatekeeper", "representative", "liaison"], 0)
        for first, last in itertools.permutations(graph[broker], 2):
            one, own, other = groups[first], groups[broker], groups[last]
            if None in (one, own, other) or graph.has_edge(first, last):
                continue
            if one == own == other:
                counts["coordinator"] += 1
            elif one == other:
                counts["consultant"] += 1
            elif own == other:
                counts["gatekeeper"] += 1
            elif one == own:
                counts["representative"] += 1
            else:
                counts["liaison"] += 1
        found.append(counts)
    return found


def check_nodes(name, graph, groups, found):
    """Compares the values of all nodes; `found` has a list for each measure."""
    nodes = range(len(graph))
    other = igraph.Graph(n=len(graph), edges=list(graph.edges()))
    other.es["weight"] = [data["weight"] for _, _, data in graph.edges(data=True)]

    def check(measure, *expected):
        for library, values in zip(("networkx", "igraph", "NumPy"), expected):
            if values is not None:
                compare(f"{name}: {measure} ({library})", found[measure], values)

    check("degree", [graph.degree(n) for n in nodes], other.degree())
    check("weighted_degree", [graph.degree(n, weight="weight") for n in nodes], other.strength(weights="weight"))
    check("core", [networkx.core_number(graph)[n] for n in nodes], other.coreness())
    local = networkx.clustering(graph)
    check("clustering", [local[n] for n in nodes], other.transitivity_local_undirected(mode="zero"))
    raw = networkx.betweenness_centrality(graph, normalized=False)
    check("betweenness", [raw[n] for n in nodes], other.betweenness())
    share = networkx.betweenness_centrality(graph)
    check("betweenness_share", [share[n] for n in nodes])
    check_closeness(check, graph, other)
    check_eigenvector(check, graph, other)
    check_components(name, graph, other, found["component"])
    for role, values in found["brokerage"].items():
        compare(f"{name}: {role}", values, [counts[role] for counts in brokerage(graph, groups)])


def check_closeness(check, graph, other):
    close = networkx.closeness_centrality(graph)
    reached = other.connected_components()
    sizes, others = reached.sizes(), len(graph) - 1
    # igraph knows only the distances to those that are reached, and no value where nobody is.
    of_igraph = [
        0.0 if math.isnan(value) else value * (sizes[part] - 1) / others
        for value, part in zip(other.closeness(), reached.membership)
    ]
    check("closeness", [close[n] for n in range(len(graph))], of_igraph)


def check_eigenvector(check, graph, other):
    size = len(graph)
    parts = [graph.subgraph(part) for part in networkx.connected_components(graph)]
    values = [max(numpy.linalg.eigvalsh(networkx.to_numpy_array(part, weight=None))) for part in parts]
    greatest = [part for part, value in zip(parts, values) if value > max(values) - 1e-8]
    of_networkx = of_igraph = None
    if len(greatest) == 1 and len(greatest[0]) > 3:
        # networkx refuses networks that do not hang together, and the sign is a matter of chance.
        found = networkx.eigenvector_centrality_numpy(greatest[0])
        of_networkx = [abs(found.get(n, 0.0)) for n in range(size)]
    if size > 0 and (len(greatest) == 1 or graph.number_of_edges() == 0):
        # igraph has 1 for the greatest.
        found = numpy.array(other.eigenvector_centrality())
        of_igraph = found / numpy.linalg.norm(found)
    check("eigenvector", of_networkx, of_igraph, eigenvector(graph))


def check_components(name, graph, other, labels):
    parts = [set(part) for part in networkx.connected_components(graph)]
    parts.sort(key=lambda part: (-len(part), min(part)))
    expected = [next(i for i, part in enumerate(parts) if n in part) for n in range(len(graph))]
    compare(f"{name}: component", labels, expected)
    pairs = set(zip(labels, other.connected_components().membership))
    if len(pairs) != len(parts):
        print(f"{name}: component (igraph)")


def check_whole(name, graph, found):
    """Compares the values of a network; `found` has those that the network has."""
    other = igraph.Graph(n=len(graph), edges=list(graph.edges()))
    pairs = sum(degree * (degree - 1) for _, degree in graph.degree())
    parts = list(networkx.connected_components(graph))
    mean = lambda values: sum(values) / len(graph) if len(graph) else None
    expected = {
        "organizations": [len(graph)],
        "ties": [graph.number_of_edges(), other.ecount()],
        "mean_degree": [mean([degree for _, degree in graph.degree()])],
        "mean_weighted_degree": [mean([degree for _, degree in graph.degree(weight="weight")])],
        "density": [networkx.density(graph), other.density()] if len(graph) > 1 else [None],
        "components": [len(parts), len(other.connected_components())],
        "isolates": [networkx.number_of_isolates(graph)],
        "largest_component": [max(map(len, parts), default=0)],
        "clustering": [networkx.average_clustering(graph) if len(graph) else None],
        "transitivity": [networkx.transitivity(graph), other.transitivity_undirected()] if pairs else [None],
        "core": [max(networkx.core_number(graph).values(), default=0)],
    }
    for measure in expected.keys() & found.keys():
        for value in expected[measure]:
            compare(f"{name}: {measure}", [found[measure]], [value])


def graphs(path):
    with open(path, encoding="utf-8") as file:
        cases = json.load(file)
    for case in cases:
        graph = networkx.Graph()
        graph.add_nodes_from(range(case["nodes"]))
        for a, b, weight in case["ties"]:
            graph.add_edge(a, b, weight=weight)
        check_nodes(case["name"], graph, case["groups"], case["values"])
        check_whole(case["name"], graph, case["whole"])
        check_communities(case["name"], graph, case["communities"])
        check_backbone(case["name"], graph, case["backbone"])
        for a, b, distance in case["distances"]:
            joined = networkx.has_path(graph, a, b)
            compare(f"{case['name']}: distance", [distance], [networkx.shortest_path_length(graph, a, b) if joined else None])


def check_communities(name, graph, found):
    """Checks that communities are connected and as good as the best of many runs of igraph's Leiden algorithm."""
    other = igraph.Graph(n=len(graph), edges=list(graph.edges()))
    weights = [data["weight"] for _, _, data in graph.edges(data=True)]
    if not weights:
        compare(f"{name}: modularity", [found["modularity"]], [None])
        return
    compare(f"{name}: modularity (igraph)", [found["modularity"]], [other.modularity(found["of"], weights=weights)])
    best = -1.0
    for seed in range(20):
        random.seed(seed)
        part = other.community_leiden("modularity", weights=weights, n_iterations=-1)
        best = max(best, part.modularity)
    if found["modularity"] < best - PRECISION:
        print(f"{name}: modularity {found['modularity']}, igraph has {best}")
    for community in set(found["of"]):
        members = [node for node, of in enumerate(found["of"]) if of == community]
        if not networkx.is_connected(graph.subgraph(members)):
            print(f"{name}: community {community} falls apart")


def check_backbone(name, graph, found):
    """Computes the disparity filter from its formula: (1 - w / s) ** (k - 1) for either end."""
    kept = []
    for a, b, data in graph.edges(data=True):
        chances = [
            (1 - data["weight"] / graph.degree(end, weight="weight")) ** (graph.degree(end) - 1)
            for end in (a, b)
            if graph.degree(end) > 1
        ]
        if chances and min(chances) < found["alpha"]:
            kept.append([min(a, b), max(a, b)])
    if sorted(kept) != sorted(found["ties"]):
        print(f"{name}: backbone {found['ties']} instead of {kept}")


FIRST, LAST = "0000-00-00", "9999-99-99"


def bound(date, latest):
    """Returns the earliest or latest day that an EDTF date may stand for; `None` if it is open."""
    if "/" in date:
        date = date.split("/")[1 if latest else 0]
    date = date.rstrip("?~%")
    if date in ("", ".."):
        return None
    parts = date.split("-")
    if len(parts) == 1:
        # A digit that is not known may be any: 199X lasts from 1990 to 1999.
        year = date.replace("X", "9" if latest else "0")
        return f"{year}-12-31" if latest else f"{year}-01-01"
    if len(parts) == 2:
        last = calendar.monthrange(int(parts[0]), int(parts[1]))[1]
        return f"{date}-{last:02}" if latest else f"{date}-01"
    return date


def days(start, end):
    """Returns the first and the last day of something that begins and ends."""
    first = FIRST if start is None else bound(start, False) or bound(start, True) or FIRST
    if end in (None, "..", "unknown"):
        return first, LAST
    return first, max(first, bound(end, True) or bound(end, False) or LAST)


def meet(one, other):
    return one[0] <= other[1] and other[0] <= one[1]


class Data:
    """A dataset, read from its YAML files."""

    def __init__(self, paths, words):
        records = {"organizations": [], "partnerships": [], "operations": []}
        for path in paths:
            with open(path, encoding="utf-8") as file:
                document = yaml.load(file, yaml.BaseLoader) or {}
            for name, rows in records.items():
                rows.extend(document.get(name, []))
        with open(words, encoding="utf-8") as file:
            self.words = yaml.load(file, yaml.BaseLoader)["vocabularies"]
        self.organizations = records["organizations"]
        # Records of more than two organizations have no phases or motives here.
        # The command answers by the first coding pass, whose records name no coder.
        self.partnerships = [
            record for record in records["partnerships"] if len(record["between"]) == 2 and "coder" not in record
        ]
        self.operations = records["operations"]
        self.places = {}
        for place, row in enumerate(self.organizations):
            self.places[row["id"].lower()] = self.places[row.get("abbreviation", row["id"]).lower()] = place
        related = [phase["id"] for phase in self.words["phases"] if phase.get("absent") != "true"]
        self.rungs = {phase: rung for rung, phase in enumerate(related, 1)}
        no_tie = lambda role: role.get("adverse") == "true" or role.get("ties") == "false"
        self.without_ties = {role["id"] for role in self.words["roles"] if no_tie(role)}
        self.families = {motive["id"]: motive["family"] for motive in self.words["motives"]}

    def place(self, name):
        return self.places[name.lower()]

    def spell(self, partnership, coding, day):
        """Returns the phase in force on a day; none if there is none."""
        spells = partnership.get("phases", {}).get(coding, [])
        force = None
        for spell, after in itertools.zip_longest(spells, spells[1:]):
            first, last = days(spell["from"], spell.get("to"))
            ends_before = days(after["from"], None)[0] if after else None
            if first <= day <= last and (ends_before is None or day < ends_before):
                force = spell["phase"]
        return force

    def network(self, of, coding, day):
        """Returns the network on a day, over the whole record for operations without one."""
        tied = self.partners(coding, day) if of == "partnerships" else self.together(day)
        time = (day, day) if day else (FIRST, LAST)
        exists = {place for place in range(len(self.organizations)) if meet(self.life(place), time)}
        members = sorted(exists | {place for pair in tied for place in pair})
        graph = networkx.Graph()
        graph.add_nodes_from(range(len(members)))
        for (a, b), weight in tied.items():
            graph.add_edge(members.index(a), members.index(b), weight=weight)
        return [self.organizations[place] for place in members], graph

    def partners(self, coding, day):
        tied = {}
        for partnership in self.partnerships:
            rung = self.rungs.get(self.spell(partnership, coding, day))
            if rung:
                pair = tuple(sorted(self.acting(self.place(name), day) for name in partnership["between"]))
                tied[pair] = max(rung, tied.get(pair, 0))
        return tied

    def life(self, place):
        return days(self.organizations[place].get("founded"), self.organizations[place].get("dissolved"))

    def acting(self, place, day):
        """Returns who acts for an organization on a day: itself, or the first predecessor that exists."""
        predecessors = map(self.place, self.organizations[place].get("succeeds", []))
        there = (one for one in [place, *predecessors] if meet(self.life(one), (day, day)))
        return next(there, place)

    def together(self, day):
        time, tied = (day, day) if day else (FIRST, LAST), {}
        for operation in self.operations:
            pairs = set()
            parts = [part for part in operation["participations"] if part["role"] not in self.without_ties]
            for one, other in itertools.combinations(parts, 2):
                a, b = self.place(one["organization"]), self.place(other["organization"])
                spans = [self.part(operation, one), self.part(operation, other), time]
                if a != b and max(span[0] for span in spans) <= min(span[1] for span in spans):
                    pairs.add((min(a, b), max(a, b)))
            for pair in pairs:
                tied[pair] = tied.get(pair, 0) + 1
        return tied

    def part(self, operation, part):
        end = part.get("to", "..")
        return days(part.get("from", operation.get("start")), operation.get("end") if end == ".." else end)

    def held(self, partnership, claim):
        """Returns the days on which a motive is held: one without dates from the first relation on, none
        before its holder was founded unless a predecessor acted, and none after its holder ended."""
        holder = self.organizations[self.place(claim["of"])]
        founded, ended = days(holder.get("founded"), holder.get("dissolved"))
        spells = [spell for spells in partnership.get("phases", {}).values() for spell in spells]
        begins = [days(spell["from"], None)[0] for spell in spells if spell["phase"] in self.rungs]
        attested = claim.get("attested", [])
        dates = attested if isinstance(attested, list) else [attested]
        first, last = days(claim.get("from"), claim.get("to") if claim.get("to") != "unknown" else None)
        if claim.get("from", "").startswith("../"):
            first = days(claim["from"][3:], claim["from"][3:])[1]
        if claim.get("to") == "unknown":
            # After its last attestation, or without any its start, it is unknown whether it is held.
            known = [date.replace("../", "") for date in [*dates, claim.get("from", "")] if date and not date.endswith("/..")]
            last = max((days(date, date)[1] for date in known), default=first)
        if "from" not in claim and "attested" in claim:
            # Evidence that speaks of a motive shows that it was held then, on the last day that its date allows.
            first = max(founded, min(days(date, date)[1] for date in dates))
        elif "from" not in claim:
            first = max(min(begins, default=FIRST), founded)
        elif not any(spell.get("through") for spell in spells):
            first = max(first, founded)
        return first, min(last, ended)

    def motives(self, coding, day, time):
        """Returns a directed network for each motive and each family."""
        networks = {name: networkx.DiGraph() for name in [*self.families, *set(self.families.values())]}
        for partnership in self.partnerships:
            if not self.rungs.get(self.spell(partnership, coding, day)):
                continue
            members = set(map(self.place, partnership["between"]))
            for claim in partnership.get("motives", []):
                if "withdrawn" in claim:
                    continue
                first, last = self.held(partnership, claim)
                if first > last or not meet((first, last), time):
                    continue
                holder = self.place(claim["of"])
                (partner,) = members - {holder}
                for name in (claim["motive"], self.families[claim["motive"]]):
                    networks[name].add_edge(holder, partner)
        return networks


def check_motives(name, networks, motives, rows, whole):
    reciprocity = lambda graph: networkx.overall_reciprocity(graph) if graph.size() else None
    for row in rows[:-1]:
        graph = networks[row["motive"]]
        compare(f"{name}: {row['motive']}", [row["ties"], row["reciprocity"]], [graph.size(), reciprocity(graph)])
    ties = sum(networks[motive].size() for motive in motives)
    returned = sum(networks[motive].size() * reciprocity(networks[motive]) for motive in motives if networks[motive].size())
    share = returned / ties if ties else None
    compare(f"{name}: all motives", [rows[-1]["ties"], rows[-1]["reciprocity"]], [ties, share])
    compare(f"{name}: reciprocity", [whole["reciprocity"]], [share])


def data(path):
    with open(path, encoding="utf-8") as file:
        questions = json.load(file)
    data = Data(questions["files"], questions["words"])
    for case in questions["cases"]:
        name = f"{case['of']}, {case['coding']}, {case['day']}"
        day = None if case["of"] == "operations" and not case["day"] else case["day"] or questions["as-of"]
        members, graph = data.network(case["of"], case["coding"], day)
        rows = case["rows"]
        if [row["organization"] for row in rows] != [row["id"] for row in members]:
            print(f"{name}: {[row['organization'] for row in rows]}")
            continue
        found = {key: [row[key] for row in rows] for key in rows[0]}
        roles = ["coordinator", "consultant", "gatekeeper", "representative", "liaison"]
        found["brokerage"] = {role: found.pop(role) for role in roles}
        found["component"] = [part - 1 for part in found["component"]]
        check_nodes(name, graph, [row.get("kind") for row in members], found)
        check_whole(name, graph, case["whole"])
        if case["of"] == "partnerships":
            motives = [motive["id"] for motive in data.words["motives"]]
            # Without a day, ties and motives are those of the as-of date.
            networks = data.motives(case["coding"], day, (day, day))
            check_motives(name, networks, motives, case["motives"], case["whole"])


warnings.simplefilter("ignore")
{"graphs": graphs, "data": data}[sys.argv[1]](sys.argv[2])
