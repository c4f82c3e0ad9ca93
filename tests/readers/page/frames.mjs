// Measures a large page while the date moves, and prints milliseconds of processor time per frame, of all processes of the
// browser but that of its windows. Arguments: the folder of the packages, Chromium, the page, the number of frames.
import { browser, opened } from "./browser.mjs";

const [folder, chromium, file, count] = process.argv.slice(2);
const open = await browser(folder, chromium);
const { page, noted, shown } = await opened(open, file);
await page.waitForTimeout(2000);
const session = await open.newBrowserCDPSession();

async function processorTime() {
  const { processInfo } = await session.send("SystemInfo.getProcessInfo");
  const drawing = processInfo.filter((one) => one.type === "renderer" || one.type === "GPU");
  return drawing.reduce((sum, one) => sum + one.cpuTime * 1000, 0);
}

const before = await processorTime();
const frames = await page.evaluate(async (count) => {
  const slider = document.querySelector("input.thumb-1");
  const [first, last] = [Number(slider.min), Number(slider.max)];
  const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value").set;
  const start = performance.now();
  for (let frame = 0; frame < count; frame += 1) {
    set.call(slider, String(Math.round(first + ((last - first) * frame) / count)));
    slider.dispatchEvent(new Event("input", { bubbles: true }));
    await new Promise(requestAnimationFrame);
  }
  return (performance.now() - start) / count;
}, Number(count));
const after = await processorTime();
console.log(
  JSON.stringify({ shown, processor_per_frame: (after - before) / Number(count), wall_per_frame: frames, noted }),
);
await open.close();
