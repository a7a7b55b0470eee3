"use client";

import { useTranslations } from "next-intl";
import { useCallback, useRef } from "react";
import { keyOf } from "@/lib/admin/price-lists/price-list-fields";
import type { ListedPrice } from "@/lib/api/types";
import { Toast } from "../frame/toast";
import { AddPrices } from "./add-prices";
import { PriceRow } from "./price-row";
import { type PricePage, usePrices } from "./use-prices";

type Props = { listId: string; first: PricePage; readOnly: boolean };

/** The prices of a list, with the form that adds some above them. */
export function PriceTable({ listId, first, readOnly }: Props) {
  const t = useTranslations("priceLists");
  const prices = usePrices(listId, first);
  const { rows, wrong, more, busy, typedCount } = prices;
  const latest = useRef(prices);
  latest.current = prices;
  const remove = useCallback((row: ListedPrice) => void latest.current.remove(row), []);
  return (
    <div className="space-y-4">
      {!readOnly && <AddPrices prices={prices} />}
      <form
        className="flex flex-wrap items-end gap-2"
        method="post"
        onSubmit={(event) => {
          event.preventDefault();
          void prices.find(String(new FormData(event.currentTarget).get("begin") ?? "").trim());
        }}
      >
        <label className="min-w-0 flex-1 basis-48 text-sm text-soft">
          {t("find")}
          <input
            autoCapitalize="none"
            autoComplete="off"
            className="field mt-1 text-ink"
            maxLength={64}
            name="begin"
            pattern="[A-Za-z0-9._\-]*"
            spellCheck={false}
          />
        </label>
        <button className="button button-line" type="submit">
          {t("findButton")}
        </button>
      </form>
      {rows.length === 0 ? (
        <p className="rounded-lg border border-line bg-white p-5 text-soft">{t("noPrices")}</p>
      ) : (
        <section
          aria-label={t("prices")}
          className="relative overflow-x-auto rounded-lg border border-line bg-white"
          // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reachable by keyboard
          tabIndex={0}
        >
          <table className="w-full text-left text-[0.9375rem] wrap-normal">
            <PriceHead />
            <tbody className="divide-y divide-line">
              {rows.map((row) => (
                <PriceRow
                  isWrong={wrong.has(keyOf(row))}
                  key={`${keyOf(row)} ${row.price.amount}`}
                  readOnly={readOnly}
                  remove={remove}
                  row={row}
                  type={prices.type}
                />
              ))}
            </tbody>
          </table>
        </section>
      )}
      <div className="flex flex-wrap gap-2">
        {more !== null && (
          <button className="button button-line" onClick={() => void prices.readMore()} type="button">
            {t("more")}
          </button>
        )}
        {!readOnly && rows.length > 0 && (
          <button
            aria-disabled={busy || typedCount === 0}
            className="button button-ink min-w-36"
            onClick={() => typedCount > 0 && void prices.save()}
            type="button"
          >
            {typedCount > 0 ? t("saveMany", { count: typedCount }) : t("savePrices")}
          </button>
        )}
      </div>
      <Toast dismiss={prices.dismiss} outcome={prices.outcome} />
    </div>
  );
}

function PriceHead() {
  const t = useTranslations("priceLists.columns");
  const columns = ["sku", "variant", "quantity", "own", "price"] as const;
  return (
    <thead className="border-b border-line bg-sand/60 text-[0.8125rem] text-soft">
      <tr>
        {columns.map((name) => (
          <th
            className={`px-3 py-2.5 font-semibold whitespace-nowrap ${
              name === "sku" || name === "variant" ? "" : "text-right"
            }`}
            key={name}
            scope="col"
          >
            {t(name)}
          </th>
        ))}
        <td />
      </tr>
    </thead>
  );
}
