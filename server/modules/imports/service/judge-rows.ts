/** Judges all rows of a file for a dry run, until what rows say of one another is so. */
import type { ImportsContext } from "../context.ts";
import type { ImportKind } from "../fields.ts";
import type { AwaitedRow, RowCounts, SeenRow } from "../queries.ts";
import type { RowReader } from "../read-rows.ts";
import { lostRows } from "./awaited-goods.ts";
import type { FileGoods } from "./file-goods.ts";
import { checkBatch, type RowBatch, rowBatches } from "./row-batches.ts";

interface JudgedBatch {
  readonly counts: RowCounts;
  readonly awaiting: readonly AwaitedRow[];
  /** As JSON, which takes less memory. Null: none. */
  readonly problems: string | null;
  /** What there was of each row of stock. Null: none. */
  readonly seen: SeenBatch | null;
}

export interface SeenBatch {
  readonly firstRow: number;
  readonly lastRow: number;
  /** As JSON. */
  readonly levels: string;
}

interface Judgement extends JudgedBatch {
  readonly refused: ReadonlySet<number>;
  /** The batch's add-ons that rows of the file bring, if none of them is refused. */
  readonly named: readonly string[];
  /** Those of them that rows brought when the batch was judged. */
  readonly brought: string;
}

/** After these a refused row stays out: two rows may each be good only if the other one is refused. */
const FREE_ROUNDS = 5;
const MOST_ROUNDS = 20;

/**
 * A refused row brings no goods: batches that name them are judged again. What they name may be unknown then,
 * or clear at last.
 */
export async function judgeRows(
  context: ImportsContext,
  { id, kind }: { readonly id: string; readonly kind: ImportKind },
  reader: RowReader,
  all: FileGoods,
): Promise<readonly JudgedBatch[]> {
  const judged = new Map<number, Judgement>();
  let out: ReadonlySet<number> = new Set();
  for (let round = 1; round <= MOST_ROUNDS; round += 1) {
    const goods = all.without(out);
    for await (const batch of rowBatches(context, { importId: id, after: 0 }, reader, repeats())) {
      const before = judged.get(batch.lastRow);
      if (before && !isStale(before, goods)) continue;
      const { counts, awaiting, problems, seen } = await checkBatch(context, kind, reader, batch, goods);
      const named = before?.named ?? addOnsOf(batch).filter(all.brings);
      judged.set(batch.lastRow, {
        counts,
        awaiting,
        problems: problems.length > 0 ? JSON.stringify(problems) : null,
        seen: seenBatch(batch, seen),
        refused: new Set(problems.map(({ row }) => row)),
        named,
        brought: broughtOf(named, goods),
      });
    }
    const found = rowsOut([...judged.values()], all, round > FREE_ROUNDS ? out : new Set());
    const next = all.without(found);
    if (![...judged.values()].some((each) => isStale(each, next))) break;
    out = found;
  }
  return [...judged.values()];
}

const seenBatch = ({ rows, lastRow }: RowBatch, seen: readonly SeenRow[]): SeenBatch | null =>
  seen.length === 0 ? null : { firstRow: rows[0]?.row ?? 0, lastRow, levels: JSON.stringify(seen) };

/** The refused rows, and those that will be: they wait for goods of refused rows. */
function rowsOut(judged: readonly Judgement[], all: FileGoods, known: Iterable<number>): ReadonlySet<number> {
  const out = new Set(known);
  for (const { refused } of judged) for (const row of refused) out.add(row);
  const awaiting = judged.flatMap((each) => each.awaiting);
  for (const row of lostRows(all.without(out), awaiting)) out.add(row);
  return out;
}

const addOnsOf = ({ good }: RowBatch): string[] => [
  ...new Set(good.flatMap(({ reading }) => ("product" in reading ? (reading.product.addOns ?? []) : []))),
];

const broughtOf = (named: readonly string[], goods: FileGoods): string =>
  named.length === 0 ? "" : JSON.stringify(goods.namesIn(named));

const isStale = ({ named, brought }: Judgement, goods: FileGoods): boolean =>
  broughtOf(named, goods) !== brought;

/** Whether an earlier row is about the same. */
function repeats() {
  const known = new Set<string>();
  return (_: number, key: string): boolean => known.size === known.add(key).size;
}
