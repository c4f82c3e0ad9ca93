"""Loads a property graph into Ladybug, once from CSV for Neo4j and once from a script of openCypher.

Usage: property_graph.py FOLDER SCRIPT QUERY...

FOLDER has the CSV files. Each QUERY is a file of Cypher. Prints as JSON the numbers of nodes and relationships of both databases, and
the rows of each query in both, as texts.
"""

import csv
import json
import pathlib
import sys

import ladybug

TYPES = {"string": "STRING", "long": "INT64", "boolean": "BOOL", "date": "DATE", "string[]": "STRING[]"}
SEPARATOR = "\x1f"


def read(folder):
    nodes, relationships = {}, {}
    for path in sorted(pathlib.Path(folder).glob("*.csv")):
        with open(path, newline="", encoding="utf-8") as file:
            header, *rows = csv.reader(file)
        columns = [name.rsplit(":", 1) for name in header]
        if header[0].startswith(":START_ID("):
            ends = tuple(name[name.index("(") + 1 : -1] for name in header[:2])
            relationships[(rows[0][-1], ends)] = (columns[2:-1], rows)
        else:
            label = header[0][len("id:ID(") : -1]
            assert all(row[-1] == label for row in rows), label
            nodes[label] = ([["id", "string"]] + columns[1:-1], rows)
    return nodes, relationships


def schema(nodes, relationships):
    for label, (columns, _) in nodes.items():
        own = ", ".join(f"`{name}` {TYPES[kind]}" for name, kind in columns)
        yield f"CREATE NODE TABLE {label}({own}, PRIMARY KEY(id))"
    by_type = {}
    for (kind, ends), (columns, _) in relationships.items():
        by_type.setdefault(kind, (columns, []))[1].append(ends)
    for kind, (columns, pairs) in by_type.items():
        parts = [f"FROM {start} TO {end}" for start, end in pairs]
        parts += [f"`{name}` {TYPES[of]}" for name, of in columns]
        yield f"CREATE REL TABLE {kind}({', '.join(parts)})"


def value(text, kind):
    if text == "":
        return None
    if kind == "string[]":
        return text.split(SEPARATOR)
    if kind == "long":
        return int(text)
    if kind == "boolean":
        return text == "true"
    return text


def database(nodes, relationships):
    connection = ladybug.Connection(ladybug.Database(":memory:"))
    for statement in schema(nodes, relationships):
        connection.execute(statement)
    return connection


def assignments(columns, row):
    given = {f"p{i}": (name, kind, value(text, kind)) for i, ((name, kind), text) in enumerate(zip(columns, row))}
    given = {key: entry for key, entry in given.items() if entry[2] is not None}
    cast = lambda key, kind: f"date(${key})" if kind == "date" else f"${key}"
    pairs = ", ".join(f"`{name}`: {cast(key, kind)}" for key, (name, kind, _) in given.items())
    return pairs, {key: entry[2] for key, entry in given.items()}


def from_csv(nodes, relationships):
    connection = database(nodes, relationships)
    for label, (columns, rows) in nodes.items():
        for row in rows:
            pairs, given = assignments(columns, row[:-1])
            connection.execute(f"CREATE (:{label} {{{pairs}}})", given)
    for (kind, (start, end)), (columns, rows) in relationships.items():
        for row in rows:
            pairs, given = assignments(columns, row[2:-1])
            connection.execute(
                f"MATCH (a:{start} {{id: $a}}), (b:{end} {{id: $b}}) CREATE (a)-[:{kind} {{{pairs}}}]->(b)",
                {"a": row[0], "b": row[1], **given},
            )
    return connection


def from_script(path, nodes, relationships):
    connection = database(nodes, relationships)
    with open(path, newline="\n", encoding="utf-8") as file:
        for line in file:
            # Ladybug has primary keys instead of constraints.
            if not line.startswith("CREATE CONSTRAINT"):
                connection.execute(line.rstrip("\n").rstrip(";"))
    return connection


def rows(connection, query):
    result = connection.execute(query)
    found = []
    while result.has_next():
        found.append([None if cell is None else str(cell) for cell in result.get_next()])
    return found


def main():
    folder, script, *queries = sys.argv[1:]
    nodes, relationships = read(folder)
    both = [from_csv(nodes, relationships), from_script(script, nodes, relationships)]
    counts = ["MATCH (n) RETURN count(n)", "MATCH ()-[r]->() RETURN count(r)"]
    answers = []
    for query in queries:
        with open(query, encoding="utf-8") as file:
            text = file.read()
        answers.append([rows(one, text) for one in both])
    print(
        json.dumps(
            {
                "counts": [[int(rows(one, count)[0][0]) for count in counts] for one in both],
                "expected": [
                    sum(len(table[1]) for table in nodes.values()),
                    sum(len(table[1]) for table in relationships.values()),
                ],
                "answers": answers,
            }
        )
    )


main()
