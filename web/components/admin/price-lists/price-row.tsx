"use client";

import { useLocale, useTranslations } from "next-intl";
import { memo } from "react";
import { keyOf } from "@/lib/admin/price-lists/price-list-fields";
import type { ListedPrice } from "@/lib/api/types";
import { formatMoney, plainAmount } from "@/lib/money";

type Props = {
  row: ListedPrice;
  readOnly: boolean;
  isWrong: boolean;
  type: (key: string, text: string) => void;
  remove: (row: ListedPrice) => void;
};

/** Drawn again only when it changes itself: a list has many rows, and none is drawn while one is typed in. */
export const PriceRow = memo(function PriceRow({ row, readOnly, isWrong, type, remove }: Props) {
  const t = useTranslations("priceLists");
  const locale = useLocale();
  const { sku, minQuantity, price, variant } = row;
  return (
    <tr>
      <th className="px-3 py-2 font-medium whitespace-nowrap" scope="row">
        {sku}
      </th>
      <td className="min-w-40 px-3 py-2">
        {variant ? [variant.name, ...variant.options].join(" / ") : t("soldNoMore")}
      </td>
      <td className="px-3 py-2 text-right whitespace-nowrap tabular-nums">
        {t("from", { count: minQuantity })}
      </td>
      <td className="px-3 py-2 text-right whitespace-nowrap text-soft tabular-nums">
        {variant && formatMoney(variant.price, locale)}
      </td>
      <td className="px-3 py-1.5">
        <input
          aria-invalid={isWrong || undefined}
          aria-label={t("priceOf", { sku, count: minQuantity })}
          autoComplete="off"
          className="field min-h-11! w-28 text-right tabular-nums"
          defaultValue={plainAmount(price)}
          inputMode="decimal"
          maxLength={16}
          onChange={({ currentTarget }) => type(keyOf(row), currentTarget.value)}
          readOnly={readOnly}
        />
      </td>
      <td className="px-2 py-1.5">
        {!readOnly && (
          <button
            aria-label={t("removeOf", { sku, count: minQuantity })}
            className="inline-flex min-h-11 items-center px-2 whitespace-nowrap text-link"
            onClick={() => remove(row)}
            type="button"
          >
            {t("remove")}
          </button>
        )}
      </td>
    </tr>
  );
});
