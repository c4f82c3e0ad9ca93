// The date or period, and what changed since the date before.

import { useComputed, useSignal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import { changes, eventDays, previousDay } from "./answers";
import { evidence, isUnreadable } from "./data";
import { endOfYear, iso, parse, year } from "./days";
import { extent, isDated, settledState, state, update } from "./state";
import { T } from "./strings";
import type { Span } from "./types";

const FRAME_MS = 800;
const MAX_SENTENCES = 12;

/** Moves to a date, or moves one side of the period. */
function move(day: number, side: 0 | 1 | null, isStep: boolean): void {
  const { days, isPeriod } = state.value;
  let next: Span;
  if (!isPeriod || side === null) {
    const shift = day - days[1];
    next = isPeriod ? [days[0] + shift, day] : [day, day];
  } else {
    // The other side gives way.
    next = side === 0 ? [day, Math.max(day, days[1])] : [Math.min(day, days[0]), day];
  }
  update({ days: next }, isStep);
}

/** Returns a day within the record. */
function within(day: number): number {
  return Math.max(extent[0], Math.min(day, extent[1]));
}

/** Returns the end of a year a number of years on or back; the same day if that is not within the record. */
function yearsFrom(day: number, count: 1 | -1): number {
  const own = year(day);
  // On the way on, the end of this year comes first unless it is that day.
  const target = within(endOfYear(count > 0 && day < endOfYear(own) ? own : own + count));
  return count > 0 ? Math.max(day, target) : Math.min(day, target);
}

function stepYears(count: 1 | -1, isStep = true): void {
  move(yearsFrom(state.value.days[1], count), null, isStep);
}

/** Moves to the next event; returns `false` if there is none. */
function stepEvents(direction: 1 | -1, isStep = true): boolean {
  const day = state.value.days[1];
  const next = direction > 0 ? eventDays.value.find((one) => one > day) : eventDays.value.findLast((one) => one < day);
  if (next === undefined || next > extent[1]) {
    return false;
  }
  move(next, null, isStep);
  return true;
}

/** When the slider moved last: a new movement is a step of history, and those that follow at once belong to it. */
let movedAt = 0;
const ONE_MOVEMENT_MS = 1000;

function Slider({ side, label }: { side: 0 | 1; label: string }) {
  const day = state.value.days[side]!;
  const onKeyDown = (event: KeyboardEvent) => {
    const years = event.key === "PageUp" ? 1 : event.key === "PageDown" ? -1 : 0;
    if (years !== 0) {
      event.preventDefault();
      move(yearsFrom(day, years), side, false);
    }
  };
  return (
    <input
      type="range"
      class={`thumb thumb-${side}`}
      aria-label={label}
      aria-valuetext={iso(day)}
      title={T.keys}
      min={extent[0]}
      max={extent[1]}
      step={1}
      value={day}
      onInput={(event) => {
        const now = performance.now();
        move(Number(event.currentTarget.value), side, now - movedAt > ONE_MOVEMENT_MS);
        movedAt = now;
      }}
      onKeyDown={onKeyDown}
    />
  );
}

function DateField({ side, label }: { side: 0 | 1; label: string }) {
  const day = state.value.days[side]!;
  const isWrong = useSignal(false);
  return (
    <label class="field">
      <span>{label}</span>
      <input
        class="date"
        value={iso(day)}
        inputMode="numeric"
        autocomplete="off"
        spellcheck={false}
        aria-invalid={isWrong.value}
        onChange={(event) => {
          const given = parse(event.currentTarget.value, side === 0);
          isWrong.value = given === null;
          if (given !== null) {
            move(given, state.value.isPeriod ? side : null, true);
            event.currentTarget.value = iso(state.value.days[side]!);
          }
        }}
      />
    </label>
  );
}

export function TimeControls() {
  const isPlaying = useSignal(false);
  const byEvents = useSignal(false);
  useEffect(() => {
    if (!isPlaying.value) {
      return;
    }
    // At the end, it begins again.
    if (state.peek().days[1] >= extent[1]) {
      move(extent[0], null, true);
    }
    const timer = setInterval(() => {
      if (state.peek().days[1] >= extent[1]) {
        isPlaying.value = false;
      } else if (!byEvents.peek()) {
        stepYears(1, false);
      } else if (!stepEvents(1, false)) {
        isPlaying.value = false;
      }
    }, FRAME_MS);
    return () => clearInterval(timer);
  }, [isPlaying.value]);
  if (!isDated) {
    return null;
  }
  const { isPeriod, days } = state.value;
  const switchPeriod = (period: boolean) =>
    update({ isPeriod: period, days: period ? [Math.min(Math.max(extent[0], days[1] - 3652), days[1]), days[1]] : [days[1], days[1]] });
  return (
    <section class="time" aria-label={isPeriod ? T.period : T.date}>
      <div class="row">
        {isPeriod && <DateField side={0} label={T.from} />}
        <DateField side={1} label={isPeriod ? T.to : T.date} />
        <span class="buttons">
          <button type="button" onClick={() => stepEvents(-1)} aria-label={T.eventBack} title={T.eventBack}>«</button>
          <button type="button" onClick={() => stepYears(-1)} aria-label={T.yearBack} title={T.yearBack}>‹</button>
          <button type="button" aria-pressed={isPlaying.value} onClick={() => (isPlaying.value = !isPlaying.value)}>
            {isPlaying.value ? T.pause : T.play}
          </button>
          <button type="button" onClick={() => stepYears(1)} aria-label={T.yearOn} title={T.yearOn}>›</button>
          <button type="button" onClick={() => stepEvents(1)} aria-label={T.eventOn} title={T.eventOn}>»</button>
        </span>
        <label class="field">
          <span>{T.by}</span>
          <select value={byEvents.value ? "events" : "years"} onChange={(event) => (byEvents.value = event.currentTarget.value === "events")}>
            <option value="years">{T.years}</option>
            <option value="events">{T.events}</option>
          </select>
        </label>
        <label class="check">
          <input type="checkbox" checked={isPeriod} onChange={(event) => switchPeriod(event.currentTarget.checked)} />
          {T.period}
        </label>
      </div>
      <div class={`track ${isPeriod ? "two" : ""}`}>
        {isPeriod && <Slider side={0} label={T.from} />}
        <Slider side={1} label={isPeriod ? T.to : T.date} />
        <div class="ends" aria-hidden="true">
          <span>{year(extent[0])}</span>
          <span>{year(extent[1])}</span>
        </div>
      </div>
    </section>
  );
}

/** What changed since the date before, in sentences of the program. */
export function Changes() {
  const told = useComputed(() => {
    const from = previousDay.value;
    const to = settledState.value.days[1];
    return from === null || from === to ? null : { from, to, sentences: changes(from, to) };
  });
  if (told.value === null) {
    return null;
  }
  const { from, to, sentences } = told.value;
  const shown = sentences.slice(0, MAX_SENTENCES);
  return (
    <section class="changes" aria-label={T.changes}>
      <h3>
        {to > from ? T.changes : T.changesBack} <small>{T.during(iso(Math.min(from, to)), iso(Math.max(from, to)))}</small>
      </h3>
      {evidence.value === null ? (
        <p>{isUnreadable.value ? T.cannotUnpack : T.unpacking}</p>
      ) : shown.length === 0 ? (
        <p>{T.noChange}</p>
      ) : (
        <ul>
          {shown.map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
          {sentences.length > shown.length && <li>{T.more(sentences.length - shown.length)}</li>}
        </ul>
      )}
    </section>
  );
}
