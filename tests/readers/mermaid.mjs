// Reads files of Mermaid with Mermaid's own parser, as far as it goes without a browser, and prints what
// it found as JSON, a line a file. The folder in which `mermaid` and `jsdom` are installed comes first.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { pathToFileURL } from "node:url";

const [folder, ...files] = process.argv.slice(2);
const require = createRequire(pathToFileURL(`${folder}/`));
const { JSDOM } = require("jsdom");
const { window } = new JSDOM("");
globalThis.window = window;
globalThis.document = window.document;
const found = require.resolve("mermaid").replace(/[^/]+$/, "mermaid.core.mjs");
const { default: mermaid } = await import(pathToFileURL(found));
mermaid.initialize({ startOnLoad: false });

// What Mermaid writes for its references until the picture is drawn.
const decoded = (text) =>
  (text ?? "").replace(/ﬂ°°(\d+)¶ß/g, (_, code) => String.fromCodePoint(Number(code)));

for (const file of files) {
  const { type, db } = await mermaid.mermaidAPI.getDiagramFromText(readFileSync(file, "utf8"));
  const result = { type, title: decoded(db.getDiagramTitle?.()) };
  if (type.startsWith("flowchart")) {
    result.frames = db.getSubGraphs().map((frame) => [decoded(frame.title), frame.nodes]);
    result.nodes = [...db.getVertices().values()].map((node) => [node.id, decoded(node.text)]);
    result.edges = db.getEdges().map((edge) => [edge.start, edge.end, decoded(edge.text), edge.style ?? []]);
  } else if (type === "block") {
    result.columns = db.getColumns("root");
    const seen = db.getBlocks().filter((block) => block.type !== "space");
    result.blocks = seen.map((block) => [decoded(block.label), block.widthInColumns, block.classes ?? []]);
  } else {
    result.sections = db.getSections().map(decoded);
    const day = (time) => time.toISOString().slice(0, 10);
    result.tasks = db.getTasks().map((task) => [
      decoded(task.task),
      decoded(task.section),
      task.milestone,
      day(task.startTime),
      day(task.endTime),
    ]);
  }
  console.log(JSON.stringify(result));
}
