"""Measures a network with igraph and networkx: peers.py EDGES, one edge a line.

For each line `LIBRARY TASK` of standard input it prints the seconds that the task took, nothing else
of the process counted. Pairs of `path` are the first and the last nodes of the edges, in order.
"""

import sys
import time

import igraph
import networkx

with open(sys.argv[1], encoding="utf-8") as file:
    edges = [tuple(map(int, line.split())) for line in file]
nodes = 1 + max(map(max, edges))
of_igraph = igraph.Graph(n=nodes, edges=edges)
of_networkx = networkx.Graph()
of_networkx.add_nodes_from(range(nodes))
of_networkx.add_edges_from(edges)
pairs = [(a, (a * 7 + 500) % nodes) for a in range(0, nodes, 10)]

TASKS = {
    "igraph betweenness": lambda: of_igraph.betweenness(),
    "igraph components": lambda: of_igraph.connected_components().membership,
    "igraph cores": lambda: of_igraph.coreness(),
    "igraph closeness": lambda: of_igraph.closeness(),
    "igraph eigenvector": lambda: of_igraph.eigenvector_centrality(),
    "igraph clustering": lambda: of_igraph.transitivity_local_undirected(mode="zero"),
    "igraph paths": lambda: [of_igraph.get_shortest_path(a, b) for a, b in pairs],
    "networkx betweenness": lambda: networkx.betweenness_centrality(of_networkx),
    "networkx components": lambda: list(networkx.connected_components(of_networkx)),
    "networkx cores": lambda: networkx.core_number(of_networkx),
    "networkx closeness": lambda: networkx.closeness_centrality(of_networkx),
    "networkx eigenvector": lambda: networkx.eigenvector_centrality_numpy(of_networkx),
    "networkx clustering": lambda: networkx.clustering(of_networkx),
    "networkx paths": lambda: [networkx.bidirectional_shortest_path(of_networkx, a, b) for a, b in pairs],
}

for line in sys.stdin:
    task = TASKS[line.strip()]
    start = time.perf_counter()
    task()
    print(time.perf_counter() - start, flush=True)
