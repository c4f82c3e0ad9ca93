"""Reads RDF with rdflib, Oxigraph and pySHACL.

Usage: rdf.py FOLDER SHAPES VOCABULARY QUERY...

FOLDER has one dataset as `d.ttl`, `d.nt`, `d.trig` and `d.jsonld`. Each QUERY is a file of SPARQL. Prints as JSON: the number of triples
that each library reads from each file, and whether all have the same ones; whether the data satisfy the shapes; which of the
terms of our own namespace are used without a definition; and the rows of each query, as texts.
"""

import json
import sys

import pyoxigraph
import rdflib
from pyshacl import validate

FORMATS = {"ttl": "turtle", "nt": "nt", "trig": "trig", "jsonld": "json-ld"}
OXIGRAPH = {
    "ttl": pyoxigraph.RdfFormat.TURTLE,
    "nt": pyoxigraph.RdfFormat.N_TRIPLES,
    "trig": pyoxigraph.RdfFormat.TRIG,
    "jsonld": pyoxigraph.RdfFormat.JSON_LD,
}
OWN = "https://example.org/interorg/ns#"

# Dates and numbers are compared as they are written.
rdflib.NORMALIZE_LITERALS = False


def by_rdflib(path, extension):
    dataset = rdflib.Dataset(default_union=True)
    dataset.parse(path, format=FORMATS[extension])
    graph = rdflib.Graph()
    for triple in dataset.triples((None, None, None)):
        graph.add(triple)
    return graph


def by_oxigraph(path, extension):
    quads = pyoxigraph.parse(path=path, format=OXIGRAPH[extension])
    return {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads}


def lines(graph):
    text = graph.serialize(format="nt")
    quads = pyoxigraph.parse(text.encode(), format=pyoxigraph.RdfFormat.N_TRIPLES)
    return {f"{quad.subject} {quad.predicate} {quad.object} ." for quad in quads}


def main():
    folder, shapes, vocabulary, *queries = sys.argv[1:]
    found, counts = [], {}
    for extension in FORMATS:
        path = f"{folder}/d.{extension}"
        read = [lines(by_rdflib(path, extension)), by_oxigraph(path, extension)]
        counts[extension] = [len(one) for one in read]
        found.extend(read)
    data = by_rdflib(f"{folder}/d.nt", "nt")
    conforms, _, report = validate(data, shacl_graph=shapes)
    defined = {str(subject) for subject in rdflib.Graph().parse(vocabulary).subjects()}
    used = {str(term) for triple in data for term in triple if str(term).startswith(OWN)}
    store = pyoxigraph.Store()
    store.load(path=f"{folder}/d.ttl", format=pyoxigraph.RdfFormat.TURTLE)
    answers = []
    for query in queries:
        with open(query, encoding="utf-8") as file:
            rows = store.query(file.read())
            answers.append([[None if cell is None else cell.value for cell in row] for row in rows])
    print(
        json.dumps(
            {
                "counts": counts,
                "same": all(one == found[0] for one in found),
                "conforms": conforms,
                "report": "" if conforms else report[:2000],
                "undefined": sorted(used - defined),
                "answers": answers,
            }
        )
    )


main()
