import { getLocale, getTranslations } from "next-intl/server";
import type { Product } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { priceAtFirst } from "@/lib/prices";
import { Price } from "../ui/price";

type Shown = "price" | "compareAtPrice" | "variants" | "salesState" | "salesFrom";

/** In place of the buttons to buy, before and after the sales period. It needs no script. */
export async function NotForSale({ product }: { product: Pick<Product, Shown> }) {
  const [t, locale] = await Promise.all([getTranslations("salesPeriod"), getLocale()]);
  const { salesState, salesFrom } = product;
  return (
    <>
      <Price {...priceAtFirst(product)} />
      <p className="mt-7 rounded-lg bg-sand p-5 font-semibold">
        {salesState === "soon" && salesFrom !== null
          ? t("from", { at: formatDateTime(salesFrom, locale) })
          : t("over")}
      </p>
    </>
  );
}
