// Sets items of CSL-JSON with citeproc-js: citeproc.mjs ITEMS STYLES LOCALES STYLE...
// STYLES and LOCALES are folders. Prints, for each style, a line of JSON: its name and its entries in order, each with id and
// text, which is empty if the style prints nothing. Where interorg differs on purpose, the items or the texts are changed here; each place says why.
import fs from "node:fs";
import path from "node:path";
import { createRequire } from "node:module";
const require = createRequire(path.join(process.env.CITEPROC_MODULES ?? process.cwd(), "package.json"));
const CSL = require("citeproc");

const [itemsPath, stylesFolder, localesFolder, ...styles] = process.argv.slice(2);
const NUMBERED = { document: "number", report: "number", dataset: "version", software: "version" };
CSL.debug = () => {};
// The plain format has nothing between the columns of an entry, nor between its blocks.
for (const display of ["left-margin", "right-inline", "block", "indent"]) {
  CSL.Output.Formats.text[`@display/${display}`] = (state, text) => ` ${text} `;
}
// Entries that print nothing are left out, so each is marked with its id.
const entry = CSL.Output.Formats.text["@bibliography/entry"];
CSL.Output.Formats.text["@bibliography/entry"] = function (state, text) {
  return `\u0001${this.system_id}\u0002${entry.call(this, state, text)}`;
};

const letters = (text) => text.toLowerCase().replace(/[^\p{Alphabetic}\p{N}]/gu, "");
const withoutAddresses = (text) => text.split(/\s+/).filter((word) => !word.includes("://")).join(" ");

function set(items, style) {
  // The processor writes into the items.
  const byId = Object.fromEntries(structuredClone(items).map((item) => [item.id, item]));
  const system = {
    retrieveItem: (id) => byId[id],
    retrieveLocale: (language) => {
      const file = path.join(localesFolder, `locales-${language}.xml`);
      return fs.existsSync(file) ? fs.readFileSync(file, "utf8") : false;
    },
  };
  const engine = new CSL.Engine(system, style);
  engine.setOutputFormat("text");
  engine.updateItems(items.map((item) => item.id));
  const [parameters, entries] = engine.makeBibliography();
  const texts = Object.fromEntries(entries.map((entry) => /\u0001([^\u0002]*)\u0002([\s\S]*)$/.exec(entry).slice(1)));
  return parameters.entry_ids.map(([id]) => [id, texts[id] ?? ""]);
}

function tidied(text) {
  return (
    text
      .replace(/\s+/g, " ")
      // "Retrieved" introduces a date of access, and is left out where there is none.
      .replaceAll("Retrieved http", "http")
      // The suffix of something that is not set follows a full stop.
      .replace(/([.?!]) ?(?:\. ?)+(?=\s|$)/g, (all, mark) => (all.startsWith("...") ? all : mark + " "))
      .replace(/ +/g, " ")
      .trim()
  );
}

const given = JSON.parse(fs.readFileSync(itemsPath, "utf8"));
for (const name of styles) {
  const style = fs.readFileSync(path.join(stylesFolder, `${name}.csl`), "utf8");
  const items = structuredClone(given);
  for (const item of items) {
    // A number that is part of the title is not repeated.
    const key = NUMBERED[item.type];
    if (item[key] && item.title.includes(item[key])) delete item[key];
  }
  const first = Object.fromEntries(set(items, style));
  for (const item of items) {
    // A number that the style leaves out follows the title.
    const key = NUMBERED[item.type];
    if (item[key] && !letters(withoutAddresses(first[item.id])).includes(letters(item[key]))) {
      item.title += key === "version" ? `, version ${item[key]}` : `, ${item[key]}`;
    }
  }
  const entries = set(items, style).map(([id, text]) => [id, tidied(text)]);
  console.log(JSON.stringify({ style: name, entries }));
}
