// What is shown as files: the table as CSV, the network as SVG or PNG.

import { command, summary } from "./answers";
import { data } from "./data";
import { iso } from "./days";
import { isDated, settledState } from "./state";
import { T } from "./strings";

export function save(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
}

/** Returns the time as a part of the name of a file, so that files of several dates differ. */
export function suffix(): string {
  const { days, isPeriod } = settledState.value;
  return isDated ? `-${isPeriod ? `${iso(days[0])}-${iso(days[1])}` : iso(days[0])}` : "";
}

/** A cell of CSV. What a spreadsheet would evaluate gets an apostrophe. */
function cell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function csv(head: string[], rows: string[][]): string {
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

const PROPERTIES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order"];

/** The height of a line of the caption of a saved picture. */
const LINE = 12;

/** Returns what is below a saved picture: the legend, the command that gives the same answer, and the source. */
function captionBelow(x: number, y: number, width: number, hasLegend: boolean): { elements: SVGElement[]; height: number } {
  const elements: SVGElement[] = [];
  let [atX, atY] = [x, y + LINE];
  for (const entry of hasLegend ? document.querySelectorAll(".legend li") : []) {
    const text = entry.textContent?.trim() ?? "";
    const sample = entry.querySelector("path");
    const taken = text.length * 3.6 + 34;
    if (atX + taken > x + width && atX > x) {
      [atX, atY] = [x, atY + LINE];
    }
    if (sample) {
      const style = getComputedStyle(sample);
      const look = { stroke: style.stroke, "stroke-width": style.strokeWidth, "stroke-dasharray": style.strokeDasharray };
      elements.push(element("path", { d: `M${atX} ${atY - 2}h18`, fill: "none", ...look }));
    }
    elements.push(line(atX + 22, atY, 6.5, text));
    atX += taken;
  }
  const { title, version } = data.about;
  for (const text of [command(settledState.value), T.fromSource(title, version === null ? "" : `, version ${version}`)]) {
    atY += LINE;
    elements.push(line(x, atY, Math.min(6.5, (width / text.length) * 1.9), text));
  }
  return { elements, height: atY - y };
}

function line(x: number, y: number, size: number, text: string): SVGElement {
  const fill = getComputedStyle(document.body).color;
  return element("text", { x, y, "font-size": size, fill, "font-family": "Noto Sans, sans-serif" }, text);
}

function element(name: string, attributes: Record<string, string | number>, text?: string): SVGElement {
  const made = document.createElementNS("http://www.w3.org/2000/svg", name);
  Object.entries(attributes).forEach(([name, value]) => made.setAttribute(name, String(value)));
  if (text !== undefined) {
    made.textContent = text;
  }
  return made;
}

/** Returns a picture of the page on its own, with the colours that it has there. */
function picture(id: string): { svg: string; width: number; height: number } | null {
  const shown = document.querySelector<SVGSVGElement>(`svg#${id}`);
  if (!shown) {
    return null;
  }
  const copy = shown.cloneNode(true) as SVGSVGElement;
  const originals = [shown, ...shown.querySelectorAll<SVGElement>("*")];
  [copy, ...copy.querySelectorAll<SVGElement>("*")].forEach((element, place) => {
    const style = getComputedStyle(originals[place]!);
    for (const property of PROPERTIES) {
      const value = style.getPropertyValue(property);
      if (value !== "") {
        element.setAttribute(property, value);
      }
    }
    for (const name of ["class", "style", "tabindex", "role", "aria-label", "data-stop"]) {
      element.removeAttribute(name);
    }
  });
  copy.querySelectorAll("path").forEach((path) => path.getAttribute("stroke") === "rgba(0, 0, 0, 0)" && path.remove());
  const [x, y, width, height] = shown.getAttribute("viewBox")!.split(" ").map(Number) as [number, number, number, number];
  const below = captionBelow(x + 4, y + height, width - 8, id === "network");
  const top = 2 * LINE;
  const box: [number, number, number, number] = [x, y - top, width, height + top + below.height + 4];
  const paper = getComputedStyle(document.body).backgroundColor;
  copy.prepend(element("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: paper }));
  const size = Math.min(9, (width / data.title.length) * 1.7);
  copy.append(line(x + 4, y - top + 10, size, data.title), line(x + 4, y - 5, 6.5, summary.value), ...below.elements);
  copy.setAttribute("viewBox", box.join(" "));
  copy.removeAttribute("id");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", `${box[2]}pt`);
  copy.setAttribute("height", `${box[3]}pt`);
  return { svg: new XMLSerializer().serializeToString(copy), width: box[2], height: box[3] };
}

function saveSvg(id: string): void {
  const found = picture(id);
  if (found) {
    save(`${id}${suffix()}.svg`, new Blob([found.svg], { type: "image/svg+xml" }));
  }
}

/** The pixels per point of a PNG. */
const SCALE = 4;

async function savePng(id: string): Promise<void> {
  const canvas = document.querySelector<HTMLCanvasElement>(`canvas#${id}`) ?? (await drawn(id));
  canvas?.toBlob((blob) => blob && save(`${id}${suffix()}.png`, blob));
}

async function drawn(id: string): Promise<HTMLCanvasElement | null> {
  const found = picture(id);
  if (!found) {
    return null;
  }
  const image = new Image();
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(found.svg)}`;
  await image.decode();
  const canvas = document.createElement("canvas");
  canvas.width = found.width * SCALE;
  canvas.height = found.height * SCALE;
  canvas.getContext("2d")!.drawImage(image, 0, 0, canvas.width, canvas.height);
  return canvas;
}

/** The buttons that save a picture. */
export function SaveSvg({ id, isCanvas = false }: { id: string; isCanvas?: boolean }) {
  const of = `${T.saveAs} `;
  return (
    <span class="buttons save">
      {!isCanvas && (
        <button type="button" aria-label={`${of}SVG: ${id}`} onClick={() => saveSvg(id)}>
          SVG
        </button>
      )}
      <button type="button" aria-label={`${of}PNG: ${id}`} onClick={() => void savePng(id)}>
        PNG
      </button>
    </span>
  );
}
