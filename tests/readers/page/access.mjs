// Checks a page with axe-core in light, dark and forced colours, wide and narrow, in several states; prints what it found.
// Arguments: the folder of the packages, Chromium, the page.
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";
import { browser, go, opened } from "./browser.mjs";

const [folder, chromium, file] = process.argv.slice(2);
const require = createRequire(resolve(folder, "package.json"));
const axe = readFileSync(require.resolve("axe-core/axe.min.js"), "utf8");
const open = await browser(folder, chromium);
const looks = [{ colorScheme: "light" }, { colorScheme: "dark" }, { forcedColors: "active" }];
const found = [];
let checked = 0;
for (const look of looks) {
  for (const width of [1280, 320]) {
    // axe-core is a script from elsewhere, which the page itself would refuse.
    const options = { ...look, viewport: { width, height: 900 }, bypassCSP: true };
    const { page, context } = await opened(open, file, options);
    await page.evaluate(axe);
    const keys = await page.evaluate(() => {
      const data = JSON.parse(document.getElementById("data").textContent);
      return { partnership: data.partnerships[0]?.id, operation: data.operations[0]?.id };
    });
    const states = ["", `show=partnerships:${keys.partnership}`, `tab=operations&show=operations:${keys.operation}`, "tab=motives&with=eu"];
    for (const state of states) {
      await go(page, state);
      await page.waitForTimeout(100);
      await page.evaluate(() => document.querySelectorAll("details").forEach((one) => (one.open = true)));
      const { violations } = await page.evaluate(() => window.axe.run(document, { resultTypes: ["violations"] }));
      checked += 1;
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
      if (overflow > 0) {
        found.push(`${JSON.stringify(look)} ${width} ${state}: ${overflow} px too wide`);
      }
      for (const one of violations) {
        const where = one.nodes.slice(0, 3).map((node) => node.html.slice(0, 160) + " " + (node.any[0]?.message ?? ""));
        found.push(`${JSON.stringify(look)} ${width} ${state}: ${one.id}: ${where.join(" | ")}`);
      }
    }
    await context.close();
  }
}
console.log(JSON.stringify({ checked, found }));
await open.close();
