// Days as text, and back.

import { OPEN, type Doubt, type Span } from "./types";

const PER_DAY = 86_400_000;

/** Returns a day as ISO 8601, with a sign before years before 0. */
export function iso(day: number): string {
  const date = new Date(day * PER_DAY);
  const year = date.getUTCFullYear();
  const digits = (number: number, count: number) => String(number).padStart(count, "0");
  return `${year < 0 ? "-" : ""}${digits(Math.abs(year), 4)}-${digits(date.getUTCMonth() + 1, 2)}-${digits(date.getUTCDate(), 2)}`;
}

/** Reads a day as ISO 8601, or a year or month, which stands for its last day, or as the start of a period for its first; `null` if
 * it is none. */
export function parse(text: string, isStart = false): number | null {
  const found = /^(-?\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text.trim());
  if (!found) {
    return null;
  }
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const date = new Date(0);
  if (month === undefined) {
    date.setUTCFullYear(year!, isStart ? 0 : 11, isStart ? 1 : 31);
  } else if (day === undefined) {
    date.setUTCFullYear(year!, isStart ? month - 1 : month, isStart ? 1 : 0);
  } else {
    date.setUTCFullYear(year!, month - 1, day);
  }
  const isReal =
    (month === undefined || (month >= 1 && month <= 12)) &&
    (day === undefined || (date.getUTCDate() === day && date.getUTCMonth() === month! - 1));
  return isReal ? Math.round(date.getTime() / PER_DAY) : null;
}

/** Returns the year of a day. */
export function year(day: number): number {
  return new Date(day * PER_DAY).getUTCFullYear();
}

/** Returns the last day of a year. */
export function endOfYear(year: number): number {
  const date = new Date(0);
  date.setUTCFullYear(year, 11, 31);
  return Math.round(date.getTime() / PER_DAY);
}

export function overlaps([first, last]: Span, days: Span): boolean {
  return first <= days[1] && days[0] <= last;
}

/** Returns whether it is unknown if a record holds on some days, by the days that its dates leave in doubt. */
export function isInDoubt(doubt: Doubt | undefined, days: Span): boolean {
  const has = (spans: Span[] | undefined, day: number) =>
    spans !== undefined && spans.some(([first, last]) => first <= day && day <= last);
  return (
    doubt !== undefined &&
    ((days[1] !== OPEN && has(doubt.start, days[1])) || (days[0] !== -OPEN && has(doubt.end, days[0])))
  );
}
