// The data of a page, as the program writes them. Days are numbers of days since 1970-01-01.

/** The number of an open side: later than every day, and with a minus before every day. */
export const OPEN = 99_999_999;

/** A range of days, both included. */
export type Span = [number, number];

/** Days on which it is unknown whether a record holds: by its start those of which one is the last of the time, by its end those of
 * which one is the first. */
export interface Doubt {
  start?: Span[];
  end?: Span[];
}

export interface Term {
  id: string;
  label: string;
  definition?: string;
  family?: number;
  code?: string;
}

/** A predecessor that acts for an organization on some days. */
export interface Actor {
  /** Its row, if it is on the page. */
  row?: number;
  label: string;
  days: Span;
}

interface Organization {
  id: string;
  label: string;
  name: string;
  kind?: number;
  names?: string[];
  actors?: Actor[];
  life: Span;
  gaps?: Span[];
  facts: [string, string][];
  claims?: number[];
}

export interface Spell {
  phase: number;
  condition: number;
  absent?: boolean;
  days: Span;
  confidence: number;
  since?: string[];
  /** Since when, in few characters. */
  brief?: string[];
  /** If it differs from since when there is a relation. */
  phase_since?: string[];
  condition_since?: string[];
  ended?: string;
  doubt?: Doubt;
  actor?: number;
  claim: number;
}

export interface Motive {
  motive: number;
  side: number;
  days: Span;
  confidence: number;
  doubt?: Doubt;
  may?: Doubt;
  life?: Span;
  claim: number;
}

export interface Joint {
  operation: number;
  rows: [number, number];
  days: Span;
  confidence: number;
  doubt?: Doubt;
  since?: string;
  /** Since when, in few characters. */
  brief?: string;
}

export interface Milestone {
  days: Span;
  title: string;
  date: string;
  confidence: number;
  claim: number;
}

export interface Partnership {
  id: string;
  members: [number, number];
  derived?: boolean;
  phaseless?: boolean;
  standard?: number;
  life?: Span;
  spells: Spell[][];
  motives?: Motive[];
  joint?: Joint[];
  milestones?: Milestone[];
  amounts?: string;
  others?: Other[];
}

/** A claim that is not a phase, a motive or a milestone. */
export interface Other {
  claim: number;
  confidence: number;
  /** The days of the operation that a lesson is from. */
  days?: Span;
}

export interface Participation {
  organization: number;
  role: number;
  days: Span[];
  dates?: string;
  through?: string;
  unknown?: boolean;
  confidence: number;
  claim: number;
}

export interface Operation {
  id: string;
  label: string;
  name: string;
  kind?: number;
  place?: string;
  countries?: string[];
  start: string;
  end: string;
  days: Span;
  confidence: number;
  claim: number;
  participations: Participation[];
}

export interface Citation {
  source: number;
  at?: string;
  quote?: string;
}

export interface Claim {
  id: string;
  kind: string;
  term?: string;
  text: string;
  dates?: string;
  why?: string;
  strength?: string;
  amounts?: string;
  confidence: string;
  notes?: string[];
  cites?: Citation[];
  rivals?: { text: string; cites?: Citation[] }[];
  against?: { text: string; cites?: Citation[] }[];
}

export interface Source {
  id: string;
  apa: string;
  bibtex: string;
  url?: string;
  tier?: string;
}

export interface Event {
  day: number;
  list: "partnerships" | "operations" | "organizations";
  row: number;
  coding?: number;
  /** The least and the greatest minimum confidence under which it happens. */
  confidences: [number, number];
  text: string;
}

interface Drawing {
  width: number;
  height: number;
  boxes: boolean;
  nodes: {
    organization: number;
    frame: [number, number, number, number];
    outline?: string;
    radius?: number;
    class?: number;
    texts: [number, number, number, boolean, string][];
  }[];
  /** The lines; `ends` are rows of organizations, and `arrows` lead to the second and to the first. */
  routes: { ends: [number, number]; path: string; label: [number, number]; arrows?: [string, string] }[];
  strokes: [number, string][][];
}

/** The filter with which the page opens, with the ids of the dataset. */
export interface StartFilter {
  with?: string[];
  between?: string[];
  phases?: string[];
  min_phase?: string;
  conditions?: string[];
  motives?: string[];
  held_by?: string[];
  operations?: string[];
  countries?: string[];
  roles?: string[];
  both_sides?: boolean;
  coding?: string;
  min_confidence?: string;
}

/** Texts of the data in another language, by the fields and places where they are. */
export interface Texts {
  [part: string]: unknown;
}

export interface PageData {
  title: string;
  about: {
    title: string;
    version: string | null;
    licence: string | null;
    coverage: string | null;
    apa: string;
    bibtex: string;
    words: [string, string, string];
    program: string;
    arguments: string;
  };
  extent?: Span;
  as_of: number;
  terms: Record<string, Term[]>;
  organizations: Organization[];
  partnerships: Partnership[];
  operations: Operation[];
  /** The classes of boxes, with their names. */
  classes: [number, string][];
  drawing: Drawing;
  languages: Record<string, Texts>;
  start: {
    filter: StartFilter;
    days: Span | null;
    language: string | null;
    large: boolean;
    /** Whether the page has only what matches the filter, which can then not be removed. */
    only: boolean;
  };
}

/** What is said as evidence; it is packed, and read after the page is shown. */
export interface Evidence {
  events: Event[];
  claims: Claim[];
  sources: Source[];
  languages: Record<string, Texts>;
}
