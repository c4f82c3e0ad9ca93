// Uses a page of the shipped data by the keyboard alone, then its address and its files; prints what was seen at each step.
// Arguments: the folder of the packages, Chromium, the page.
import { readFileSync } from "node:fs";
import { browser, opened } from "./browser.mjs";

const [folder, chromium, file] = process.argv.slice(2);
const open = await browser(folder, chromium);
const { page, noted } = await opened(open, file, { acceptDownloads: true });
const seen = {};
const hash = () => page.evaluate(() => decodeURIComponent(location.hash));
const caption = () => page.evaluate(() => document.querySelector("#table caption")?.textContent ?? "");
const focused = () =>
  page.evaluate(() => {
    const one = document.activeElement;
    const style = getComputedStyle(one);
    const name = one.getAttribute("aria-label") ?? one.querySelector("title")?.textContent ?? one.textContent;
    // An element of a picture shows the focus by its lines, all others by an outline.
    return { name: name.slice(0, 80), isVisible: style.outlineStyle !== "none" || one.closest("svg") !== null };
  });

/** Presses Tab until an element is reached, and checks that every stop is visible. */
async function tabTo(test, limit = 500) {
  for (let step = 0; step < limit; step += 1) {
    await page.keyboard.press("Tab");
    const one = await focused();
    if (!one.isVisible) {
      seen.invisible = [...(seen.invisible ?? []), one.name];
    }
    if (await page.evaluate(test)) {
      return;
    }
  }
  throw new Error(`not reached by the keyboard: ${test}`);
}

await tabTo(() => document.activeElement.matches("input.date"));
await page.keyboard.press("Control+a");
await page.keyboard.type("2005");
await page.keyboard.press("Enter");
seen.typed = await hash();
// The page rests at this date, so that changes are those since it.
await page.waitForTimeout(800);
await tabTo(() => document.activeElement.matches("input.thumb-1"));
await page.keyboard.press("ArrowLeft");
seen.arrow = await hash();
await page.keyboard.press("PageUp");
await page.keyboard.press("PageUp");
// The address follows once the date rests.
await page.waitForTimeout(300);
seen.pages = await hash();
await page.waitForTimeout(200);
seen.changed = await page.evaluate(() => document.querySelector(".changes")?.textContent ?? "");
await tabTo(() => document.activeElement.matches(".filters select"));
await page.keyboard.press("Tab");
await page.keyboard.type("NATO");
await page.keyboard.press("Tab");
await page.keyboard.press("Enter");
seen.filtered = await hash();
seen.caption = await caption();
await tabTo(() => document.activeElement.matches(".chips button"));
await page.keyboard.press("Enter");
seen.removed = await hash();
await tabTo(() => document.activeElement.matches('[role="tab"]'));
await page.keyboard.press("ArrowRight");
seen.tab = await page.evaluate(() => document.querySelector('[aria-selected="true"]').textContent);
await page.keyboard.press("ArrowLeft");
await tabTo(() => document.activeElement.matches("#table thead button") && document.activeElement.textContent === "Since");
await page.keyboard.press("Enter");
await page.keyboard.press("Enter");
seen.sorted = await page.evaluate(() => [...document.querySelectorAll('td[data-column="since"]')].map((one) => one.textContent));
await page.keyboard.press("Enter");
await tabTo(() => document.activeElement.matches("#table tbody th button"));
await page.keyboard.press("Enter");
await page.waitForTimeout(200);
seen.opened = await focused();
seen.claims = await page.evaluate(() => document.querySelectorAll(".panel .claim").length);
seen.links = await page.evaluate(() => [...document.querySelectorAll(".panel a")].every((one) => /^https?:/.test(one.href)));
await tabTo(() => document.activeElement.matches(".panel .close"));
await page.keyboard.press("Enter");
seen.closed = await hash();
await page.keyboard.press("Shift+Tab");
await page.evaluate(() => document.querySelector("#network [tabindex]").focus());
await page.keyboard.press("Enter");
seen.tie = await hash();
await page.evaluate(() => document.querySelector("input.date").focus());
await tabTo(() => document.activeElement.matches("#timeline [data-stop]"));
seen.first = (await focused()).name;
await page.keyboard.press("ArrowRight");
seen.mark = (await focused()).name;
await page.keyboard.press("ArrowLeft");
await page.keyboard.press("Enter");
seen.bar = await hash();

// The address: back and forward, and a new page with it.
await page.goBack();
await page.waitForTimeout(100);
seen.back = await hash();
await page.goForward();
await page.waitForTimeout(100);
seen.forward = await hash();
const again = await opened(open, file, {}, await page.evaluate(() => location.hash));
await again.page.waitForSelector(".panel .claim");
const shown = (page) =>
  page.evaluate(() => {
    document.querySelector(".changes")?.remove();
    return document.querySelector("main").innerText;
  });
seen.again = (await shown(again.page)) === (await shown(page));

// Files.
async function saved(label) {
  const [download] = await Promise.all([
    page.waitForEvent("download"),
    page.getByRole("button", { name: label, exact: true }).click(),
  ]);
  return readFileSync(await download.path());
}
seen.csv = (await saved("Save as CSV")).toString("utf8");
seen.svg = (await saved("Save as SVG: network")).toString("utf8");
seen.png = (await saved("Save as PNG: timeline")).subarray(1, 4).toString("latin1");
const pdf = await page.pdf({ format: "A4" });
seen.pdf = pdf.length;
console.log(JSON.stringify({ seen, noted: [...noted, ...again.noted] }));
await open.close();
