// The filters. They have the meaning of those of the command: each must match, and each matches with any of its values.

import { data, terms } from "./data";
import { isInDoubt, overlaps } from "./days";
import { isDated, type State } from "./state";
import { OPEN, type Joint, type Motive, type Partnership, type Span, type Spell } from "./types";

/** What a query compares: the state, its days, and the days on which states are read. */
export interface Query {
  state: State;
  days: Span;
  stateDays: Span;
  coding: number;
  /** The motives that the filter names; `null` for all. */
  motives: Set<number> | null;
}

/** A partnership at the time of a query. */
export interface Row {
  row: number;
  spell: Spell | null;
  since: string;
  /** Since when, in few characters. */
  brief: string;
  phase: string | null;
  phaseSince: string;
  condition: number | null;
  conditionSince: string;
  ended: string;
  isUncertain: boolean;
  /** Of each side the motives, with whether they are uncertain. */
  held: [Held[], Held[]];
  /** Of each side the motives that may be held. */
  possible: [number[], number[]];
  operations: Shared[];
}

/** An operation that both share, with the roles of each. */
interface Shared {
  operation: number;
  isUncertain: boolean;
  roles: [number[], number[]];
}

export interface Held {
  motive: number;
  isUncertain: boolean;
  claims: number[];
}

/** Returns the query of a state, or with its filters at any time. */
export function queryOf(state: State, always = false): Query {
  const families = new Set(state.family);
  const named = state.motive.length > 0 || state.family.length > 0;
  const motives = terms("motives").flatMap((motive, row) =>
    state.motive.includes(row) || families.has(motive.family ?? -1) ? [row] : [],
  );
  return {
    state,
    days: isDated && !always ? state.days : [-OPEN, OPEN],
    stateDays: always ? [-OPEN, OPEN] : isDated ? state.days : [data.as_of, data.as_of],
    coding: state.coding ?? 0,
    motives: named ? new Set(motives) : null,
  };
}

/** Returns the days of the history that is shown: up to a date, or those of a period. */
export function historyDays({ state, days }: Query): Span {
  return state.isPeriod ? days : [-OPEN, days[1]];
}

const ALL = data.partnerships.map((_, row) => row);

/** Returns the rows of the partnerships that match, of all or of some, in the order of the dataset. */
export function select(query: Query, among: number[] = ALL): number[] {
  return among.filter((row) => matches(query, data.partnerships[row]!));
}

export function matches(query: Query, one: Partnership): boolean {
  return membersMatch(query, one) && spellsMatch(query, one) && motivesMatch(query, one) && jointsMatch(query, one);
}

/** Whether an organization existed in several periods. */
const HAS_GAPS = data.organizations.some((organization) => organization.gaps !== undefined);

function membersMatch({ state, days }: Query, { members }: Partnership): boolean {
  const isInGap = (member: number) =>
    data.organizations[member]!.gaps?.some(([first, last]) => first <= days[0] && days[1] <= last) ?? false;
  return (
    (state.with.length === 0 || members.some((member) => state.with.includes(member))) &&
    (state.between.length === 0 || members.every((member) => state.between.includes(member))) &&
    !(HAS_GAPS && members.some(isInGap))
  );
}

function filtersSpells({ state }: Query): boolean {
  return state.phase.length > 0 || state.minPhase !== null || state.condition.length > 0;
}

function filtersMotives({ state, motives }: Query): boolean {
  return motives !== null || state.heldBy.length > 0;
}

function filtersOperations({ state }: Query): boolean {
  return state.operation.length > 0 || state.country.length > 0 || state.role.length > 0;
}

/** Returns whether a filter is one that only a partnership can match. */
function filtersPartnerships(query: Query): boolean {
  return filtersSpells(query) || filtersMotives(query);
}

function stateMatches({ state }: Query, spell: Spell): boolean {
  // Without a filter on phases, only relations match. A minimum phase can be the absence of one.
  const anyPhase = state.phase.length === 0 && (!spell.absent || state.minPhase !== null);
  return (
    (anyPhase || state.phase.includes(spell.phase)) &&
    (state.minPhase === null || spell.phase >= state.minPhase) &&
    (state.condition.length === 0 || state.condition.includes(spell.condition))
  );
}

function spellsOf(query: Query, one: Partnership): Spell[] {
  return one.spells[query.coding] ?? [];
}

function lastMatching(query: Query, one: Partnership): Spell | null {
  return (
    spellsOf(query, one).findLast(
      (spell) =>
        overlaps(spell.days, query.stateDays) && stateMatches(query, spell) && spell.confidence >= query.state.confidence,
    ) ?? null
  );
}

function spellsMatch(query: Query, one: Partnership): boolean {
  if (filtersSpells(query)) {
    return lastMatching(query, one) !== null;
  }
  if (one.phaseless && (isDated || one.derived)) {
    return phaselessMatches(query, one);
  }
  const spells = spellsOf(query, one);
  return !isDated || spells.some((spell) => overlaps(spell.days, query.stateDays) && stateMatches(query, spell));
}

