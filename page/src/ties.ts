// The ties that the network draws.

import { data, nodeOf } from "./data";
import { spellOf, type Query } from "./query";

/** A tie that is drawn: the furthest of the partnerships of a pair. */
export interface Tie {
  /** The row of the partnership. */
  row: number;
  /** The organizations between whose nodes it is drawn, the lesser row first. */
  ends: [number, number];
  rung: number | null;
  condition: number;
  /** The end from which it leads, if it leads one way. */
  from: number | null;
}

/** Returns the key of a line between two organizations, the lesser row first. */
export function lineOf([a, b]: [number, number]): number {
  return a * data.organizations.length + b;
}

/** Returns the ties that are in force, one per line. */
export function ties(query: Query, rows: number[]): Map<number, Tie> {
  const found = new Map<number, Tie>();
  const day = query.stateDays[1];
  for (const row of rows) {
    const one = data.partnerships[row]!;
    const spell = spellOf(query, one);
    const rung = spell && !spell.absent ? spell.phase : null;
    const ends = one.members.map((member) => nodeOf(member, day)).sort((a, b) => a - b) as [number, number];
    if ((rung === null && !one.phaseless) || ends[0] === ends[1]) {
      continue;
    }
    const other = found.get(lineOf(ends));
    if (!other || (rung ?? -1) > (other.rung ?? -1)) {
      const from = rung === null || spell!.actor === undefined ? null : nodeOf(spell!.actor, day);
      found.set(lineOf(ends), { row, ends, rung, condition: rung === null ? 0 : spell!.condition, from });
    }
  }
  return found;
}
