/** The arrays of a model, and how they are laid down as sections of its file. */
import type { Sparse } from "../matrix/sparse.ts";
import { type Sections, section, textSections, textsFrom } from "./file.ts";

/** The rows of a matrix whose columns are items, best first. */
export type ItemLists = Pick<Sparse, "starts" | "columns" | "values">;

export interface ModelParts {
  readonly items: readonly string[];
  readonly categories: readonly string[];
  /** Visitors who did anything with the item. */
  readonly support: Uint32Array;
  readonly seenTogether: ItemLists;
  readonly boughtTogether: ItemLists;
  readonly content: ItemLists;
  /** One list: the shop's. */
  readonly popular: ItemLists;
  readonly popularOfCategory: ItemLists;
  /** Rows of items; no factors: empty. */
  readonly factors: Float32Array;
  /** Of an item's buyers, the share that bought it on another day, too. */
  readonly repeatRate: Float32Array;
  /** Items of each session in click order; sessions oldest first. */
  readonly sessionStarts: Uint32Array;
  readonly sessionItems: Uint32Array;
  /** The visitor of each session, numbered within the model. */
  readonly sessionVisitors: Uint32Array;
}

const listNames = ["seenTogether", "boughtTogether", "content", "popular", "popularOfCategory"] as const;

export function sectionsOf(parts: ModelParts): Sections {
  const sections: Record<string, Sections[string]> = {
    ...textSections("items", parts.items),
    ...textSections("categories", parts.categories),
    support: parts.support,
    factors: parts.factors,
    repeatRate: parts.repeatRate,
    "sessions.starts": parts.sessionStarts,
    "sessions.items": parts.sessionItems,
    "sessions.visitors": parts.sessionVisitors,
  };
  for (const name of listNames) {
    sections[`${name}.starts`] = parts[name].starts;
    sections[`${name}.columns`] = parts[name].columns;
    sections[`${name}.values`] = parts[name].values;
  }
  return sections;
}

export function partsFrom(sections: Sections): ModelParts {
  const numbers = (name: string): Uint32Array => section(sections, name, Uint32Array);
  const values = (name: string): Float32Array => section(sections, name, Float32Array);
  const lists = (name: (typeof listNames)[number]): ItemLists => ({
    starts: numbers(`${name}.starts`),
    columns: numbers(`${name}.columns`),
    values: values(`${name}.values`),
  });
  return {
    items: textsFrom(sections, "items"),
    categories: textsFrom(sections, "categories"),
    support: numbers("support"),
    seenTogether: lists("seenTogether"),
    boughtTogether: lists("boughtTogether"),
    content: lists("content"),
    popular: lists("popular"),
    popularOfCategory: lists("popularOfCategory"),
    factors: values("factors"),
    repeatRate: values("repeatRate"),
    sessionStarts: numbers("sessions.starts"),
    sessionItems: numbers("sessions.items"),
    sessionVisitors: numbers("sessions.visitors"),
  };
}
