"""Reads graph files with networkx and igraph, and prints what they found as JSON, one line per file and reader."""

import json
import sys
import warnings
from pathlib import Path

import igraph
import networkx

warnings.simplefilter("ignore")


def with_networkx(path):
    match path.suffix:
        case ".graphml":
            return networkx.read_graphml(path)
        case ".gexf":
            return networkx.read_gexf(path, version="1.3")
        case ".gml":
            return networkx.read_gml(path)
        case ".net":
            return networkx.read_pajek(path)
        case ".cyjs":
            return networkx.cytoscape_graph(json.loads(path.read_text(encoding="utf-8")))
        case ".json":
            data = json.loads(path.read_text(encoding="utf-8"))
            return networkx.node_link_graph(data, edges="links" if "links" in data else "edges")


def with_igraph(path):
    match path.suffix:
        case ".graphml":
            return igraph.Graph.Read_GraphML(str(path))
        case ".gml":
            return igraph.Graph.Read_GML(str(path))
        case ".net":
            return igraph.Graph.Read_Pajek(str(path))
        case ".dl":
            return igraph.Graph.Read_DL(str(path))


def of_networkx(graph):
    edges = list(graph.edges(data=True))
    return {
        "nodes": graph.number_of_nodes(),
        "edges": len(edges),
        "directed": graph.is_directed(),
        "node_attributes": sorted({name for _, data in graph.nodes(data=True) for name in data}),
        "edge_attributes": sorted({name for *_, data in edges for name in data}),
        "all_nodes": [{"key": key, **data} for key, data in graph.nodes(data=True)],
        "all_edges": [{"from": a, "to": b, **data} for a, b, data in edges],
        "graph": {key: value for key, value in graph.graph.items() if isinstance(value, str)},
    }


def of_igraph(graph):
    def row(element):
        return {key: None if value != value else value for key, value in element.attributes().items()}

    return {
        "nodes": graph.vcount(),
        "edges": graph.ecount(),
        "directed": graph.is_directed(),
        "node_attributes": sorted(graph.vs.attributes()),
        "edge_attributes": sorted(graph.es.attributes()),
        "all_nodes": [row(node) for node in graph.vs],
        "all_edges": [{"from": edge.source, "to": edge.target, **row(edge)} for edge in graph.es],
        "graph": {key: graph[key] for key in graph.attributes() if isinstance(graph[key], str)},
    }


for name in sys.argv[1:]:
    path = Path(name)
    for reader, read, facts in [
        ("networkx", with_networkx, of_networkx),
        ("igraph", with_igraph, of_igraph),
    ]:
        graph = read(path)
        if graph is not None:
            print(json.dumps({"file": path.name, "reader": reader, **facts(graph)}))
