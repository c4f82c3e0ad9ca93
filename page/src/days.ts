// Days as text, and back.

import { OPEN, type Doubt, type Span } from "./types";

const PER_DAY = 86_400_000;

/** Returns a day as ISO 8601; years outside of 0 to 9999 have a sign. */
export function iso(day: number): string {
  const text = new Date(day * PER_DAY).toISOString();
  return text.slice(0, text.indexOf("T"));
}

/** Reads a day as ISO 8601, or a year or month, which stands for its last day; `null` if it is none. */
export function parse(text: string): number | null {
  const found = /^(\d{4})(?:-(\d\d))?(?:-(\d\d))?$/.exec(text.trim());
  if (!found) {
    return null;
  }
  const [year, month, day] = found.slice(1).map((part) => (part === undefined ? undefined : Number(part)));
  const date = new Date(0);
  if (month === undefined) {
    date.setUTCFullYear(year!, 11, 31);
  } else if (day === undefined) {
    date.setUTCFullYear(year!, month, 0);
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
