// What the panes show: computed from the state, each once.

import { computed, signal } from "@preact/signals";
import { data, evidence, inWords, label, language, organizationLabel, terms } from "./data";
import { iso } from "./days";
import { operations, queryOf, rowOf, select, type Row } from "./query";
import { days, filterWords, GRADES, LOCKED, START, settledState, state, timeWords, isDated, type State } from "./state";
import { OPEN, type Event } from "./types";
import { T } from "./strings";
import { ties } from "./ties";

export const query = computed(() => queryOf(state.value));

export const settledQuery = computed(() => queryOf(settledState.value));
export const settledRows = computed(() => select(settledQuery.value).map((row) => rowOf(settledQuery.value, row)));
export const settledOperations = computed(() => operations(settledQuery.value));
/** The ties of all rows, whichever of them a large network draws. */
export const settledTies = computed(() => ties(settledQuery.value, settledRows.value.map(({ row }) => row)));
/** How many partnerships match without a phase by which a line could be drawn, and of how many of these it is unknown. */
export const withoutLine = computed(() => {
  const bare = settledRows.value.filter(
    ({ row, spell }) => !data.partnerships[row]!.phaseless && (spell === null || spell.absent),
  );
  const unknown = bare.filter((row) => row.phase === "unknown").length;
  return { unknown, without: bare.length - unknown };
});
export const besideRows = computed<Map<number, Row> | null>(() => {
  const { second } = settledState.value;
  if (second === null) {
    return null;
  }
  const beside = queryOf({ ...settledState.value, coding: second });
  return new Map(settledRows.value.map(({ row }) => [row, rowOf(beside, row)]));
});

/** Returns the time in words. */
export function timeInWords(of: State): string {
  if (!isDated) {
    return Math.abs(data.as_of) === OPEN ? "" : T.at(iso(data.as_of));
  }
  return of.isPeriod ? T.during(iso(of.days[0]), iso(of.days[1])) : T.at(iso(of.days[0]));
}

/** Returns a count with the time, and with what limits what the page knows. */
function counted(count: string): string {
  const of = settledState.value;
  const time = timeInWords(of);
  const locked = filterWords(START).filter(([name]) => LOCKED_WORDS.has(name));
  const notes = [
    ...(isDated && of.days[1] > data.as_of ? [T.afterRecord(iso(data.as_of))] : []),
    ...(locked.length > 0 ? [T.onlyMatching(optionsOf(locked).map(shellWord).join(" "))] : []),
  ];
  // The place where a count is shown ends the last sentence.
  return [count + (time === "" ? "" : `, ${time}`), ...notes].join(". ").replace(/\.$/, "");
}

/** The filters that cannot be removed, as words of the command. */
const LOCKED_WORDS = new Set(LOCKED.map(([, word]) => word));

/** Returns how many partnerships match, of how many organizations. */
export const summary = computed(() => {
  const members = new Set(settledRows.value.flatMap(({ row }) => data.partnerships[row]!.members));
  return counted(T.count(settledRows.value.length, members.size));
});

/** Returns how many operations match. */
export const operationSummary = computed(() => {
  const count = settledOperations.value.length;
  return counted(T.counted(count, inWords(count === 1 ? "operation" : "operations")));
});

/** The phase of a row in words: its label, or why there is none. */
export function phaseInWords(row: Row): string {
  if (row.spell) {
    const actor = row.spell.actor === undefined ? "" : ` (${organizationLabel(row.spell.actor)})`;
    return label("phases", row.spell.phase) + actor;
  }
  if (row.phase === "unknown") {
    return T.unknown;
  }
  return row.ended === "" ? "" : T.ended(row.ended);
}

/** The motives of a row as codes by the side that holds them, such as `EU: RD LE; AU: (SV)`. */
export function motivesInWords(row: Row): string {
  const codes = (side: 0 | 1) => [
    ...row.held[side].map((held) => code(held.motive) + (held.isUncertain ? "?" : "")),
    ...row.possible[side].map((motive) => `(${code(motive)})`),
  ];
  const { members } = data.partnerships[row.row]!;
  return ([0, 1] as const)
    .filter((side) => codes(side).length > 0)
    .map((side) => `${organizationLabel(members[side])}: ${codes(side).join(" ")}`)
    .join("; ");
}

