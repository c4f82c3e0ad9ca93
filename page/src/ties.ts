// The ties that the network draws.

import { data } from "./data";
import { spellOf, type Query } from "./query";

/** A tie that is drawn: the furthest of the partnerships of a pair. */
export interface Tie {
  /** The row of the partnership. */
  row: number;
  members: [number, number];
  rung: number | null;
  condition: number;
}

/** Returns the ties that are in force, one per line. */
export function ties(query: Query, rows: number[]): Map<number, Tie> {
  const found = new Map<number, Tie>();
  for (const row of rows) {
    const one = data.partnerships[row]!;
    const spell = spellOf(query, one);
    const rung = spell && !spell.absent ? spell.phase : null;
    if (rung === null && !one.phaseless) {
      continue;
    }
    const line = data.lines[row]!;
    const other = found.get(line);
    if (!other || (rung ?? -1) > (other.rung ?? -1)) {
      found.set(line, { row, members: one.members, rung, condition: rung === null ? 0 : spell!.condition });
    }
  }
  return found;
}
