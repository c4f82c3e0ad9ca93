// Opens a page whose labels try to break out of it, and prints what it does and shows.
// Arguments: the folder of the packages, Chromium, the page.
import { browser, go, opened } from "./browser.mjs";

const [folder, chromium, file] = process.argv.slice(2);
const open = await browser(folder, chromium);
const { page, noted } = await opened(open, file);
const data = await page.evaluate(() => JSON.parse(document.getElementById("data").textContent));
for (const list of ["organizations", "partnerships", "operations"]) {
  for (const { id } of data[list]) {
    await go(page, `show=${list}:${encodeURIComponent(id)}`);
    await page.waitForTimeout(50);
  }
}
await page.fill("input[type=search]", "script");
const hostile = "%3Cimg src=x onerror=alert(1)%3E";
await go(page, `at=${hostile}&with=${hostile}&country=${hostile}&show=${hostile}&lang=${hostile}&tab=${hostile}`);
const seen = await page.evaluate(() => ({
  scripts: document.scripts.length,
  elements: document.querySelectorAll("img, iframe, object, embed, form[action], [onerror], [onload], [onclick]").length,
  links: [...document.querySelectorAll("a")].map((one) => one.protocol),
  policy: document.querySelector("meta[http-equiv]").content,
}));
// The policy holds: a script that is added does not run.
const isRun = await page.evaluate(() => {
  const script = document.createElement("script");
  script.textContent = "window.isRun = true";
  document.body.append(script);
  return window.isRun === true;
});
console.log(JSON.stringify({ seen, isRun, noted: noted.filter((one) => !one.includes("Content Security Policy")) }));
await open.close();
