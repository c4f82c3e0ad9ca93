// The filters as chips that can be removed, a form to add one, and the search.

import { useSignal } from "@preact/signals";
import { useMemo } from "preact/hooks";
import { data, evidence, isUnreadable, label, operationName, organizationLabel, organizationName, terms } from "./data";
import { COUNTRIES, GRADES, isLocked, START, state, update, type ListName, type Shown, type State } from "./state";
import { FILTERS, T } from "./strings";

/** The filters, in the order in which they are offered. */
const NAMES = ["with", "between", "phase", "minPhase", "condition", "motive", "family", "heldBy", "operation", "country", "role", "confidence"] as const;
type Name = (typeof NAMES)[number];

const VOCABULARIES: Partial<Record<Name, string>> = {
  phase: "phases",
  minPhase: "phases",
  condition: "conditions",
  motive: "motives",
  family: "motive-families",
  role: "roles",
};

/** Returns the values that a filter may have, each with its label. */
function options(name: Name): [string, string][] {
  const vocabulary = VOCABULARIES[name];
  if (vocabulary !== undefined) {
    return terms(vocabulary).map((_, row) => [String(row), label(vocabulary, row)]);
  }
  switch (name) {
    case "operation":
      return data.operations.map((one, row) => [String(row), one.label]);
    case "country":
      return COUNTRIES.map((country) => [country, country]);
    case "confidence":
      return GRADES.slice(1).map((grade, row) => [String(row + 1), grade]);
    default:
      return data.organizations.map((_, row) => [String(row), `${organizationLabel(row)}: ${organizationName(row)}`]);
  }
}

function add(name: Name, value: string): void {
  const before = state.value;
  switch (name) {
    case "minPhase":
    case "confidence":
      return update({ [name]: Number(value) });
    case "country":
      return update({ country: [...new Set([...before.country, value])] });
    default:
      return update({ [name]: [...new Set([...before[name], Number(value)])] });
  }
}

interface Chip {
  text: string;
  name: Name;
  without: Partial<State>;
}

function chips(of: State): Chip[] {
  const found: Chip[] = [];
  const list = (name: ListName, text: (row: number) => string) =>
    of[name].forEach((row) =>
      found.push({ text: `${FILTERS[name]}: ${text(row)}`, name, without: { [name]: of[name].filter((other) => other !== row) } }),
    );
  list("with", organizationLabel);
  list("between", organizationLabel);
  list("phase", (row) => label("phases", row));
  if (of.minPhase !== null) {
    found.push({ text: `${FILTERS.minPhase}: ${label("phases", of.minPhase)}`, name: "minPhase", without: { minPhase: null } });
  }
  list("condition", (row) => label("conditions", row));
  list("motive", (row) => label("motives", row));
  list("family", (row) => label("motive-families", row));
  list("heldBy", organizationLabel);
  list("operation", (row) => data.operations[row]!.label);
  of.country.forEach((country) =>
    found.push({
      text: `${FILTERS.country}: ${country}`,
      name: "country",
      without: { country: of.country.filter((other) => other !== country) },
    }),
  );
  list("role", (row) => label("roles", row));
  if (of.confidence > 0) {
    found.push({ text: `${FILTERS.confidence}: ${GRADES[of.confidence]}`, name: "confidence", without: { confidence: 0 } });
  }
  return found;
}

