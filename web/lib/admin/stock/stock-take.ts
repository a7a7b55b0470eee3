/**
 * A stock-take at one location, as its page keeps it until it is saved. Pure.
 *
 * Each row has what was on hand at its first scan: the API applies counted − on hand, so that sales in
 * between stay sold. While `parts` is not empty the rows are being sent, and must not change: a part whose
 * answer was lost is sent again under its id and with its lines, and the API then saves it once.
 */
import type { Problem } from "../../api/problem.ts";
import { tidy } from "../../fields.ts";

export type Goods = { name: string; options: string };

export type CountedRow = {
  sku: string;
  /** Null: not looked up yet. */
  goods: Goods | null;
  /** At the first scan. */
  onHand: number;
  counted: number;
};

type CountLine = { sku: string; counted: number; expected: number };
type CountPart = {
  id: string;
  /** Why it was counted, in words of staff; empty: it says no more than that it is a stock-take. */
  reason: string;
  lines: readonly CountLine[];
  /** It was sent, and it is not known whether it was saved. */
  unsure: boolean;
};
export type RefusedLine = { sku: string; code: string; message: string };
type CountOutcome = {
  changed: readonly { sku: string; difference: number }[];
  unchanged: number;
  refused: readonly RefusedLine[];
};

export type StockTake = {
  /** The newest first. */
  rows: readonly CountedRow[];
  parts: readonly CountPart[];
  /** As staff type it, for the next saving. */
  reason: string;
  /** Of the last saving. */
  outcome: CountOutcome | null;
};

/** What the API takes in one request. */
const LINES_OF_PART = 1_000;
export const MOST_COUNTED = 9_999_999;

export const noCount: StockTake = { rows: [], parts: [], reason: "", outcome: null };

export const differenceOf = ({ counted, onHand }: CountedRow): number => counted - onHand;

export const rowOf = ({ rows }: StockTake, sku: string) => rows.find((row) => row.sku === sku);

/** One piece more of a SKU, whose row moves to the top. `onHand` is that of a SKU without a row. */
export function scan(take: StockTake, sku: string, onHand: number): StockTake {
  const known = rowOf(take, sku);
  const counted = Math.min((known?.counted ?? 0) + 1, MOST_COUNTED);
  const row = { ...(known ?? { sku, goods: null, onHand }), counted };
  return { ...take, rows: [row, ...take.rows.filter((each) => each.sku !== sku)] };
}

/** Sets what was counted of a SKU, whose row keeps its place. `onHand` is that of a SKU without a row. */
export function setCounted(take: StockTake, sku: string, counted: number, onHand: number): StockTake {
  if (!rowOf(take, sku)) return { ...take, rows: [{ sku, goods: null, onHand, counted }, ...take.rows] };
  return { ...take, rows: take.rows.map((row) => (row.sku === sku ? { ...row, counted } : row)) };
}

/** The reason goes with the last row: the next stock-take has its own. */
const withRows = (take: StockTake, rows: StockTake["rows"]): StockTake => ({
  ...take,
  rows,
  reason: rows.length > 0 ? take.reason : "",
});

export const removeRow = (take: StockTake, sku: string): StockTake =>
  withRows(
    take,
    take.rows.filter((row) => row.sku !== sku),
  );

export const withReason = (take: StockTake, reason: string): StockTake => ({ ...take, reason });

/** Names the rows of these SKUs. */
export const nameRows = (take: StockTake, goods: ReadonlyMap<string, Goods>): StockTake => ({
  ...take,
  rows: take.rows.map((row) => ({ ...row, goods: goods.get(row.sku) ?? row.goods })),
});

/** All rows in parts that the API takes at once, the oldest row first. */
export function beginSaving(take: StockTake, newId: () => string, size = LINES_OF_PART): StockTake {
  if (take.parts.length > 0) return take;
  const lines = take.rows.map(({ sku, counted, onHand }) => ({ sku, counted, expected: onHand })).reverse();
  const parts: CountPart[] = [];
  const reason = tidy(take.reason);
  for (let at = 0; at < lines.length; at += size)
    parts.push({ id: newId(), reason, lines: lines.slice(at, at + size), unsure: false });
  return { ...take, parts, outcome: { changed: [], unchanged: 0, refused: [] } };
}

const withFirst = (take: StockTake, change: Partial<CountPart>): StockTake => ({
  ...take,
  parts: take.parts.map((part, at) => (at === 0 ? { ...part, ...change } : part)),
});

/** Before the first part is sent: its answer may be lost. */
export const partSent = (take: StockTake): StockTake => withFirst(take, { unsure: true });

/** The first part is stored: its rows are done. */
export function partSaved(take: StockTake): StockTake {
  const [part, ...parts] = take.parts;
  if (!part) return take;
  const saved = new Set(part.lines.map(({ sku }) => sku));
  const changed = part.lines.flatMap(({ sku, counted, expected }) =>
    counted === expected ? [] : [{ sku, difference: counted - expected }],
  );
  const before = take.outcome ?? { changed: [], unchanged: 0, refused: [] };
  const left = take.rows.filter(({ sku }) => !saved.has(sku));
  return {
    ...withRows(take, left),
    parts,
    outcome: {
      ...before,
      changed: [...before.changed, ...changed],
      unchanged: before.unchanged + part.lines.length - changed.length,
    },
  };
}

/** The first part without the lines that were refused, whose rows stay. Its id was not used. */
export function partRefused(take: StockTake, refusals: ReadonlyMap<number, Refusal>): StockTake {
  const [part, ...parts] = take.parts;
  if (!part) return take;
  const refused = part.lines.flatMap(({ sku }, at) => {
    const refusal = refusals.get(at);
    return refusal ? [{ sku, ...refusal }] : [];
  });
  const lines = part.lines.filter((_, at) => !refusals.has(at));
  const before = take.outcome ?? { changed: [], unchanged: 0, refused: [] };
  return {
    ...take,
    parts: lines.length > 0 ? [{ ...part, lines, unsure: false }, ...parts] : parts,
    outcome: { ...before, refused: [...before.refused, ...refused] },
  };
}

/**
 * After a refusal of a whole part. Its rows may be changed again, unless an earlier answer was lost and this
 * refusal does not say whether the part had been saved (an ended session).
 */
export function savingRefused(take: StockTake, wasUnsure: boolean, { status }: Problem): StockTake {
  const isJudged = status === 400 || status === 409;
  if (wasUnsure && !isJudged) return take;
  const { changed = [], unchanged = 0, refused = [] } = take.outcome ?? {};
  const isEmpty = changed.length + unchanged + refused.length === 0;
  return { ...take, parts: [], outcome: isEmpty ? null : take.outcome };
}

type Refusal = { code: string; message: string };

/** The refused lines of a part, by their places in it. None: the refusal is about the whole part. */
export function refusalsOf({ code, title, lines = [], errors = [] }: Problem): Map<number, Refusal> {
  const named = [
    ...lines.map(({ pointer }) => ({ pointer, code, message: title })),
    ...errors.map((error) => ({ pointer: error.pointer, code: error.code, message: error.message })),
  ];
  return new Map(
    named.flatMap(({ pointer = "", ...refusal }): [number, Refusal][] => {
      const at = /^\/lines\/(?<at>\d+)/.exec(pointer)?.groups?.at;
      return at === undefined ? [] : [[Number(at), refusal]];
    }),
  );
}