/** A tie that follows from shared operations lasts while both take part in one, another one while both members exist. */
function phaselessMatches(query: Query, one: Partnership): boolean {
  if (one.derived) {
    return query.state.coding === null && joints(query, one).some((joint) => overlaps(joint.days, query.days));
  }
  return one.life !== undefined && overlaps(one.life, query.days);
}

function isNamedMotive({ state, motives }: Query, one: Partnership, motive: Motive): boolean {
  return (
    (motives === null || motives.has(motive.motive)) &&
    (state.heldBy.length === 0 || state.heldBy.includes(one.members[motive.side]!))
  );
}

function motivesMatch(query: Query, one: Partnership): boolean {
  return !filtersMotives(query) || namedMotives(query, one).some((motive) => overlaps(motive.days, query.days));
}

function namedMotives(query: Query, one: Partnership): Motive[] {
  const { confidence } = query.state;
  return (one.motives ?? []).filter(
    (motive) => motive.confidence >= confidence && isNamedMotive(query, one, motive),
  );
}

/** Returns the joint participations that match at any time. */
export function joints(query: Query, one: Partnership): Joint[] {
  const { state } = query;
  return (one.joint ?? []).filter((joint) => {
    const operation = data.operations[joint.operation]!;
    const hasRole = joint.rows.map((row) => roleMatches(query, operation.participations[row]!.role));
    return (
      joint.confidence >= state.confidence &&
      isNamedOperation(query, joint.operation) &&
      (state.bothSides ? hasRole.every(Boolean) : hasRole.some(Boolean))
    );
  });
}

function roleMatches({ state }: Query, role: number): boolean {
  return state.role.length === 0 || state.role.includes(role);
}

function isNamedOperation({ state }: Query, row: number): boolean {
  const countries = data.operations[row]!.countries ?? [];
  return (
    (state.operation.length === 0 || state.operation.includes(row)) &&
    (state.country.length === 0 || state.country.some((country) => countries.includes(country)))
  );
}

function jointsMatch(query: Query, one: Partnership): boolean {
  return !filtersOperations(query) || joints(query, one).some((joint) => overlaps(joint.days, query.days));
}

/** Returns the spell by which a partnership is shown at the time of a query that it matches. */
export function spellOf(query: Query, one: Partnership): Spell | null {
  const spell = query.state.isPeriod && isDated ? lastMatching(query, one) : null;
  return spell ?? spellAt(query, one);
}

/** Returns a partnership as it is at the time of a query that it matches. */
export function rowOf(query: Query, row: number): Row {
  const one = data.partnerships[row]!;
  const current = spellOf(query, one);
  const relation = current && !current.absent ? current : null;
  const first = one.phaseless ? firstShared(query, one) : null;
  return {
    row,
    spell: current,
    since: one.phaseless ? (first?.since ?? "") : at(relation?.since, query),
    brief: one.phaseless ? (first?.brief ?? "") : at(relation?.brief, query),
    phase: phaseOf(query, one, current),
    phaseSince: at(current?.phase_since ?? current?.since, query),
    condition: relation?.condition ?? null,
    conditionSince: at(relation?.condition_since ?? relation?.since, query),
    ended: endOf(query, one, current),
    isUncertain: current !== null && isInDoubt(current.doubt, query.stateDays),
    ...motivesOf(query, one),
    operations: shared(query, one),
  };
}

/** Returns the spell in force, of those that have the minimum confidence. */
function spellAt(query: Query, one: Partnership): Spell | null {
  return (
    spellsOf(query, one).findLast(
      (spell) => spell.confidence >= query.state.confidence && overlaps(spell.days, query.stateDays),
    ) ?? null
  );
}

/** Returns a text that may depend on the minimum confidence. */
export function at(texts: string[] | undefined, query: Query): string {
  return texts?.[Math.min(query.state.confidence, texts.length - 1)] ?? "";
}

function phaseOf(query: Query, one: Partnership, spell: Spell | null): string | null {
  if (spell) {
    return terms("phases")[spell.phase]!.id;
  }
  const isUnknown = spellsOf(query, one).some((other) => !other.absent && overlaps(other.days, query.stateDays));
  return isUnknown ? "unknown" : null;
}

/** Returns when the relation ended that came before the time; nothing while there is one. */
function endOf(query: Query, one: Partnership, spell: Spell | null): string {
  const spells = spellsOf(query, one);
  const isRelated =
    (spell !== null && !spell.absent) ||
    spells.some((other) => !other.absent && overlaps(other.days, query.stateDays));
  const before = spells.filter(
    (other) => !other.absent && other.confidence >= query.state.confidence && other.days[1] < query.stateDays[0],
  );
  return isRelated ? "" : (before.at(-1)?.ended ?? "");
}

