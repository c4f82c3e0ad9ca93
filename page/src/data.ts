// The data of the page, read once.

import { signal } from "@preact/signals";
import type { Evidence, PageData, Term } from "./types";

export const data: PageData = JSON.parse(document.getElementById("data")!.textContent!);

/** The claims and sources; `null` until they are unpacked. */
export const evidence = signal<Evidence | null>(null);

/** The language of labels and names; empty for the one in which they are recorded. */
export const language = signal<string>(data.start.language ?? "");

/** Unpacks the claims and sources, which are deflated and in Base64. */
export async function unpack(): Promise<void> {
  const text = document.getElementById("evidence")!.textContent!.trim();
  const bytes = Uint8Array.from(atob(text), (letter) => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("deflate-raw"));
  evidence.value = JSON.parse(await new Response(stream).text());
}

/** Returns a label or name in the language of the page. */
function translated(list: string, id: string, text: string): string {
  return data.languages[language.value]?.[`${list}/${id}`] ?? text;
}

export function terms(vocabulary: string): Term[] {
  return data.terms[vocabulary] ?? [];
}

export function label(vocabulary: string, row: number): string {
  const term = terms(vocabulary)[row];
  return term ? translated(vocabulary, term.id, term.label) : "";
}

/** Returns the short name of an organization, or of the predecessor that acts for it on a day. */
export function organizationLabel(row: number, day?: number): string {
  const organization = data.organizations[row]!;
  const actor =
    day === undefined
      ? undefined
      : organization.actors?.find(([, [first, last]]) => first <= day && day <= last);
  return actor?.[0] ?? organization.label;
}

export function organizationName(row: number): string {
  const organization = data.organizations[row]!;
  return translated("organizations", organization.id, organization.name);
}

export function operationName(row: number): string {
  const operation = data.operations[row]!;
  return translated("operations", operation.id, operation.name);
}

/** Returns the short names of both members of a partnership. */
export function partnershipLabel(row: number): string {
  const { members } = data.partnerships[row]!;
  return members.map((member) => organizationLabel(member)).join("–");
}

/** Returns a text of the page in the words of the dataset, which may call its operations otherwise. */
export function inWords(text: string): string {
  const [one, many, participation] = data.about.words;
  const capital = (word: string) => word.charAt(0).toUpperCase() + word.slice(1);
  return text
    .replaceAll("operations", many)
    .replaceAll("Operations", capital(many))
    .replaceAll("operation", one)
    .replaceAll("Operation", capital(one))
    .replaceAll("participation", participation)
    .replaceAll("Participation", capital(participation));
}

/** Returns the values of an array whose rows are named by an id, for permalinks and commands. */
export function rowOf(list: { id: string }[], id: string): number | null {
  const row = list.findIndex((one) => one.id === id);
  return row < 0 ? null : row;
}
