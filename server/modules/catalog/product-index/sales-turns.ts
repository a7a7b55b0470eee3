/**
 * Shows products in lists while they are sold. Outside its sales period an active product is in no list,
 * search or count; its page is still there, and says when the sale begins or that it is over.
 *
 * Stores: of each product whose period begins or ends later, that moment; before its beginning the whole
 * product. No message is needed at the moment itself: each read compares the clock with the next one.
 */
import type { IndexedProduct } from "./indexed-product.ts";

/** From its first moment until just before its last one. Milliseconds since 1970; null: without that end. */
export interface SalesPeriod {
  readonly salesFrom: number | null;
  readonly salesUntil: number | null;
}

interface ListedProducts {
  put(product: IndexedProduct): void;
  remove(id: string): void;
}

interface Turn {
  readonly at: number;
  /** What is shown from then on, and until when. Null: nothing. */
  readonly begins: { readonly product: IndexedProduct; readonly until: number | null } | null;
}

export function salesTurns(shown: ListedProducts) {
  const turns = new Map<string, Turn>();
  let next = Number.POSITIVE_INFINITY;

  function wait(id: string, turn: Turn): void {
    turns.set(id, turn);
    next = Math.min(next, turn.at);
  }

  return {
    /** Puts the product into the lists while it is sold. `now` as the period. */
    show(product: IndexedProduct, { salesFrom, salesUntil }: SalesPeriod, now: number): void {
      const { id } = product;
      turns.delete(id);
      const isOver = salesUntil !== null && salesUntil <= now;
      const isSoon = salesFrom !== null && now < salesFrom;
      if (isOver || isSoon) shown.remove(id);
      else shown.put(product);
      if (isOver) return;
      if (isSoon) wait(id, { at: salesFrom, begins: { product, until: salesUntil } });
      else if (salesUntil !== null) wait(id, { at: salesUntil, begins: null });
    },
    /** It is not shown any more, whatever its period. */
    hide(id: string): void {
      turns.delete(id);
      shown.remove(id);
    },
    /** Brings the lists to this moment. */
    take(now: number): void {
      if (now < next) return;
      const due = [...turns].filter(([, { at }]) => at <= now);
      next = Number.POSITIVE_INFINITY;
      for (const [id, { begins }] of due) {
        if (begins) this.show(begins.product, { salesFrom: null, salesUntil: begins.until }, now);
        else this.hide(id);
      }
      for (const { at } of turns.values()) next = Math.min(next, at);
    },
    /** The next moment at which a list changes by itself; infinite: none is known. */
    get next() {
      return next;
    },
  };
}
