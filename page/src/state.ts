// What the page shows, kept in its address.

import { computed, signal } from "@preact/signals";
import { data, evidence, language, rowOf, speak, terms } from "./data";
import { iso, parse } from "./days";
import { OPEN, type Span } from "./types";

export type Tab = "partnerships" | "operations" | "motives";

const ALL_TABS: Tab[] = ["partnerships", "operations", "motives"];

/** The tabs that the page has. */
export const TABS = ALL_TABS.filter((tab) => tab !== "motives" || terms("motives").length > 0);

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

export const COUNTRIES = [...new Set(data.operations.flatMap((operation) => operation.countries ?? []))].sort((a, b) =>
  a.localeCompare(b),
);

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

/** A coding that is named leaves out ties without phases, even if it is the first. */
function startCoding(): Partial<State> {
  const id = data.start.filter.coding;
  return { coding: id === undefined ? null : rowOf(terms("codings"), id) };
}

/** The filters that cannot be removed, by their names in the state and in addresses: of a page that has only what matches them. */
export const LOCKED: [keyof State, string][] = data.start.only ? locked() : [];

function locked(): [keyof State, string][] {
  const lists = Object.keys(LISTS) as ListName[];
  const named = new Set(lists.filter((name) => START[name].length > 0).map((name) => NAMES[name]));
  const found: [keyof State, string][] = lists.filter((name) => named.has(NAMES[name])).map((name) => [name, NAMES[name]]);
  const others: [keyof State, string, boolean][] = [
    ["minPhase", "min-phase", START.minPhase !== null],
    ["country", "country", START.country.length > 0],
    ["bothSides", "both-sides", START.bothSides],
    ["coding", "coding", START.coding !== null],
    ["confidence", "min-confidence", START.confidence > 0],
  ];
  return [...found, ...others.filter(([, , is]) => is).map(([name, word]) => [name, word] as [keyof State, string])];
}

export function isLocked(name: keyof State): boolean {
  return LOCKED.some(([other]) => other === name);
}

/** The address of a state without filters, on a page that opens with some. */
const ALL = "all";

/** The words of an address that are not filters with values. */
const OTHER_WORDS = ["at", "during", "both-sides", "tab", "focus", "show", "lang", ALL];

/** The words of the address that the page does not understand. */
export const notUnderstood = signal<string[]>([]);

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
  // Without words, an address is that of the page as it opens.
  const words = write(state.peek());
  const address = `#${words === "" && write(START) !== "" ? ALL : words}`;
  if (address !== location.hash) {
    history[how](null, "", address);
  }
}

/** Changes the state. A step of history is kept unless it only moves on. */
export function update(change: Partial<State>, isStep = true): void {
  if (isStep && waitingAddress !== undefined) {
    writeAddress("replaceState");
  }
  const free = Object.entries(change).filter(([name]) => !isLocked(name as keyof State));
  state.value = { ...state.value, ...Object.fromEntries(free) };
  if (isStep) {
    notUnderstood.value = [];
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

/** Reads an address. What it does not name is not set, and what the page does not understand is left out and shown as such. */
function read(hash: string): State {
  const parts = new URLSearchParams(hash.slice(1));
  const unknown: string[] = [];
  const lang = parts.get("lang");
  const own = data.start.language ?? "";
  const isLanguage = lang !== null && Object.hasOwn(data.languages, lang);
  speak(isLanguage ? lang : lang === "none" ? "" : own);
  if (lang !== null && lang !== "none" && !isLanguage) {
    unknown.push(`lang=${lang}`);
  }
  const isStart = [...parts].length === 0;
  const of = isStart ? START : fromWords(parts, unknown);
  notUnderstood.value = unknown;
  return of;
}

function fromWords(parts: URLSearchParams, unknown: string[]): State {
  const of: State = { ...START };
  const known = new Set(OTHER_WORDS);
  /** Returns the values of a word that are understood, each as one or several lists have it. */
  const values = <V,>(word: string, read: (text: string) => V | null | undefined): V[] => {
    known.add(word);
    return parts.getAll(word).flatMap((text) => {
      const value = read(text);
      if (value === null || value === undefined) {
        unknown.push(`${word}=${text}`);
        return [];
      }
      return [value];
    });
  };
  const rows = (word: string, list: readonly { id: string }[]) => values(word, (id) => rowOf(list as { id: string }[], id));
  for (const name of Object.keys(LISTS) as ListName[]) {
    if (NAMES[name] !== "motive") {
      of[name] = rows(NAMES[name], LISTS[name]);
    }
  }
  // A motive and a family of motives have one word.
  const motives = values("motive", (id) => {
    const [motive, family] = [rowOf(terms("motives"), id), rowOf(terms("motive-families"), id)];
    return motive === null && family === null ? null : { motive, family };
  });
  of.motive = motives.flatMap(({ motive }) => (motive === null ? [] : [motive]));
  of.family = motives.flatMap(({ motive, family }) => (motive === null && family !== null ? [family] : []));
  readTime(of, parts, unknown);
  of.minPhase = rows("min-phase", LISTS.phase)[0] ?? null;
  of.country = values("country", (country) => (COUNTRIES.includes(country) ? country : null));
  of.bothSides = parts.has("both-sides");
  of.coding = rows("coding", terms("codings"))[0] ?? null;
  const second = rows("beside", terms("codings"))[0] ?? null;
  of.second = second === (of.coding ?? 0) ? null : second;
  const grade = (text: string) => (GRADES.includes(text) ? GRADES.indexOf(text) : null);
  of.confidence = values("min-confidence", grade)[0] ?? 0;
  of.tab = values("tab", (text) => TABS.find((tab) => tab === text))[0] ?? "partnerships";
  of.focus = parts.get("focus") === "all" ? null : (rows("focus", data.organizations)[0] ?? START.focus);
  // Claims and sources are found by their ids once they are unpacked.
  const shown = values("show", (text) => thing(text) ?? (evidence.value === null && /^(claims|sources):/.test(text) ? "later" : null))[0];
  of.shown = shown === undefined || shown === "later" ? null : shown;
  unknown.push(...new Set([...parts.keys()].filter((word) => !known.has(word))));
  for (const [name, word] of LOCKED) {
    if (parts.has(word) && JSON.stringify(of[name]) !== JSON.stringify(START[name])) {
      parts.getAll(word).forEach((text) => unknown.push(`${word}=${text}`));
    }
    Object.assign(of, { [name]: START[name] });
  }
  return of;
}

function readTime(of: State, parts: URLSearchParams, unknown: string[]): void {
  const [at, during] = [parts.get("at"), parts.get("during")];
  const [start, end] = (during ?? "").split("..");
  const [from, to] = [parse(start ?? "", true), parse(end ?? "")];
  const day = parse(at ?? "");
  if (from !== null && to !== null && from <= to) {
    of.days = [from, to];
    of.isPeriod = true;
  } else if (day !== null) {
    of.days = [day, day];
    of.isPeriod = false;
  }
  if (during !== null && !of.isPeriod) {
    unknown.push(`during=${during}`);
  } else if (at !== null && day === null) {
    unknown.push(`at=${at}`);
  }
}
