// What the page shows, kept in its address.

import { computed, signal } from "@preact/signals";
import { data, evidence, language, rowOf, terms } from "./data";
import { iso, parse } from "./days";
import { OPEN, type Span } from "./types";

export type Tab = "partnerships" | "operations" | "motives";

/** A thing of which the panel shows the evidence. */
export interface Shown {
  list: "organizations" | "partnerships" | "operations" | "claims" | "sources";
  row: number;
  /** Of a claim: the thing that it is about. */
  of?: Shown;
}

export interface State {
  /** The days; a date has the same twice. */
  days: Span;
  isPeriod: boolean;
  /** The coding; `null` for the first, without naming it. */
  coding: number | null;
  /** A second coding, beside the first. */
  second: number | null;
  with: number[];
  between: number[];
  phase: number[];
  minPhase: number | null;
  condition: number[];
  motive: number[];
  family: number[];
  heldBy: number[];
  operation: number[];
  country: string[];
  role: number[];
  bothSides: boolean;
  confidence: number;
  tab: Tab;
  /** The organization from which a large network is shown; `null` for all lines. */
  focus: number | null;
  shown: Shown | null;
}

export const GRADES = ["low", "medium", "high"];

/** Whether anything has a date. Without, everything is shown as of the as-of date. */
export const isDated = data.extent !== undefined;
export const extent: Span = data.extent ?? [data.as_of, data.as_of];

/** The filters that hold rows of a list, by their names in addresses and commands. */
const LISTS = {
  with: data.organizations,
  between: data.organizations,
  phase: terms("phases"),
  condition: terms("conditions"),
  motive: terms("motives"),
  family: terms("motive-families"),
  heldBy: data.organizations,
  operation: data.operations,
  role: terms("roles"),
} as const;

export type ListName = keyof typeof LISTS;

const NAMES: Record<ListName, string> = {
  with: "with",
  between: "between",
  phase: "phase",
  condition: "condition",
  motive: "motive",
  family: "motive",
  heldBy: "held-by",
  operation: "operation",
  role: "role",
};

function initial(): State {
  const { filter, days } = data.start;
  const rows = (list: { id: string }[], ids: string[] | undefined) =>
    (ids ?? []).map((id) => rowOf(list, id)).filter((row) => row !== null);
  const now = extent[1];
  const inside = days?.map((day) => (Math.abs(day) === OPEN ? (day < 0 ? extent[0] : now) : day)) as Span | undefined;
  return {
    days: inside ?? [now, now],
    isPeriod: days !== null && days[0] !== days[1],
    coding: null,
    second: null,
    with: rows(LISTS.with, filter.with),
    between: rows(LISTS.between, filter.between),
    phase: rows(LISTS.phase, filter.phases),
    minPhase: filter.min_phase === undefined ? null : rowOf(LISTS.phase, filter.min_phase),
    condition: rows(LISTS.condition, filter.conditions),
    motive: rows(LISTS.motive, filter.motives),
    family: rows(LISTS.family, filter.motives),
    heldBy: rows(LISTS.heldBy, filter.held_by),
    operation: rows(LISTS.operation, filter.operations),
    country: filter.countries ?? [],
    role: rows(LISTS.role, filter.roles),
    bothSides: filter.both_sides ?? false,
    confidence: Math.max(0, GRADES.indexOf(filter.min_confidence ?? "low")),
    tab: "partnerships",
    focus: firstFocus(),
    shown: null,
  };
}

/** A large network starts from the organization with the most partnerships, not from everything. */
function firstFocus(): number | null {
  if (data.drawing.boxes) {
    return null;
  }
  const degrees = new Map<number, number>();
  data.partnerships.forEach(({ members }) => members.forEach((one) => degrees.set(one, (degrees.get(one) ?? 0) + 1)));
  return [...degrees].reduce((most, one) => (one[1] > most[1] ? one : most), [0, 0] as [number, number])[0];
}

export const START: State = { ...initial(), ...startCoding() };

function startCoding(): Partial<State> {
  const id = data.start.filter.coding;
  const row = id === undefined ? null : rowOf(terms("codings"), id);
  // The first coding is what a command without a coding reads.
  return { coding: row === 0 ? null : row };
}

export const state = signal<State>(read(location.hash));

/** The state of all but the network, which alone follows while the date moves on quickly. */
export const settledState = signal(state.peek());

/** Above this number of partnerships, the other panes wait until the date rests. */
const MAX_AT_ONCE = 300;
const REST_MS = 100;
let waiting: ReturnType<typeof setTimeout> | undefined;
state.subscribe((next) => {
  clearTimeout(waiting);
  if (data.partnerships.length <= MAX_AT_ONCE) {
    settledState.value = next;
  } else {
    waiting = setTimeout(() => (settledState.value = next), REST_MS);
  }
});

/** The days of the time of the query. */
export const days = computed<Span>(() => (isDated ? state.value.days : [-OPEN, OPEN]));

/** The days on which states are read: those of the time, or the as-of date. */
export const stateDays = computed<Span>(() => (isDated ? state.value.days : [data.as_of, data.as_of]));

export const coding = computed(() => state.value.coding ?? 0);

/** How long the page waits with the address while a movement goes on: browsers limit how often it may change. */
const ADDRESS_MS = 150;
let waitingAddress: ReturnType<typeof setTimeout> | undefined;

function writeAddress(how: "pushState" | "replaceState"): void {
  clearTimeout(waitingAddress);
  waitingAddress = undefined;
  const address = `#${write(state.peek())}`;
  if (address !== location.hash) {
    history[how](null, "", address);
  }
}

