// What is shown as files: the table as CSV, the network as SVG or PNG.

import { settledOperations, settledRows } from "./answers";
import { data, organizationLabel, partnershipLabel, terms } from "./data";
import { settledState } from "./state";
import { mark, operationColumns, partnershipColumns, sides } from "./tables";

function save(name: string, blob: Blob): void {
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

function csv(head: string[], rows: string[][]): string {
  return [head, ...rows].map((row) => row.map(cell).join(",")).join("\r\n") + "\r\n";
}

export function table(): string {
  switch (settledState.value.tab) {
    case "operations": {
      const columns = operationColumns();
      return csv(columns.map((one) => one.id), settledOperations.value.map((row) => columns.map((one) => one.text(row))));
    }
    case "motives": {
      const motives = terms("motives");
      const head = ["partnership", "holder", ...motives.map((motive) => motive.id)];
      const rows = sides().map((side) => {
        const { members } = data.partnerships[side.row.row]!;
        const marks = motives.map((_, motive) => mark(side, motive));
        return [partnershipLabel(side.row.row), organizationLabel(members[side.side]), ...marks];
      });
      return csv(head, rows);
    }
    default: {
      const columns = partnershipColumns();
      return csv(columns.map((one) => one.id), settledRows.value.map((row) => columns.map((one) => one.text(row))));
    }
  }
}

export function saveCsv(): void {
  save(`${settledState.value.tab}.csv`, new Blob([table()], { type: "text/csv" }));
}

const PROPERTIES = ["fill", "stroke", "stroke-width", "stroke-dasharray", "opacity", "font-family", "font-size", "font-weight", "text-anchor", "paint-order"];

/** Returns the network as a picture of its own, with the colours that it has on the page. */
function picture(): { svg: string; width: number; height: number } | null {
  const shown = document.querySelector<SVGSVGElement>("svg#network");
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
    for (const name of ["class", "style", "tabindex", "role", "aria-label"]) {
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

export function saveSvg(): void {
  const found = picture();
  if (found) {
    save("network.svg", new Blob([found.svg], { type: "image/svg+xml" }));
  }
}

/** The pixels per point of a PNG. */
const SCALE = 4;

export async function savePng(): Promise<void> {
  const canvas = document.querySelector<HTMLCanvasElement>("canvas#network") ?? (await drawn());
  canvas?.toBlob((blob) => blob && save("network.png", blob));
}

async function drawn(): Promise<HTMLCanvasElement | null> {
  const found = picture();
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
