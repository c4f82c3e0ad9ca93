// Bundles the script and the style sheet of the page into the two files that the program embeds.
import { build } from "esbuild";
import { createHash } from "node:crypto";
import { readFile, writeFile } from "node:fs/promises";

const folder = "../src/export/page/";
const licence = async (name) => (await readFile(`licences/${name}.txt`, "utf8")).trim();
const comment = `/*! Contains Preact and its signals.\n\npreact:\n${await licence("preact")}\n\n@preact/signals, @preact/signals-core:\n${await licence("preact-signals")}\n*/\n`;

const options = { bundle: true, minify: true, write: false, charset: "utf8", legalComments: "none", target: "es2022" };
const script = await build({
  ...options,
  entryPoints: ["src/main.tsx"],
  format: "iife",
  jsx: "automatic",
  jsxImportSource: "preact",
});
const style = await build({ ...options, entryPoints: ["src/page.css"] });

// Within an HTML page, the end of a script must not occur in it.
const text = comment + script.outputFiles[0].text;
if (/<\/script|<!--/i.test(text)) {
  throw new Error("the script contains the end of a script element");
}
const files = { "page.js": text, "page.css": style.outputFiles[0].text };
let sums = "";
for (const [name, content] of Object.entries(files)) {
  await writeFile(folder + name, content);
  sums += `${createHash("sha256").update(content).digest("hex")}  src/export/page/${name}\n`;
}
await writeFile("SHA256SUMS", sums);
