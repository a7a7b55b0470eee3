"use client";

import { useEffect, useMemo, useRef, useState } from "react";
import {
  type CountDrafts,
  noDrafts,
  recallCounts,
  rememberCounts,
  takeAt,
  withTake,
} from "@/lib/admin/stock/count-draft";
import type { StockTake } from "@/lib/admin/stock/stock-take";

/** The stock-takes of this tab: each change is stored before it is shown. */
export type Counts = {
  /** As it is now, also between two renders. */
  read: (location: string) => StockTake;
  change: (location: string, changed: (take: StockTake) => StockTake) => void;
  choose: (location: string) => void;
  /** Runs after all that was asked for before: a scanner is faster than the API. */
  inTurn: <T>(work: () => Promise<T>) => Promise<T>;
};

export function useCounts(): { counts: Counts; drafts: CountDrafts } {
  const current = useRef(noDrafts);
  const queue = useRef<Promise<unknown>>(Promise.resolve());
  const [drafts, show] = useState(noDrafts);
  useEffect(() => {
    current.current = recallCounts(sessionStorage);
    show(current.current);
  }, []);
  const counts = useMemo<Counts>(() => {
    const keep = (changed: CountDrafts) => {
      current.current = changed;
      rememberCounts(sessionStorage, changed);
      show(changed);
    };
    const read = (location: string) => takeAt(current.current, location);
    return {
      read,
      change: (location, changed) => keep(withTake(current.current, location, changed(read(location)))),
      choose: (location) => keep({ ...current.current, location }),
      inTurn: (work) => {
        const turn = queue.current.then(work);
        queue.current = turn;
        return turn;
      },
    };
  }, []);
  return { counts, drafts };
}
