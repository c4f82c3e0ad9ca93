// Reads graph files with graphology, the library of Gephi Lite, and prints what it found as JSON, one line per file.
// The first argument is the folder in which the packages are installed.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basename, extname, resolve } from "node:path";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const Graph = require("graphology");
const parsers = { ".gexf": require("graphology-gexf"), ".graphml": require("graphology-graphml") };

for (const file of files) {
  const graph = parsers[extname(file)].parse(Graph, readFileSync(file, "utf8"));
  const edges = graph.mapEdges((_, data, source, target) => ({ from: source, to: target, ...data }));
  const nodes = graph.mapNodes((key, data) => ({ key, ...data }));
  const names = (rows) => [...new Set(rows.flatMap((row) => Object.keys(row)))].sort();
  console.log(
    JSON.stringify({
      file: basename(file),
      nodes: graph.order,
      edges: graph.size,
      directed: graph.directedSize > 0,
      node_attributes: names(nodes),
      edge_attributes: names(edges),
      all_nodes: nodes,
      all_edges: edges,
    }),
  );
}