/** Returns the first joint participation that is known and began by the end of the time. */
function firstShared(query: Query, one: Partnership): Joint | null {
  const last = isDated ? query.days[1] : OPEN;
  const known = (one.joint ?? []).filter(
    (joint) => joint.days[0] <= last && joint.confidence >= query.state.confidence,
  );
  return known.reduce<Joint | null>(
    (first, joint) => (first === null || joint.days[0] < first.days[0] ? joint : first),
    null,
  );
}

/** Returns the operations that both share at the time, in the order of the dataset. */
function shared(query: Query, one: Partnership): Shared[] {
  const found = new Map<number, Shared>();
  for (const joint of joints(query, one).filter((joint) => overlaps(joint.days, query.days))) {
    const { participations } = data.operations[joint.operation]!;
    const roles = joint.rows.map((row) => participations[row]!.role);
    const isUncertain = isInDoubt(joint.doubt, query.days);
    const known = found.get(joint.operation) ?? { operation: joint.operation, isUncertain, roles: [[], []] };
    known.isUncertain &&= isUncertain;
    known.roles.forEach((list, side) => !list.includes(roles[side]!) && list.push(roles[side]!));
    found.set(joint.operation, known);
  }
  return [...found.values()];
}

function motivesOf(query: Query, one: Partnership): Pick<Row, "held" | "possible"> {
  const named = namedMotives(query, one);
  const held: [Held[], Held[]] = [[], []];
  const possible: [number[], number[]] = [[], []];
  for (const motive of named.filter((motive) => overlaps(motive.days, query.days))) {
    const list = held[motive.side]!;
    const isUncertain = isInDoubt(motive.doubt, query.days);
    const known = list.find((other) => other.motive === motive.motive);
    if (known) {
      // One claim with certain dates is enough.
      known.isUncertain &&= isUncertain;
      known.claims.push(motive.claim);
    } else {
      list.push({ motive: motive.motive, isUncertain, claims: [motive.claim] });
    }
  }
  for (const motive of named) {
    const side = motive.side;
    const isHeld = held[side]!.some((other) => other.motive === motive.motive);
    if (!isHeld && mayBeHeld(motive, query.days) && !possible[side]!.includes(motive.motive)) {
      possible[side]!.push(motive.motive);
    }
  }
  held.forEach((list) => list.sort((a, b) => a.motive - b.motive));
  possible.forEach((list) => list.sort((a, b) => a - b));
  return { held, possible };
}

function mayBeHeld(motive: Motive, days: Span): boolean {
  return isInDoubt(motive.may, days) && motive.life !== undefined && overlaps(motive.life, days);
}

/** Returns the rows of the operations that match, in the order of the dataset. */
export function operations(query: Query): number[] {
  const sharedByMatching = filtersPartnerships(query) ? sharedOperations(query) : null;
  const found: number[] = [];
  data.operations.forEach((_, row) => {
    if (operationMatches(query, row) && (sharedByMatching === null || sharedByMatching.has(row))) {
      found.push(row);
    }
  });
  return found;
}

/** Returns the operations that matching partnerships share, whatever the filters on operations. */
function sharedOperations(query: Query): Set<number> {
  const rows = select(query).flatMap((row) => {
    const joint = data.partnerships[row]!.joint ?? [];
    const now = joint.filter(
      (joint) => overlaps(joint.days, query.days) && joint.confidence >= query.state.confidence,
    );
    return now.map((joint) => joint.operation);
  });
  return new Set(rows);
}

function operationMatches(query: Query, row: number): boolean {
  const { state } = query;
  const operation = data.operations[row]!;
  const hasRole = operation.participations.some((one) => state.role.includes(one.role));
  return (
    operation.confidence >= state.confidence &&
    overlaps(operation.days, query.days) &&
    isNamedOperation(query, row) &&
    (state.role.length === 0 || hasRole) &&
    participantsMatch(query, row)
  );
}

/** Any of `with` must take part, and two of `between`. */
function participantsMatch(query: Query, row: number): boolean {
  const { state } = query;
  if (state.with.length === 0 && state.between.length === 0 && state.role.length === 0) {
    return true;
  }
  const participations = participationsIn(query, row).filter((one) => !one.unknown);
  const participants = new Set(participations.map((one) => one.organization));
  const count = (named: number[]) => new Set(named.filter((member) => participants.has(member))).size;
  return (
    participants.size > 0 &&
    (state.with.length === 0 || count(state.with) > 0) &&
    (state.between.length === 0 || count(state.between) > 1)
  );
}

/** Returns the participations in an operation that match the role, the confidence and the time, whoever takes part. */
export function participationsIn(query: Query, row: number) {
  const { participations } = data.operations[row]!;
  return participations.filter(
    (one) =>
      roleMatches(query, one.role) &&
      one.confidence >= query.state.confidence &&
      (!isDated || one.days.some((days) => overlaps(days, query.days))),
  );
}
