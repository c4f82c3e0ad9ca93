// The timeline: the course of each partnership, with its milestones, and the date or period on it.

import { besideRows, settledRows } from "./answers";
import { data, label, partnershipLabel, terms } from "./data";
import { iso, year } from "./days";
import { SaveSvg } from "./download";
import { show } from "./panel";
import { extent, isDated, settledState } from "./state";
import { T } from "./strings";
import type { Spell } from "./types";

const WIDTH = 760;
const NAMES = 110;
const LANE = 22;
const AXIS = 18;
const MAX_LANES = 60;

/** Returns the horizontal position of a day. */
function x(day: number): number {
  const [first, last] = extent;
  const share = (Math.max(first, Math.min(day, last + 1)) - first) / Math.max(1, last - first);
  return NAMES + share * (WIDTH - NAMES);
}

function ticks(): number[] {
  const [first, last] = extent.map(year) as [number, number];
  const step = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].find((step) => (last - first) / step <= 9) ?? 2000;
  const start = Math.ceil(first / step) * step;
  return Array.from({ length: Math.max(0, Math.floor((last - start) / step) + 1) }, (_, place) => start + place * step);
}

function dayOfYear(year: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, 0, 1);
  return date.getTime() / 86_400_000;
}

/** The attributes of a bar or mark. A lane is one stop of the keyboard: arrows move between its bars and marks, in order of time. */
function stop(name: string, open: () => void) {
  return {
    role: "button" as const,
    tabindex: -1,
    "aria-label": name,
    "data-stop": "",
    onClick: open,
    onKeyDown: (event: KeyboardEvent) => {
      const own = event.currentTarget as SVGElement;
      const step = event.key === "ArrowRight" ? 1 : event.key === "ArrowLeft" ? -1 : 0;
      if (event.key === "Enter" || event.key === " ") {
        event.preventDefault();
        open();
      } else if (step !== 0) {
        event.preventDefault();
        const stops = stopsOf(own.parentElement!);
        stops[(stops.indexOf(own) + step + stops.length) % stops.length]!.focus();
      }
    },
  };
}

/** Returns the bars and marks of a lane in order of time. */
function stopsOf(lane: Element): SVGElement[] {
  const left = (one: SVGElement) => Number(one.getAttribute("x") ?? one.getAttribute("cx"));
  return [...lane.querySelectorAll<SVGElement>("[data-stop]")].sort((a, b) => left(a) - left(b));
}

/** Lets the keyboard enter a lane where it is, and otherwise at its first bar. */
function enter(event: FocusEvent): void {
  const own = event.target as SVGElement;
  if (!own.hasAttribute("data-stop")) {
    return;
  }
  stopsOf(own.parentElement!).forEach((one) => one.setAttribute("tabindex", one === own ? "0" : "-1"));
}

function leave(lane: SVGGElement | null): void {
  const stops = lane ? stopsOf(lane) : [];
  if (!stops.some((one) => one.getAttribute("tabindex") === "0")) {
    stops[0]?.setAttribute("tabindex", "0");
  }
}

function Bars({ row, spells, top, height }: { row: number; spells: Spell[]; top: number; height: number }) {
  const rungs = Math.max(1, terms("phases").length - 1);
  return (
    <>
      {spells
        .filter((spell) => !spell.absent && spell.confidence >= settledState.value.confidence)
        .map((spell) => {
          const full = (height * (1 + spell.phase)) / (rungs + 1);
          const left = x(spell.days[0]);
          const width = Math.max(1, x(spell.days[1] + 1) - left);
          const condition = spell.condition > 0 ? `, ${label("conditions", spell.condition)}` : "";
          const name = `${partnershipLabel(row)}: ${label("phases", spell.phase)}${condition}, ${T.step((spell.phase_since ?? spell.since)?.[0] ?? "")}`;
          const open = () => show({ list: "claims", row: spell.claim, of: { list: "partnerships", row } });
          return (
            <rect
              key={spell.claim}
              class={`bar rung-fill-${spell.phase} ${spell.condition > 0 ? "impaired" : ""}`}
              x={left}
              y={top + height - full}
              width={width}
              height={full}
              {...stop(name, open)}
            >
              <title>{name}</title>
            </rect>
          );
        })}
    </>
  );
}

export function Timeline() {
  if (!isDated) {
    return null;
  }
  const { isPeriod, days, coding, second, confidence } = settledState.value;
  const lanes = settledRows.value.slice(0, MAX_LANES);
  const hasSecond = besideRows.value !== null && second !== null;
  const lane = hasSecond ? LANE * 1.8 : LANE;
  const height = AXIS + lanes.length * (lane + 6) + 4;
  return (
    <section class="pane timeline" aria-labelledby="timeline-title">
      <h2 id="timeline-title">
        {T.timeline} <SaveSvg id="timeline" />
      </h2>
      {lanes.length === 0 ? (
        <p class="hint">{T.noMatch}</p>
      ) : (
        // A listener on an element of SVG would make it a stop of its own.
        <div class="scroll" onFocusIn={enter}>
          <svg id="timeline" viewBox={`0 0 ${WIDTH} ${height}`} role="group" aria-label={T.timeline}>
          {ticks().map((year) => (
            <g key={year} class="tick">
              <path d={`M${x(dayOfYear(year))} ${AXIS - 4}V${height}`} />
              <text x={x(dayOfYear(year))} y={AXIS - 7}>
                {year}
              </text>
            </g>
          ))}
          {lanes.map(({ row }, place) => {
            const one = data.partnerships[row]!;
            const top = AXIS + place * (lane + 6);
            const half = hasSecond ? lane / 2 - 1 : lane;
            return (
              <g key={row} ref={leave}>
                <text class="lane" x={NAMES - 8} y={top + lane / 2} dy="0.35em">
                  {partnershipLabel(row)}
                </text>
                <path class="base" d={`M${NAMES} ${top + lane}H${WIDTH}`} />
                <Bars row={row} spells={one.spells[coding ?? 0] ?? []} top={top} height={half} />
                {hasSecond && <Bars row={row} spells={one.spells[second] ?? []} top={top + half + 2} height={half} />}
                {(one.joint ?? []).length > 0 && one.phaseless &&
                  one.joint!.map((joint, place) => (
                    <path key={place} class="shared" d={`M${x(joint.days[0])} ${top + lane / 2}H${x(joint.days[1] + 1)}`} />
                  ))}
                {(one.milestones ?? [])
                  .filter((milestone) => milestone.confidence >= confidence)
                  .map((milestone) => {
                    const name = `${partnershipLabel(row)}, ${milestone.date}: ${milestone.title}`;
                    const open = () => show({ list: "claims", row: milestone.claim, of: { list: "partnerships", row } });
                    return (
                      <circle
                        key={milestone.claim}
                        class="milestone"
                        cx={x((milestone.days[0] + milestone.days[1]) / 2)}
                        cy={top + lane + 1}
                        r={2.2}
                        {...stop(name, open)}
                      >
                        <title>{name}</title>
                      </circle>
                    );
                  })}
              </g>
            );
          })}
          {isPeriod && <rect class="span" x={x(days[0])} y={AXIS - 4} width={x(days[1] + 1) - x(days[0])} height={height - AXIS + 4} />}
          <path class="now" d={`M${x(days[1])} ${AXIS - 4}V${height}`}>
            <title>{iso(days[1])}</title>
          </path>
          </svg>
        </div>
      )}
      {settledRows.value.length > MAX_LANES && <p class="hint">{T.more(settledRows.value.length - MAX_LANES)}</p>}
    </section>
  );
}
