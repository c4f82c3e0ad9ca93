// What is shown as files: the table as CSV, the network as SVG or PNG.

import { T } from "./strings";

export function save(name: string, blob: Blob): void {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 10_000);
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
  const paper = document.createElementNS("http://www.w3.org/2000/svg", "rect");
  for (const [name, value] of Object.entries({ x, y, width, height, fill: getComputedStyle(document.body).backgroundColor })) {
    paper.setAttribute(name, String(value));
  }
  copy.prepend(paper);
  copy.removeAttribute("id");
  copy.setAttribute("xmlns", "http://www.w3.org/2000/svg");
  copy.setAttribute("width", `${width}pt`);
  copy.setAttribute("height", `${height}pt`);
  return { svg: new XMLSerializer().serializeToString(copy), width, height };
}

function saveSvg(id: string): void {
  const found = picture(id);
  if (found) {
    save(`${id}.svg`, new Blob([found.svg], { type: "image/svg+xml" }));
  }
}

/** The pixels per point of a PNG. */
const SCALE = 4;

async function savePng(id: string): Promise<void> {
  const canvas = document.querySelector<HTMLCanvasElement>(`canvas#${id}`) ?? (await drawn(id));
  canvas?.toBlob((blob) => blob && save(`${id}.png`, blob));
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
