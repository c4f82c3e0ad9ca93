// The browser in which the pages are tested, without a network.
import { createRequire } from "node:module";
import { resolve } from "node:path";

/** Opens a browser; `folder` has the packages, `program` is Chromium. */
export async function browser(folder, program) {
  const require = createRequire(resolve(folder, "package.json"));
  const { chromium } = require("playwright-core");
  return chromium.launch({ executablePath: program, args: ["--no-sandbox", "--disable-gpu"] });
}

/** Opens a page from a file. Every request to anything else, every message and every error is noted. */
export async function opened(browser, file, options = {}, hash = "") {
  const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, ...options });
  const page = await context.newPage();
  const noted = [];
  const address = `file://${resolve(file)}`;
  page.on("request", (request) => {
    const url = request.url();
    if (url.split("#")[0] !== address && !url.startsWith("data:") && !url.startsWith("blob:")) {
      noted.push(`request: ${url}`);
    }
  });
  page.on("console", (message) => noted.push(`console: ${message.text()}`));
  page.on("pageerror", (error) => noted.push(`error: ${error.message}`));
  page.on("dialog", (dialog) => {
    noted.push(`dialog: ${dialog.message()}`);
    void dialog.dismiss();
  });
  const start = Date.now();
  await page.goto(address + hash);
  await page.waitForSelector("main");
  const shown = Date.now() - start;
  return { page, context, noted, shown };
}

/** Goes to another state, and waits until it is shown. */
export async function go(page, hash) {
  await page.evaluate(async (hash) => {
    location.hash = hash;
    await new Promise((done) => setTimeout(done, 0));
    await new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)));
  }, hash);
}

/** Returns random numbers from a seed (mulberry32). */
export function random(seed) {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}
