"use client";

import { useLocale } from "next-intl";
import { type KeyboardEvent, useState } from "react";
import { NoPicture, Picture } from "@/components/ui/picture";
import { useApi } from "@/lib/api/browser";
import { listStaffProducts } from "@/lib/api/products";
import type { StaffProductCard } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Key =
  | "find"
  | "findHint"
  | "findButton"
  | "failed"
  | "none"
  | "found"
  | "add"
  | "addOf"
  | "chosen"
  | "chosenOf";

type Props = {
  /** The caller's words. */
  t: (key: Key, values?: { name: string }) => string;
  choose: (product: StaffProductCard) => void;
  isChosen: (product: StaffProductCard) => boolean;
  /** Only those that shoppers see. */
  activeOnly?: boolean;
};

const FOUND = 8;

/** Finds products by name or SKU. It stands in another form, so it is none of its own. */
export function ProductFinder({ t, choose, isChosen, activeOnly = false }: Props) {
  const locale = useLocale();
  const { typed, setTyped, found, failed, find } = useFinding(activeOnly);

  function onKeyDown(event: KeyboardEvent): void {
    if (event.key !== "Enter") return;
    event.preventDefault();
    void find();
  }
  return (
    <div>
      <div className="flex flex-wrap gap-3">
        <input
          aria-label={t("find")}
          autoComplete="off"
          className="field max-w-80 min-w-48 flex-1"
          maxLength={64}
          onChange={(event) => setTyped(event.target.value)}
          onKeyDown={onKeyDown}
          placeholder={t("findHint")}
          type="search"
          value={typed}
        />
        <button className="button button-line min-h-12 px-5" onClick={() => void find()} type="button">
          {t("findButton")}
        </button>
      </div>
      <div role="status">
        {failed && <p className="mt-2 text-sm font-medium text-accent-deep">{t("failed")}</p>}
        {found?.length === 0 && <p className="mt-2 text-sm text-soft">{t("none")}</p>}
      </div>
      {found && found.length > 0 && (
        <ul aria-label={t("found")} className="mt-3 divide-y divide-line rounded-md border border-line">
          {found.map((product) => (
            <li className="flex items-center gap-3 px-3 py-1.5" key={product.id}>
              <Thumbnail product={product} />
              <span className="min-w-0 flex-1 truncate">{product.name}</span>
              <span className="text-sm text-soft tabular-nums">{formatMoney(product.price, locale)}</span>
              <button
                aria-label={t(isChosen(product) ? "chosenOf" : "addOf", { name: product.name })}
                className="button button-line min-h-11 px-4 text-sm"
                disabled={isChosen(product)}
                onClick={() => choose(product)}
                type="button"
              >
                {t(isChosen(product) ? "chosen" : "add")}
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function useFinding(activeOnly: boolean) {
  const api = useApi();
  const [typed, setTyped] = useState("");
  const [found, setFound] = useState<readonly StaffProductCard[] | null>(null);
  const [failed, setFailed] = useState(false);
  const find = async () => {
    const q = typed.trim();
    if (q === "") return setFound(null);
    const result = await listStaffProducts(api, {
      ...{ q, limit: FOUND },
      ...(activeOnly && { status: "active" }),
    });
    setFailed(!result.ok);
    setFound(result.ok ? result.data.items : null);
  };
  return { typed, setTyped, found, failed, find };
}

function Thumbnail({ product: { image } }: { product: StaffProductCard }) {
  const look = "size-10 shrink-0 overflow-hidden rounded-md";
  if (!image) return <NoPicture className={look} />;
  return <Picture className={look} decorative image={image} sizes="40px" />;
}
