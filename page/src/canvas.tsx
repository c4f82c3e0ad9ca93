// A large network: dots and straight lines on a canvas, those of one organization at first.

import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import { settledTies } from "./answers";
import { data, nodeLabel, organizationLabel, organizationName, terms } from "./data";
import { show } from "./panel";
import { settledState, state, stateDays, update } from "./state";
import { T } from "./strings";
import type { Tie } from "./ties";

const { drawing } = data;
const NODES = new Map(drawing.nodes.map((node) => [node.organization, node]));

/** The partnerships that may be drawn at each organization of a large network. */
export const OF_MEMBER = new Map<number, number[]>();
if (!drawing.boxes) {
  // A tie may be drawn at a predecessor that acts for a member.
  const nodes = (member: number) => [member, ...(data.organizations[member]!.actors ?? []).flatMap(({ row }) => row ?? [])];
  data.partnerships.forEach(({ members }, row) =>
    new Set(members.flatMap(nodes)).forEach((node) => {
      const list = OF_MEMBER.get(node);
      if (list) {
        list.push(row);
      } else {
        OF_MEMBER.set(node, [row]);
      }
    }),
  );
}

/** The maximum number of lines, and while the date moves: more than these nobody can tell apart. */
const MAX_LINES = 4000;
const MAX_MOVING_LINES = 2000;

/** Returns the ties of the highest phases, up to a number. */
function strongest(ties: Tie[], count: number): Tie[] {
  if (ties.length <= count) {
    return ties;
  }
  const byRung: Tie[][] = [];
  for (const tie of ties) {
    (byRung[(tie.rung ?? -1) + 1] ??= []).push(tie);
  }
  return byRung.reverse().flat().slice(0, count);
}

interface View {
  x: number;
  y: number;
  scale: number;
}

export function Dots({ drawn }: { drawn: Map<number, Tie> }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const view = useSignal<View>({ x: 0, y: 0, scale: 1 });
  const hovered = useSignal<number | null>(null);
  const moved = useRef(0);
  const colours = useColours();
  const { focus } = state.value;
  const around = focus === null ? null : neighbours(drawn, focus);
  const near = [...drawn.values()];
  const isMoving = state.value !== settledState.value;
  const lines = strongest(near, isMoving ? MAX_MOVING_LINES : MAX_LINES);
  const others = Math.max(0, settledTies.value.size - near.length);
  const hidden = [
    ...(others > 0 ? [T.hiddenOthers(others)] : []),
    ...(near.length > lines.length ? [T.hiddenWeakest(near.length - lines.length)] : []),
  ];
  useEffect(() => {
    if (canvas.current) {
      paint(canvas.current, lines, { view: view.value, focus, around, hovered: hovered.value, colours });
    }
  });
  return (
    <>
      <FocusField />
      <canvas
        id="network"
        ref={canvas}
        role="img"
        aria-label={`${T.network}: ${lines.length}`}
        onPointerDown={() => (moved.current = 0)}
        onPointerMove={(event) => {
          if (event.buttons === 1) {
            moved.current += Math.abs(event.movementX) + Math.abs(event.movementY);
            const scale = event.currentTarget.width / event.currentTarget.clientWidth;
            const { x, y, scale: zoom } = view.value;
            view.value = { x: x + event.movementX * scale, y: y + event.movementY * scale, scale: zoom };
          } else {
            hovered.value = nearest(event.currentTarget, event, view.value);
          }
        }}
        onClick={(event) => {
          // A picture that was moved is not clicked.
          if (moved.current > 4) {
            return;
          }
          const row = nearest(event.currentTarget, event, view.value);
          const tie = row === null ? nearestTie(event.currentTarget, event, view.value, lines) : null;
          if (row !== null) {
            update({ focus: row, shown: { list: "organizations", row } });
          } else if (tie !== null) {
            show({ list: "partnerships", row: tie.row });
          }
        }}
      />
      <p class="row">
        <button type="button" aria-label={T.zoomIn} onClick={() => (view.value = zoomed(canvas.current!, view.value, 1.4))}>+</button>
        <button type="button" aria-label={T.zoomOut} onClick={() => (view.value = zoomed(canvas.current!, view.value, 1 / 1.4))}>−</button>
        <small>
          {hovered.value === null ? "" : `${organizationLabel(hovered.value)}: ${organizationName(hovered.value)}. `}
          <span class="note">{hidden.join(" ")}</span>
        </small>
      </p>
    </>
  );
}