export function Filters() {
  const name = useSignal<Name>(NAMES.find((name) => !isLocked(name))!);
  const value = useSignal("");
  const shown = chips(state.value);
  // The options stay the same while the date moves.
  const offered = useMemo(() => options(name.value), [name.value]);
  const values = useMemo(
    () =>
      offered.map(([value, label]) => (
        <option key={value} value={value}>
          {label}
        </option>
      )),
    [offered],
  );
  const available = useMemo(() => NAMES.filter((name) => !isLocked(name) && options(name).length > 0), []);
  const codings = terms("codings");
  return (
    <section class="filters" aria-label={T.filters}>
      <form
        class="row"
        onSubmit={(event) => {
          event.preventDefault();
          const chosen = value.value === "" ? offered[0]?.[0] : value.value;
          if (chosen !== undefined) {
            add(name.value, chosen);
          }
        }}
      >
        <label class="field">
          <span>{T.addFilter}</span>
          <select
            value={name.value}
            onChange={(event) => {
              name.value = event.currentTarget.value as Name;
              value.value = "";
            }}
          >
            {available.map((name) => (
              <option key={name} value={name}>
                {FILTERS[name]}
              </option>
            ))}
          </select>
        </label>
        <label class="field">
          <span>{T.value}</span>
          <select value={value.value || offered[0]?.[0]} onChange={(event) => (value.value = event.currentTarget.value)}>
            {values}
          </select>
        </label>
        <button type="submit">{T.add}</button>
        {codings.length > 1 && (
          <>
            <label class="field">
              <span>{T.coding}</span>
              <select
                value={String(state.value.coding ?? 0)}
                disabled={isLocked("coding")}
                onChange={(event) => {
                  const row = Number(event.currentTarget.value);
                  const { second } = state.value;
                  update({ coding: row === 0 ? null : row, second: second === row ? null : second });
                }}
              >
                {codings.map((coding, row) => (
                  <option key={coding.id} value={String(row)}>
                    {label("codings", row)}
                  </option>
                ))}
              </select>
            </label>
            <label class="field">
              <span>{T.beside}</span>
              <select
                value={state.value.second === null ? "" : String(state.value.second)}
                onChange={(event) => {
                  const text = event.currentTarget.value;
                  update({ second: text === "" ? null : Number(text) });
                }}
              >
                <option value="">{T.noSecond}</option>
                {codings.map(
                  (coding, row) =>
                    row !== (state.value.coding ?? 0) && (
                      <option key={coding.id} value={String(row)}>
                        {label("codings", row)}
                      </option>
                    ),
                )}
              </select>
            </label>
          </>
        )}
      </form>
      {shown.length > 0 && (
        <ul class="chips">
          {shown.map((chip) => (
            <li key={chip.text}>
              {isLocked(chip.name) ? (
                <span class="fixed">{chip.text}</span>
              ) : (
                <button type="button" aria-label={`${T.remove} ${chip.text}`} onClick={() => update(chip.without)}>
                  {chip.text} <span aria-hidden="true">×</span>
                </button>
              )}
            </li>
          ))}
          {state.value.role.length > 0 && (
            <li>
              <label class="check">
                <input
                  type="checkbox"
                  checked={state.value.bothSides}
                  disabled={isLocked("bothSides")}
                  onChange={(event) => update({ bothSides: event.currentTarget.checked })}
                />
                {T.bothSides}
              </label>
            </li>
          )}
          {shown.some((chip) => !isLocked(chip.name)) && (
          <li>
            <button
              type="button"
              class="plain"
              onClick={() => {
                const { days, isPeriod, coding, second, tab, focus, shown } = state.value;
                const none = { with: [], between: [], phase: [], condition: [], motive: [], family: [], heldBy: [], operation: [], country: [], role: [] };
                update({ ...START, ...none, minPhase: null, bothSides: false, confidence: 0, days, isPeriod, coding, second, tab, focus, shown });
              }}
            >
              {T.clear}
            </button>
          </li>
          )}
        </ul>
      )}
    </section>
  );
}

const MAX_FOUND = 20;

interface Hit {
  text: string;
  what: string;
  shown: Shown;
}

function fold(text: string): string {
  return text.normalize("NFD").replaceAll(/\p{M}/gu, "").toLowerCase();
}

/** Returns what has every word of a search. */
function search(text: string): Hit[] {
  const words = fold(text).split(/\s+/).filter(Boolean);
  if (words.length === 0) {
    return [];
  }
  const has = (...texts: (string | undefined)[]) => {
    const folded = fold(texts.join(" "));
    return words.every((word) => folded.includes(word));
  };
  const hits: Hit[] = [];
  data.organizations.forEach((one, row) => {
    if (has(one.label, one.name, organizationName(row), ...(one.names ?? []))) {
      hits.push({ text: `${one.label}: ${organizationName(row)}`, what: "", shown: { list: "organizations", row } });
    }
  });
  data.operations.forEach((one, row) => {
    if (has(one.label, one.name, operationName(row), one.place, ...(one.countries ?? []))) {
      hits.push({ text: `${one.label}: ${operationName(row)}`, what: one.place ?? "", shown: { list: "operations", row } });
    }
  });
  evidence.value?.sources.forEach((one, row) => {
    if (has(one.apa, one.id)) {
      hits.push({ text: one.apa, what: T.sources, shown: { list: "sources", row } });
    }
  });
  evidence.value?.claims.forEach((one, row) => {
    if (has(one.text, one.why, ...(one.notes ?? []))) {
      hits.push({ text: one.text, what: "", shown: { list: "claims", row } });
    }
  });
  return hits;
}

export function Search() {
  const text = useSignal("");
  const hits = search(text.value);
  return (
    <search class="search">
      <label class="field">
        <span>{T.search}</span>
        <input type="search" value={text.value} onInput={(event) => (text.value = event.currentTarget.value)} />
      </label>
      {text.value.trim() !== "" && (
        <div role="region" aria-label={T.found}>
          <p role="status">
            {hits.length > 0 ? T.counted(hits.length, T.found.toLowerCase()) : evidence.value !== null && T.nothingFound}{" "}
            {evidence.value === null && (isUnreadable.value ? T.cannotUnpack : T.unpacking)}
          </p>
          <ul class="hits">
            {hits.slice(0, MAX_FOUND).map((hit) => (
              <li key={`${hit.shown.list}${hit.shown.row}`}>
                <button type="button" class="plain" onClick={() => update({ shown: hit.shown })}>
                  {hit.text} {hit.what !== "" && <small>{hit.what}</small>}
                </button>
              </li>
            ))}
            {hits.length > MAX_FOUND && <li>{T.more(hits.length - MAX_FOUND)}</li>}
          </ul>
        </div>
      )}
    </search>
  );
}
