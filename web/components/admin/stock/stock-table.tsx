import { useTranslations } from "next-intl";
import { ShopLink } from "@/components/ui/shop-link";
import type { SkuStock } from "@/lib/api/types";
import { type Column, DataTable } from "../frame/data-table";
import { LowMark } from "./low-mark";

/** A bundle has no stock of its own: its zeros would say that there is none. */
const own = (figure: (stock: SkuStock) => string | number) => (stock: SkuStock) =>
  stock.bundle ? "–" : figure(stock);

export function StockTable({ rows }: { rows: readonly SkuStock[] }) {
  const t = useTranslations("stock");
  const columns: Column<SkuStock>[] = [
    {
      name: "sku",
      label: "SKU",
      cell: ({ sku, bundle }) => (
        <span className="inline-flex items-center gap-2">
          <ShopLink className="inline-flex min-h-9 items-center text-link" href={`/admin/stock/${sku}`}>
            {sku}
          </ShopLink>
          {bundle ? (
            <span className="rounded-md bg-sand px-2 py-0.5 text-[0.8125rem] font-semibold">
              {t("bundleMark")}
            </span>
          ) : null}
        </span>
      ),
    },
    { name: "onHand", label: t("onHand"), figures: true, cell: own(({ onHand }) => onHand) },
    { name: "reserved", label: t("reserved"), figures: true, cell: own(({ reserved }) => reserved) },
    {
      name: "available",
      label: t("available"),
      figures: true,
      cell: ({ available }) => <strong>{available}</strong>,
    },
    {
      name: "locations",
      label: t("locations"),
      cell: own(({ levels }) => levels.map(({ location, onHand }) => `${location} ${onHand}`).join(", ")),
    },
    {
      name: "state",
      label: t("state"),
      cell: ({ available, low }) => <LowMark available={available} low={low} />,
    },
  ];
  return (
    <DataTable caption={t("title")} columns={columns} keyOf={({ variantId }) => variantId} rows={rows} />
  );
}
