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

const PROPERTIES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "fill-opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order", "stroke-linejoin"];

/** The height of a line of the caption of a saved picture. */
const LINE = 12;

/** Returns what is below a saved picture: the legend and the notes of its pane, the command that gives the same answer, and the
 * source. */
function captionBelow(pane: Element, x: number, y: number, width: number): { elements: SVGElement[]; height: number } {
  const elements: SVGElement[] = [];
  let [atX, atY] = [x, y + LINE];
  for (const entry of pane.querySelectorAll(".legend li")) {
    const text = entry.textContent?.trim() ?? "";
    const sample = entry.querySelector<SVGSVGElement>("svg");
    const taken = text.length * 3.6 + 34;
    if (atX + taken > x + width && atX > x) {
      [atX, atY] = [x, atY + LINE];
    }
    if (sample) {
      const copy = styled(sample);
      Object.entries({ x: atX, y: atY - 6, width: 18, height: 8 }).forEach(([name, value]) => copy.setAttribute(name, String(value)));
      elements.push(copy);
    }
    elements.push(line(atX + 22, atY, 6.5, text));
    atX += taken;
  }
  const notes = [...pane.querySelectorAll(".note")].map((note) => note.textContent ?? "").filter((note) => note !== "");
  const { title, version } = data.about;
  // A picture shows partnerships, whichever table is open.
  const same = command({ ...settledState.value, tab: "partnerships" });
  for (const text of [...notes, same, T.fromSource(title, version === null ? "" : `, version ${version}`)]) {
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

/** Returns a copy of an element of SVG with the look that it has on the page. */
function styled(shown: SVGSVGElement): SVGSVGElement {
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
    for (const name of ["id", "class", "style", "tabindex", "role", "aria-label", "aria-hidden", "data-stop"]) {
      element.removeAttribute(name);
    }
  });
  copy.querySelectorAll("path").forEach((path) => path.getAttribute("stroke") === "rgba(0, 0, 0, 0)" && path.remove());
  return copy;
}

/** The width of a canvas in a saved picture, in points. */
const CANVAS_WIDTH = 720;

/** Returns a canvas as a picture of SVG. */
function embedded(canvas: HTMLCanvasElement): SVGSVGElement {
  const height = Math.round((CANVAS_WIDTH * canvas.height) / canvas.width);
  const made = element("svg", { viewBox: `0 0 ${CANVAS_WIDTH} ${height}` }) as SVGSVGElement;
  made.append(element("image", { href: canvas.toDataURL(), width: CANVAS_WIDTH, height }));
  return made;
}

/** Returns a picture of the page on its own: with a title, a caption, and the colours that it has there. */
function picture(id: string): { svg: string; width: number; height: number } | null {
  const shown = document.getElementById(id);
  const pane = shown?.closest("section");
  if (!shown || !pane) {
    return null;
  }
  const copy = shown instanceof HTMLCanvasElement ? embedded(shown) : styled(shown as Element as SVGSVGElement);
  const [x, y, width, height] = copy.getAttribute("viewBox")!.split(" ").map(Number) as [number, number, number, number];
  const below = captionBelow(pane, x + 4, y + height, width - 8);
  const top = 2 * LINE;
  const box: [number, number, number, number] = [x, y - top, width, height + top + below.height + 4];
  const paper = getComputedStyle(document.body).backgroundColor;
  copy.prepend(element("rect", { x: box[0], y: box[1], width: box[2], height: box[3], fill: paper }));
  const size = (text: string, most: number) => Math.min(most, (width / text.length) * 1.7);
  const subtitle = `${summary.value}.`;
  copy.append(
    line(x + 4, y - top + 10, size(data.title, 9), data.title),
    line(x + 4, y - 5, size(subtitle, 6.5), subtitle),
    ...below.elements,
  );
  copy.setAttribute("viewBox", box.join(" "));
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
  const canvas = await drawn(id);
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
