/**
 * The stock-takes that are under way in this tab, one for each location, so that a reload loses none. They go
 * with their visitor (lib/forget-tab.ts).
 */
import { noCount, type StockTake } from "./stock-take.ts";

type Store = Pick<Storage, "getItem" | "setItem">;

export type CountDrafts = {
  /** The location that was counted last. Null: none was. */
  location: string | null;
  takes: Readonly<Record<string, StockTake>>;
};

const NAME = "jangteo.stock-count";

export const noDrafts: CountDrafts = { location: null, takes: {} };

export function recallCounts(store: Store): CountDrafts {
  const stored = store.getItem(NAME);
  return stored === null ? noDrafts : (JSON.parse(stored) as CountDrafts);
}

export const rememberCounts = (store: Store, drafts: CountDrafts): void =>
  store.setItem(NAME, JSON.stringify(drafts));

export const takeAt = ({ takes }: CountDrafts, location: string): StockTake => ({
  ...noCount,
  ...takes[location],
});

export const withTake = (drafts: CountDrafts, location: string, take: StockTake): CountDrafts => ({
  ...drafts,
  takes: { ...drafts.takes, [location]: take },
});
