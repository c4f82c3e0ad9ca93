// The data of the page, read once.

import { signal } from "@preact/signals";
import type { Actor, Evidence, PageData, Term, Texts } from "./types";

export const data: PageData = JSON.parse(document.getElementById("data")!.textContent!);

/** The claims and sources; `null` until they are unpacked. */
export const evidence = signal<Evidence | null>(null);

/** Whether the evidence cannot be unpacked. */
export const isUnreadable = signal(false);

/** The language of labels and names; empty for the one in which they are recorded. */
export const language = signal<string>("");

/** What has other texts than those that are recorded, with the latter. */
let replaced: [object, Texts][] = [];

/** Puts texts in place of those of the data, and returns the latter. Rows and ids stay the same. */
function exchanged(target: object, texts: Texts): Texts {
  const before: Texts = {};
  const parts = target as Texts;
  for (const [part, text] of Object.entries(texts)) {
    const isWhole = typeof text !== "object" || text === null || Array.isArray(text);
    before[part] = isWhole ? parts[part] : exchanged(parts[part] as object, text as Texts);
    if (isWhole) {
      parts[part] = text;
    }
  }
  return before;
}

function replaceTexts(target: object, languages: Record<string, Texts>): void {
  const texts = Object.hasOwn(languages, language.value) ? languages[language.value]! : {};
  replaced.push([target, exchanged(target, texts)]);
}

/** Shows all texts in a language of the page, or as they are recorded. */
export function speak(tag: string): void {
  if (tag === language.peek()) {
    return;
  }
  replaced.forEach(([target, texts]) => exchanged(target, texts));
  replaced = [];
  language.value = tag;
  replaceTexts(data, data.languages);
  if (evidence.peek()) {
    replaceTexts(evidence.peek()!, evidence.peek()!.languages);
  }
}

/** Unpacks the claims and sources, which are deflated and in Base64. */
export async function unpack(): Promise<void> {
  const text = document.getElementById("evidence")!.textContent!.trim();
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  const unpacked: Evidence = JSON.parse(await new Response(stream).text());
  replaceTexts(unpacked, unpacked.languages);
  evidence.value = unpacked;
}

export function terms(vocabulary: string): Term[] {
  return data.terms[vocabulary] ?? [];
}

export function label(vocabulary: string, row: number): string {
  return terms(vocabulary)[row]?.label ?? "";
}

/** The organizations that have partnerships on the page. */
const TIED = new Set(data.partnerships.flatMap(({ members }) => members));

/** Returns the predecessor that acts for an organization on a day, if one does. */
export function actorOf(row: number, day: number): Actor | undefined {
  return data.organizations[row]!.actors?.find(({ days: [first, last] }) => first <= day && day <= last);
}

/** Returns the organization that has the ties of another one on a day: the predecessor that acts for it, if the network has it. */
export function nodeOf(row: number, day: number): number {
  const actor = actorOf(row, day)?.row;
  return actor !== undefined && TIED.has(actor) ? actor : row;
}

export function organizationLabel(row: number): string {
  return data.organizations[row]!.label;
}

/** Returns the short name at the node of an organization on a day: that of a predecessor that acts for it and has no node. */
export function nodeLabel(row: number, day: number): string {
  const actor = actorOf(row, day);
  return actor && nodeOf(row, day) === row ? actor.label : organizationLabel(row);
}

export function organizationName(row: number): string {
  return data.organizations[row]!.name;
}

export function operationName(row: number): string {
  return data.operations[row]!.name;
}

/** Returns the short names of both members of a partnership. */
export function partnershipLabel(row: number): string {
  const { members } = data.partnerships[row]!;
  return members.map(organizationLabel).join("–");
}

/** Returns a text of the page in the words of the dataset, which may call its operations otherwise. */
export function inWords(text: string): string {
  const [operation, operations, participation] = data.about.words;
  const own: Record<string, string> = { operation, operations, participation, participations: `${participation}s` };
  // A word of the dataset may contain one that is replaced.
  return text.replace(/\b(operations?|participations?)\b/gi, (word) => {
    const other = own[word.toLowerCase()]!;
    return word.charAt(0) === word.charAt(0).toUpperCase() ? other.charAt(0).toUpperCase() + other.slice(1) : other;
  });
}

/** Returns the values of an array whose rows are named by an id, for permalinks and commands. */
export function rowOf(list: { id: string }[], id: string): number | null {
  const row = list.findIndex((one) => one.id === id);
  return row < 0 ? null : row;
}
