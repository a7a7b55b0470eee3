"use client";

import { createContext, type ReactNode, useContext, useMemo, useState } from "react";
import type { Product } from "@/lib/api/types";
import { choose, initialSelection, type Selection } from "@/lib/options";

/** The part of a product that the client components need. */
export type BuyableProduct = Pick<
  Product,
  "id" | "slug" | "name" | "price" | "compareAtPrice" | "images" | "options" | "variants"
>;

type SelectionState = {
  product: BuyableProduct;
  /** Colours of the options' values, as CSS writes them; found by the server, which knows all names. */
  swatches: Readonly<Record<string, string>>;
  selection: Selection;
  pick: (option: string, value: string) => void;
};

const SelectionContext = createContext<SelectionState | null>(null);

type ProviderProps = Pick<SelectionState, "product" | "swatches"> & { children: ReactNode };

/** The chosen options, for the gallery and the buy panel. */
export function SelectionProvider({ product, swatches, children }: ProviderProps) {
  const [selection, setSelection] = useState(() => initialSelection(product));
  const shared = useMemo(
    () => ({
      product,
      swatches,
      selection,
      pick: (option: string, value: string) =>
        setSelection((current) => choose(product, current, option, value)),
    }),
    [product, swatches, selection],
  );
  return <SelectionContext value={shared}>{children}</SelectionContext>;
}

export function useSelection(): SelectionState {
  const shared = useContext(SelectionContext);
  if (!shared) throw new Error("useSelection needs a SelectionProvider around it");
  return shared;
}
