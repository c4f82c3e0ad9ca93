// What the panes show: computed from the state, each once.

import { computed, signal } from "@preact/signals";
import { data, evidence, label, organizationLabel, terms } from "./data";
import { iso } from "./days";
import { operations, queryOf, rowOf, select, type Row } from "./query";
import { days, filterWords, settledState, state, timeWords, isDated, type State } from "./state";
import { T } from "./strings";

export const query = computed(() => queryOf(state.value));

export const settledQuery = computed(() => queryOf(settledState.value));
export const settledRows = computed(() => select(settledQuery.value).map((row) => rowOf(settledQuery.value, row)));
export const settledOperations = computed(() => operations(settledQuery.value));
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
    return T.at(iso(data.as_of));
  }
  return of.isPeriod ? T.during(iso(of.days[0]), iso(of.days[1])) : T.at(iso(of.days[0]));
}

/** Returns how many partnerships match, of how many organizations. */
export const summary = computed(() => {
  const members = new Set(settledRows.value.flatMap(({ row }) => data.partnerships[row]!.members));
  return `${T.count(settledRows.value.length, members.size)}, ${timeInWords(settledState.value)}`;
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
  const filters = filterWords(of).flatMap(([name, values]) =>
    values.length === 0 ? [`--${name}`] : name === "between" ? ["--between", ...values] : values.flatMap((value) => [`--${name}`, value]),
  );
  const words = ["interorg", verb, ...timeWords(of), ...filters].map(shellWord);
  return [...words, ...(data.about.arguments === "" ? [] : [data.about.arguments])].join(" ");
}

/** Returns the command that shows what a thing rests on. */
export function showCommand(ids: string[]): string {
  const words = ["interorg", "show", ...ids, "--evidence"].map(shellWord);
  return [...words, ...(data.about.arguments === "" ? [] : [data.about.arguments])].join(" ");
}

function shellWord(word: string): string {
  return /^[A-Za-z0-9\-_./:,=+@%]+$/.test(word) ? word : `'${word.replaceAll("'", "'\\''")}'`;
}

/** The days of events, in rising order, each once. */
export const eventDays = computed(() => [...new Set(evidence.value?.events.map((event) => event.day))].sort((a, b) => a - b));

/** The date before the present one, from which changes are told. */
export const previousDay = signal<number | null>(null);
let last = days.peek()[1];
days.subscribe((now) => {
  if (now[1] !== last) {
    previousDay.value = last;
    last = now[1];
  }
});

/** Returns the sentences on what changed after one day and up to another, for the partnerships that the filters on members and
 * the coding let through. */
export function changes(from: number, to: number, of: State): string[] {
  const [after, upTo] = from < to ? [from, to] : [to, from];
  const isOf = (members: number[]) =>
    (of.with.length === 0 || members.some((member) => of.with.includes(member))) &&
    (of.between.length === 0 || members.every((member) => of.between.includes(member)));
  const coding = of.coding ?? 0;
  const told = (evidence.value?.events ?? []).filter((event) => {
    if (event.day <= after || event.day > upTo || (event.coding !== undefined && event.coding !== coding)) {
      return false;
    }
    switch (event.list) {
      case "partnerships":
        return isOf(data.partnerships[event.row]!.members);
      case "organizations":
        return isOf([event.row]) || of.with.includes(event.row);
      default: {
        const { participations } = data.operations[event.row]!;
        return (
          (of.with.length === 0 && of.between.length === 0) ||
          participations.some((one) => of.with.includes(one.organization) || of.between.includes(one.organization))
        );
      }
    }
  });
  // A milestone of several parties is one event of each of their partnerships.
  return [...new Set(told.map((event) => event.text))];
}
