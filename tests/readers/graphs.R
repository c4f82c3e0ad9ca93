# Reads graph files with igraph for R, and prints what it found as JSON, one line per file.
suppressWarnings(suppressMessages({
  library(igraph)
  library(jsonlite)
}))

formats <- c(graphml = "graphml", gml = "gml", net = "pajek", dl = "dl")

read_folder <- function(path) {
  nodes <- read.csv(file.path(path, "nodes.csv"))
  edges <- read.csv(file.path(path, "edges.csv"))
  spells <- read.csv(file.path(path, "spells.csv"))
  graph <- graph_from_data_frame(edges, directed = FALSE, vertices = nodes)
  list(graph = graph, spells = spells, types = sapply(edges[c("onset", "terminus", "weight")], is.numeric))
}

for (path in commandArgs(trailingOnly = TRUE)) {
  tables <- if (dir.exists(path)) read_folder(path) else NULL
  graph <- if (is.null(tables)) {
    suppressWarnings(read_graph(path, format = formats[[tools::file_ext(path)]]))
  } else {
    tables$graph
  }
  facts <- list(
    file = unbox(basename(path)),
    nodes = unbox(vcount(graph)),
    edges = unbox(ecount(graph)),
    directed = unbox(is_directed(graph)),
    node_attributes = sort(vertex_attr_names(graph)),
    edge_attributes = sort(edge_attr_names(graph)),
    all_edges = as_data_frame(graph, what = "edges"),
    spells = tables$spells,
    numeric = tables$types
  )
  cat(toJSON(facts, na = "string", digits = 8), "\n", sep = "")
}
