/** The sets of the four shapes in a folder, told apart by file names and header lines. */
import { existsSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { headerOf, SetProblem } from "./lines.ts";

interface TwoFiles {
  readonly name: string;
  readonly train: string;
  readonly test: string;
}

export type SetFiles =
  | ({ readonly shape: "interactions" } & TwoFiles)
  | ({ readonly shape: "sessions" } & TwoFiles)
  | {
      readonly shape: "behaviours";
      readonly name: string;
      readonly view: string;
      readonly cart: string | undefined;
      readonly buy: string;
      readonly test: string;
    }
  | { readonly shape: "purchases"; readonly name: string; readonly file: string };

export interface FoundSets {
  readonly sets: readonly SetFiles[];
  /** Files that belong to no whole set, and why. */
  readonly problems: readonly string[];
}

const ENDING = ".tsv.gz";

export function findSets(folder: string): FoundSets {
  if (!existsSync(folder)) return { sets: [], problems: [`${folder}: no such folder`] };
  const all = readdirSync(folder);
  const files = all.filter((file) => file.endsWith(ENDING));
  const sets = new Map<string, SetFiles>();
  const problems = all
    .filter((file) => file.endsWith(".tsv"))
    .map((file) => `${join(folder, file)}: not packed; sets are ${ENDING} files`);
  for (const file of files.sort()) {
    const name = file.slice(0, -ENDING.length).replace(/(\.(view|cart|buy))?\.(train|test)$/, "");
    if (sets.has(name)) continue;
    try {
      sets.set(name, setOf(folder, name, file));
    } catch (error) {
      if (!(error instanceof SetProblem)) throw error;
      if (!problems.includes(error.message)) problems.push(error.message);
    }
  }
  return { sets: [...sets.values()], problems };
}

function setOf(folder: string, name: string, file: string): SetFiles {
  const path = (part: string): string => join(folder, `${name}${part}${ENDING}`);
  const needed = (part: string): string => {
    if (!existsSync(path(part))) throw new SetProblem(`${path(part)}: missing, but ${file} is there`);
    return path(part);
  };
  if (/\.(view|cart|buy)\.(train|test)\.tsv\.gz$/.test(file)) {
    const cart = existsSync(path(".cart.train")) ? path(".cart.train") : undefined;
    for (const part of [needed(".view.train"), cart, needed(".buy.train"), needed(".buy.test")])
      if (part !== undefined) requirePairs(part);
    return {
      shape: "behaviours",
      name,
      view: needed(".view.train"),
      cart,
      buy: needed(".buy.train"),
      test: needed(".buy.test"),
    };
  }
  if (/\.(train|test)\.tsv\.gz$/.test(file)) {
    const [train, test] = [needed(".train"), needed(".test")];
    const header = headerOf(test);
    if (header[0] === "prefix" && header[1]?.startsWith("target"))
      return { shape: "sessions", name, train, test };
    if (header[0] === "user" && header[1]?.startsWith("item")) {
      requirePairs(train);
      return { shape: "interactions", name, train, test };
    }
    throw new SetProblem(`${test}: header ${header.join(", ")} is of no known shape`);
  }
  const header = headerOf(join(folder, file));
  const missing = PURCHASE_COLUMNS.filter((column) => !header.includes(column));
  if (missing.length > 0) throw new SetProblem(`${join(folder, file)}: no column ${missing.join(", ")}`);
  return { shape: "purchases", name, file: join(folder, file) };
}

/** A file without its second column would be measured as one of users who did nothing. */
function requirePairs(path: string): void {
  const [user, item] = headerOf(path);
  if (user !== "user" || !item?.startsWith("item"))
    throw new SetProblem(`${path}: its header does not begin with the columns user and item`);
}

export const PURCHASE_COLUMNS = [
  "invoice",
  "stock_code",
  "quantity",
  "unix_time_utc",
  "unit_price",
  "customer_id",
] as const;
