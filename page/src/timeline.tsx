// The timeline: the course of each partnership, with its milestones, and the date or period on it.

import type { ComponentChildren } from "preact";
import { besideRows, settledQuery, settledRows } from "./answers";
import { data, inWords, label, organizationLabel, partnershipLabel, terms } from "./data";
import { isInDoubt, iso, year } from "./days";
import { SaveSvg } from "./download";
import { show } from "./panel";
import { at, joints } from "./query";
import { extent, isDated, settledState } from "./state";
import { T } from "./strings";
import type { Span, Spell } from "./types";

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

/** Returns the parts of some days on which it is uncertain whether a spell holds. */
function uncertainDays({ days, doubt }: Spell): Span[] {
  const spans = [...(doubt?.start ?? []), ...(doubt?.end ?? [])];
  const inside = spans.map(([first, last]): Span => [Math.max(first, days[0]), Math.min(last, days[1])]);
  return inside.filter(([first, last]) => first <= last);
}

/** Returns a spell in words, as far as its claims have the minimum confidence. */
function describe(row: number, spell: Spell): string {
  const actor = spell.actor === undefined ? "" : ` (${organizationLabel(spell.actor)})`;
  const condition = spell.condition > 0 ? `, ${label("conditions", spell.condition)}` : "";
  const since = at(spell.phase_since ?? spell.since, settledQuery.value);
  const isUnknown = spell.ended === "unknown";
  const end = isUnknown ? `, ${T.endUnknown}` : isInDoubt(spell.doubt, settledQuery.value.stateDays) ? ` (${T.dateUncertain})` : "";
  return `${partnershipLabel(row)}: ${label("phases", spell.phase)}${actor}${condition}, ${T.step(since)}${end}`;
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
          const name = describe(row, spell);
          const open = () => show({ list: "claims", row: spell.claim, of: { list: "partnerships", row } });
          return [
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
            </rect>,
            ...uncertainDays(spell).map(([first, last], place) => (
              <rect
                key={`${spell.claim}-${place}`}
                class="doubt"
                x={x(first)}
                y={top + height - full}
                width={x(last + 1) - x(first)}
                height={full}
              />
            )),
          ];
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
  const more = settledRows.value.length - lanes.length;
  const height = AXIS + lanes.length * (lane + 6) + (more > 0 ? LANE : 0) + 4;
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
                {one.phaseless &&
                  joints(settledQuery.value, one).map((joint, place) => (
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
          {more > 0 && (
            <text class="lane" x={NAMES - 8} y={height - LANE / 2} dy="0.35em">
              {T.more(more)}
            </text>
          )}
          {isPeriod && <rect class="span" x={x(days[0])} y={AXIS - 4} width={x(days[1] + 1) - x(days[0])} height={height - AXIS + 4} />}
          <path class="now" d={`M${x(days[1])} ${AXIS - 4}V${height}`}>
            <title>{iso(days[1])}</title>
          </path>
          </svg>
        </div>
      )}
      {lanes.length > 0 && <Legend rows={lanes.map(({ row }) => row)} />}
    </section>
  );
}

/** Explains the bars and marks of the lanes. */
function Legend({ rows }: { rows: number[] }) {
  const { coding, second, confidence } = settledState.value;
  const codings = [coding ?? 0, ...(second === null ? [] : [second])];
  const spells = rows
    .flatMap((row) => codings.flatMap((coding) => data.partnerships[row]!.spells[coding] ?? []))
    .filter((spell) => !spell.absent && spell.confidence >= confidence);
  const rungs = [...new Set(spells.map((spell) => spell.phase))].sort((a, b) => a - b);
  const conditions = [...new Set(spells.map((spell) => spell.condition))].filter((one) => one > 0).sort((a, b) => a - b);
  const isShared = (row: number) => data.partnerships[row]!.phaseless && joints(settledQuery.value, data.partnerships[row]!).length > 0;
  const hasMilestones = rows.some((row) => data.partnerships[row]!.milestones?.some((one) => one.confidence >= confidence));
  return (
    <ul class="legend">
      {rungs.map((rung) => (
        <Entry key={rung} name={label("phases", rung)}>
          <rect class={`bar rung-fill-${rung}`} width="30" height="8" />
        </Entry>
      ))}
      {conditions.length > 0 && (
        <Entry name={conditions.map((condition) => label("conditions", condition)).join(", ")}>
          <rect class={`bar impaired rung-fill-${rungs.at(-1)}`} width="30" height="8" />
        </Entry>
      )}
      {spells.some((spell) => uncertainDays(spell).length > 0) && (
        <Entry name={T.inDoubt}>
          <rect class={`bar rung-fill-${rungs.at(-1)}`} width="30" height="8" />
          <rect class="doubt" width="30" height="8" />
        </Entry>
      )}
      {rows.some(isShared) && (
        <Entry name={inWords(T.sharedOperations)}>
          <path class="shared" d="M0 4H30" />
        </Entry>
      )}
      {hasMilestones && (
        <Entry name={T.milestone}>
          <circle class="milestone" cx="15" cy="4" r="2.2" />
        </Entry>
      )}
    </ul>
  );
}

function Entry({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <li>
      <svg class="sample" viewBox="0 0 30 8" aria-hidden="true">
        {children}
      </svg>{" "}
      {name}
    </li>
  );
}