function FocusField() {
  // The options stay the same while the date moves.
  const options = useMemo(
    () =>
      drawing.nodes.map(({ organization }) => (
        <option key={organization} value={String(organization)}>
          {organizationLabel(organization)}
        </option>
      )),
    [],
  );
  return (
    <label class="field">
      <span>{T.focus}</span>
      <select
        value={state.value.focus === null ? "" : String(state.value.focus)}
        onChange={(event) => {
          const text = event.currentTarget.value;
          update({ focus: text === "" ? null : Number(text) });
        }}
      >
        <option value="">{T.allLines}</option>
        {options}
      </select>
    </label>
  );
}

function neighbours(drawn: Map<number, Tie>, focus: number): Set<number> {
  const found = new Set([focus]);
  for (const tie of drawn.values()) {
    if (tie.ends.includes(focus)) {
      tie.ends.forEach((end) => found.add(end));
    }
  }
  return found;
}

interface Colours {
  ink: string;
  muted: string;
  paper: string;
  rungs: string[];
}

/** The colours of the theme, read again when it changes. */
function useColours(): Colours {
  const scheme = useSignal(0);
  useEffect(() => {
    const change = () => (scheme.value += 1);
    const media = matchMedia("(prefers-color-scheme: dark)");
    media.addEventListener("change", change);
    const observer = new MutationObserver(change);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
    return () => {
      media.removeEventListener("change", change);
      observer.disconnect();
    };
  }, []);
  return useMemo(() => {
    const style = getComputedStyle(document.documentElement);
    const read = (name: string) => style.getPropertyValue(`--${name}`).trim();
    return {
      ink: read("ink"),
      muted: read("muted"),
      paper: read("paper"),
      rungs: terms("phases").map((_, rung) => read(`rung-${rung}`)),
    };
  }, [scheme.value]);
}

/** Returns how points of the picture become pixels. */
function transform(canvas: HTMLCanvasElement, view: View): { scale: number; x: number; y: number } {
  const fit = Math.min(canvas.width / (drawing.width || 1), canvas.height / (drawing.height || 1));
  const scale = fit * view.scale;
  return {
    scale,
    x: view.x + (canvas.width - drawing.width * scale) / 2,
    y: view.y + (canvas.height - drawing.height * scale) / 2,
  };
}

function zoomed(canvas: HTMLCanvasElement, view: View, factor: number): View {
  const scale = Math.max(1, Math.min(view.scale * factor, 30));
  const ratio = scale / view.scale;
  return canvas ? { x: view.x * ratio, y: view.y * ratio, scale } : view;
}

function center([x, y, width, height]: [number, number, number, number]): [number, number] {
  return [x + width / 2, y + height / 2];
}

function nearest(canvas: HTMLCanvasElement, event: MouseEvent, view: View): number | null {
  const { scale, x, y } = transform(canvas, view);
  const pixel = canvas.width / canvas.clientWidth;
  const at = [(event.offsetX * pixel - x) / scale, (event.offsetY * pixel - y) / scale];
  let found: number | null = null;
  let least = 12 / scale;
  for (const node of drawing.nodes) {
    const [nodeX, nodeY] = center(node.frame);
    const distance = Math.hypot(nodeX - at[0]!, nodeY - at[1]!);
    if (distance < least) {
      least = distance;
      found = node.organization;
    }
  }
  return found;
}

/** Returns the tie whose line is at a point; `null` if none is. */
function nearestTie(canvas: HTMLCanvasElement, event: MouseEvent, view: View, lines: Tie[]): Tie | null {
  const { scale, x, y } = transform(canvas, view);
  const pixel = canvas.width / canvas.clientWidth;
  const [atX, atY] = [(event.offsetX * pixel - x) / scale, (event.offsetY * pixel - y) / scale];
  let found: Tie | null = null;
  let least = 5 / scale;
  for (const tie of lines) {
    const [from, to] = tie.ends.map((member) => center(NODES.get(member)!.frame)) as [[number, number], [number, number]];
    const [stepX, stepY] = [to[0] - from[0], to[1] - from[1]];
    const along = ((atX - from[0]) * stepX + (atY - from[1]) * stepY) / (stepX * stepX + stepY * stepY || 1);
    const share = Math.max(0, Math.min(1, along));
    const distance = Math.hypot(from[0] + share * stepX - atX, from[1] + share * stepY - atY);
    if (distance < least) {
      least = distance;
      found = tie;
    }
  }
  return found;
}

