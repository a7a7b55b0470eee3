import { getLocale, getTranslations } from "next-intl/server";
import type { Product } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

/** In place of the buttons to buy, before and after the sales period. It needs no script. */
export async function NotForSale({ price, salesFrom }: Pick<Product, "price" | "salesFrom">) {
  const [t, locale] = await Promise.all([getTranslations("salesPeriod"), getLocale()]);
  const isSoon = salesFrom !== null && Date.parse(salesFrom) > Date.now();
  return (
    <>
      <p className="price price-page">
        <b>{formatMoney(price, locale)}</b>
      </p>
      <p className="mt-7 rounded-lg bg-sand p-5 font-semibold">
        {isSoon ? t("from", { at: formatDateTime(salesFrom, locale) }) : t("over")}
      </p>
    </>
  );
}