/** Changes the state. A step of history is kept unless it only moves on. */
export function update(change: Partial<State>, isStep = true): void {
  if (isStep && waitingAddress !== undefined) {
    writeAddress("replaceState");
  }
  state.value = { ...state.value, ...change };
  if (isStep) {
    writeAddress("pushState");
  } else {
    clearTimeout(waitingAddress);
    waitingAddress = setTimeout(() => writeAddress("replaceState"), ADDRESS_MS);
  }
}

addEventListener("popstate", () => (state.value = read(location.hash)));
addEventListener("hashchange", () => (state.value = read(location.hash)));

/** Reads the address again once claims and sources can be found by their ids. */
export function readAgain(): void {
  if (state.peek().shown === null) {
    state.value = read(location.hash);
  }
}

/** Returns the filters as words of a command, each with its values. */
export function filterWords(of: State): [string, string[]][] {
  const words: [string, string[]][] = [];
  for (const name of Object.keys(LISTS) as ListName[]) {
    const ids = of[name].map((row) => LISTS[name][row]!.id);
    if (ids.length > 0) {
      words.push([NAMES[name], ids]);
    }
  }
  if (of.minPhase !== null) {
    words.push(["min-phase", [LISTS.phase[of.minPhase]!.id]]);
  }
  if (of.country.length > 0) {
    words.push(["country", of.country]);
  }
  if (of.bothSides && of.role.length > 0) {
    words.push(["both-sides", []]);
  }
  if (of.coding !== null) {
    words.push(["coding", [terms("codings")[of.coding]!.id]]);
  }
  if (of.confidence > 0) {
    words.push(["min-confidence", [GRADES[of.confidence]!]]);
  }
  return words;
}

/** Returns the time as the words of a command. */
export function timeWords(of: State): string[] {
  if (!isDated) {
    return [];
  }
  return of.isPeriod ? ["--during", `${iso(of.days[0])}..${iso(of.days[1])}`] : ["--at", iso(of.days[0])];
}

function write(of: State): string {
  const parts = new URLSearchParams();
  if (isDated) {
    parts.set(of.isPeriod ? "during" : "at", of.isPeriod ? of.days.map(iso).join("..") : iso(of.days[0]));
  }
  for (const [name, values] of filterWords(of)) {
    if (values.length === 0) {
      parts.set(name, "");
    }
    values.forEach((value) => parts.append(name, value));
  }
  if (of.second !== null) {
    parts.set("beside", terms("codings")[of.second]!.id);
  }
  if (of.tab !== "partnerships") {
    parts.set("tab", of.tab);
  }
  if (of.focus !== START.focus) {
    parts.set("focus", of.focus === null ? "all" : data.organizations[of.focus]!.id);
  }
  if (of.shown) {
    parts.set("show", address(of.shown));
  }
  if (language.value !== (data.start.language ?? "")) {
    parts.set("lang", language.value || "none");
  }
  return parts.toString();
}

/** Returns a thing as a part of an address, by ids that stay the same when other records are added. */
function address(shown: Shown): string {
  const { list, row, of } = shown;
  if (list === "claims" || list === "sources") {
    const own = `${list}:${evidence.value?.[list][row]?.id ?? ""}`;
    return of ? `${own}~${address(of)}` : own;
  }
  return `${list}:${data[list][row]!.id}`;
}

function thing(text: string): Shown | null {
  const [own, of] = text.split("~", 2);
  const place = own!.indexOf(":");
  const list = own!.slice(0, place) as Shown["list"];
  const id = own!.slice(place + 1);
  if (list === "claims" || list === "sources") {
    const row = rowOf(evidence.value?.[list] ?? [], id);
    const about = of === undefined ? null : thing(of);
    return row === null ? null : { list, row, ...(about ? { of: about } : {}) };
  }
  if (list !== "organizations" && list !== "partnerships" && list !== "operations") {
    return null;
  }
  const row = rowOf(data[list], id);
  return row === null ? null : { list, row };
}

/** Reads an address. What it does not understand, it leaves as the page opens. */
function read(hash: string): State {
  const parts = new URLSearchParams(hash.slice(1));
  const lang = parts.get("lang") ?? "";
  language.value = lang in data.languages ? lang : lang === "none" ? "" : (data.start.language ?? "");
  if ([...parts].length === 0) {
    return START;
  }
  const of: State = { ...START };
  const rows = (name: string, list: readonly { id: string }[]) =>
    parts.getAll(name).map((id) => rowOf(list as { id: string }[], id)).filter((row) => row !== null);
  for (const name of Object.keys(LISTS) as ListName[]) {
    of[name] = rows(NAMES[name], LISTS[name]);
  }
  const [start, end] = (parts.get("during") ?? "").split("..");
  const [from, to] = [parse(start ?? "", true), parse(end ?? "")];
  const at = parse(parts.get("at") ?? "");
  if (typeof from === "number" && typeof to === "number" && from <= to) {
    of.days = [from, to];
    of.isPeriod = true;
  } else if (at !== null) {
    of.days = [at, at];
    of.isPeriod = false;
  }
  of.minPhase = rows("min-phase", LISTS.phase)[0] ?? null;
  of.country = parts.getAll("country");
  of.bothSides = parts.has("both-sides");
  of.coding = rows("coding", terms("codings"))[0] ?? null;
  of.second = rows("beside", terms("codings"))[0] ?? null;
  of.confidence = Math.max(0, GRADES.indexOf(parts.get("min-confidence") ?? "low"));
  const tab = parts.get("tab");
  of.tab = tab === "operations" || tab === "motives" ? tab : "partnerships";
  of.focus = parts.get("focus") === "all" ? null : (rows("focus", data.organizations)[0] ?? START.focus);
  const shown = parts.get("show");
  of.shown = shown === null ? null : thing(shown);
  return of;
}
