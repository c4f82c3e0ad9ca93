// Takes steps on a page, and prints what is shown after each. A step is an object with one of these fields: `go` (an address), `press`
// (a selector and a key), `click` (a selector), `choose` (a selector and a value), `type` (a selector and a text), `reload`, and
// `save` (the label of a button); `wait` has the milliseconds after it. Arguments: the folder of the packages, Chromium, the page, the
// steps as JSON, and the name of what this browser does not have.
import { readFileSync } from "node:fs";
import { browser, go, opened } from "./browser.mjs";

const [folder, chromium, file, steps, missing] = process.argv.slice(2);
const open = await browser(folder, chromium);
const { page, noted } = await opened(open, file, { acceptDownloads: true });
if (missing !== undefined) {
  await page.addInitScript((name) => delete globalThis[name], missing);
  await page.reload();
}
// The evidence is unpacked after the page is shown.
await page.waitForTimeout(300);

const shown = () =>
  page.evaluate(() => {
    const text = (selector) => document.querySelector(selector)?.textContent ?? "";
    const texts = (selector) => [...document.querySelectorAll(selector)].map((one) => one.textContent.trim());
    const names = (selector) => [...document.querySelectorAll(selector)].map((one) => one.getAttribute("aria-label"));
    const rows = [...document.querySelectorAll("#table tbody tr")];
    return {
      address: decodeURIComponent(location.hash),
      language: document.querySelector("header select")?.value,
      caption: text("#table caption") || text("#table .hint"),
      columns: texts("#table thead th"),
      rows: rows.map((row) => [...row.querySelectorAll("th, td")].map((cell) => cell.textContent)),
      command: text(".tables .command code"),
      tab: text('[role="tab"][aria-selected="true"]'),
      ties: names("#network .tie"),
      labels: texts("#network .since"),
      arrows: document.querySelectorAll("#network .arrow").length,
      nodes: [...document.querySelectorAll("#network .node")].map(
        (node) => node.querySelector(".name").textContent + (node.classList.contains("faint") ? " (faint)" : ""),
      ),
      legend: texts(".network .legend li"),
      notes: texts(".network .note").filter((note) => note !== ""),
      bars: names("#timeline .bar"),
      uncertain: document.querySelectorAll("#timeline .doubt").length,
      shared: document.querySelectorAll("#timeline .shared").length,
      timeline: texts(".timeline .legend li"),
      panel: texts(".panel .claim > p:first-child"),
      links: texts(".panel .links button"),
      chips: texts(".chips button, .chips .fixed"),
      changes: texts(".changes li, .changes p"),
      search: text('.search [role="status"]'),
      not_understood: text("main > .hint"),
      heard: text(".heard"),
      selects: Object.fromEntries(
        [...document.querySelectorAll(".filters label")].map((label) => [
          label.querySelector("span").textContent,
          label.querySelector("select")?.value,
        ]),
      ),
    };
  });

async function take(step) {
  if (step.go !== undefined) {
    await go(page, step.go);
  } else if (step.press) {
    await page.press(...step.press);
  } else if (step.click) {
    await page.click(step.click);
  } else if (step.choose) {
    await page.selectOption(...step.choose);
  } else if (step.type) {
    await page.fill(...step.type);
  } else if (step.reload) {
    await page.reload();
    await page.waitForTimeout(300);
  } else if (step.save) {
    const button = page.getByRole("button", { name: step.save, exact: true });
    const [download] = await Promise.all([page.waitForEvent("download"), button.click()]);
    const bytes = readFileSync(await download.path());
    return { file: bytes.toString(step.save.includes("PNG") ? "latin1" : "utf8") };
  }
  await page.waitForTimeout(step.wait ?? 50);
  return shown();
}

const seen = [];
for (const step of JSON.parse(steps)) {
  seen.push(await take(step));
}
console.log(JSON.stringify({ seen, noted }));
await open.close();