interface Painting {
  view: View;
  focus: number | null;
  around: Set<number> | null;
  hovered: number | null;
  colours: Colours;
}

/** Paints lines of one pixel, all of one style as one path: this is what a renderer without a graphics card does fastest. */
function paint(canvas: HTMLCanvasElement, lines: Tie[], painting: Painting): void {
  const { focus, around, hovered, colours } = painting;
  const width = Math.round(canvas.clientWidth * Math.min(devicePixelRatio, 2));
  const height = Math.round(canvas.clientHeight * Math.min(devicePixelRatio, 2));
  if (canvas.width !== width || canvas.height !== height) {
    canvas.width = width;
    canvas.height = height;
  }
  const context = canvas.getContext("2d")!;
  const { scale, x, y } = transform(canvas, painting.view);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, width, height);
  const place = (organization: number): [number, number] => {
    const [nodeX, nodeY] = center(NODES.get(organization)!.frame);
    return [x + nodeX * scale, y + nodeY * scale];
  };
  context.lineWidth = 1;
  const rungs = new Map<number | null, Tie[]>();
  for (const tie of lines) {
    const list = rungs.get(tie.rung);
    if (list) {
      list.push(tie);
    } else {
      rungs.set(tie.rung, [tie]);
    }
  }
  for (const [rung, ties] of [...rungs].sort(([a], [b]) => (a ?? -1) - (b ?? -1))) {
    context.strokeStyle = rung === null ? colours.muted : colours.rungs[rung]!;
    context.beginPath();
    for (const tie of ties) {
      const [from, to] = tie.ends.map(place) as [[number, number], [number, number]];
      context.moveTo(from[0], from[1]);
      context.lineTo(to[0], to[1]);
    }
    context.stroke();
  }
  context.fillStyle = colours.ink;
  context.beginPath();
  for (const node of drawing.nodes) {
    const [nodeX, nodeY] = place(node.organization);
    const isNear = around === null || around.has(node.organization);
    const radius = node.organization === focus ? 5 : isNear ? 2.5 : 1;
    context.rect(nodeX - radius, nodeY - radius, 2 * radius, 2 * radius);
  }
  context.fill();
  paintNames(context, place, painting);
  if (hovered !== null) {
    paintName(context, place(hovered), organizationLabel(hovered), colours);
  }
}

const MAX_NAMES = 24;

/** Paints the names of the focus and of those with the most lines around it. */
function paintNames(
  context: CanvasRenderingContext2D,
  place: (organization: number) => [number, number],
  { focus, around, colours }: Painting,
): void {
  const candidates = [...(around ?? OF_MEMBER.keys())].filter((row) => row !== focus && NODES.has(row));
  const count = (row: number) => OF_MEMBER.get(row)?.length ?? 0;
  candidates.sort((a, b) => count(b) - count(a));
  const named = focus === null ? candidates : [focus, ...candidates];
  const taken: [number, number][] = [];
  for (const row of named.slice(0, MAX_NAMES)) {
    const at = place(row);
    // Names that would lie on each other are left out.
    if (taken.every(([x, y]) => Math.abs(x - at[0]) > 60 || Math.abs(y - at[1]) > 14)) {
      taken.push(at);
      paintName(context, at, nodeLabel(row, stateDays.value[1]), colours);
    }
  }
}

function paintName(context: CanvasRenderingContext2D, [x, y]: [number, number], text: string, colours: Colours): void {
  context.font = "bold 12px sans-serif";
  context.lineWidth = 3;
  context.strokeStyle = colours.paper;
  context.strokeText(text, x + 6, y - 4);
  context.fillStyle = colours.ink;
  context.fillText(text, x + 6, y - 4);
}