/** The shared operations of a row, with the roles that the filter names, such as `AMIS (EU: funding)`. */
export function operationsInWords(row: Row): string {
  const { role } = settledState.value;
  const { members } = data.partnerships[row.row]!;
  const texts = row.operations.map(({ operation, isUncertain, roles }) => {
    const sides = ([0, 1] as const).flatMap((side) => {
      const named = roles[side].filter((one) => role.includes(one)).sort((a, b) => a - b);
      const labels = named.map((one) => uncapitalized(label("roles", one))).join(", ");
      return named.length === 0 ? [] : [`${organizationLabel(members[side])}: ${labels}`];
    });
    const named = role.length === 0 ? "" : ` (${sides.join("; ")})`;
    return data.operations[operation]!.label + named + (isUncertain ? ` (${T.dateUncertain})` : "");
  });
  return texts.join(", ");
}

/** Returns a label as it is written within a sentence; an abbreviation keeps its capitals. */
export function uncapitalized(text: string): string {
  return /^\p{Lu}\p{Lu}/u.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1);
}

export function code(motive: number): string {
  return terms("motives")[motive]?.code ?? "";
}

/** Returns the command that gives the answer of a tab. */
export function command(of: State): string {
  const verb = of.tab === "operations" ? "operations" : of.tab === "motives" ? "motives" : "links";
  return line(["interorg", verb, ...timeWords(of), ...optionsOf(filterWords(of))]);
}

/** Returns filters as options of a command. */
function optionsOf(words: [string, string[]][]): string[] {
  return words.flatMap(([name, values]) =>
    values.length === 0 ? [`--${name}`] : name === "between" ? ["--between", ...values] : values.flatMap((value) => [`--${name}`, value]),
  );
}

/** Returns the command that shows what a thing rests on, at the same time and under the same coding. */
export function showCommand(ids: string[], isDated = true): string {
  const of = settledState.value;
  const coding = of.coding === null ? [] : ["--coding", terms("codings")[of.coding]!.id];
  const confidence = of.confidence === 0 ? [] : ["--min-confidence", GRADES[of.confidence]!];
  return line(["interorg", "show", ...ids, ...(isDated ? [...timeWords(of), ...coding, ...confidence] : []), "--evidence"]);
}

function line(words: string[]): string {
  const lang = language.value === "" ? [] : ["--lang", language.value];
  const reading = data.about.arguments === "" ? [] : [data.about.arguments];
  return [...[...words, ...lang].map(shellWord), ...reading].join(" ");
}

function shellWord(word: string): string {
  return /^[A-Za-z0-9\-_./:,=+@%]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The date at which the page rested before it moved to the present one, from which changes are stated. */
export const previousDay = signal<number | null>(null);

/** How long the date must stay the same to be one at which the page rested. */
const REST_MS = 600;
let rested = days.peek()[1];
let resting: ReturnType<typeof setTimeout> | undefined;
days.subscribe((now) => {
  clearTimeout(resting);
  if (now[1] !== rested) {
    previousDay.value = rested;
    resting = setTimeout(() => (rested = now[1]), REST_MS);
  }
});

/** The events of the coding and confidence, and of what the other filters let through at some time. */
const relevant = computed<Event[]>(() => {
  const of = settledState.value;
  // A filter decides at some time what the events of a partnership are about.
  const always = queryOf(of, true);
  const matching = new Set(select(always));
  const running = new Set(operations(always));
  const named = [...of.with, ...of.between];
  return (evidence.value?.events ?? []).filter((event) => {
    const [least, greatest] = event.confidences;
    if (of.confidence < least || of.confidence > greatest || (event.coding !== undefined && event.coding !== always.coding)) {
      return false;
    }
    switch (event.list) {
      case "partnerships":
        return matching.has(event.row);
      case "operations":
        return running.has(event.row);
      default:
        return named.length === 0 || named.includes(event.row);
    }
  });
});

/** The days of these events, in rising order, each once. */
export const eventDays = computed(() => [...new Set(relevant.value.map((event) => event.day))].sort((a, b) => a - b));

/** Returns the sentences on what changed after one day and up to another. */
export function changes(from: number, to: number): string[] {
  const [after, upTo] = from < to ? [from, to] : [to, from];
  const changed = relevant.value.filter((event) => event.day > after && event.day <= upTo);
  return [...new Set(changed.map((event) => event.text))];
}
