import { useLocale, useTranslations } from "next-intl";
import { ShopLink } from "@/components/ui/shop-link";
import type { ProductReport } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { DataTable } from "../frame/data-table";

type Props = { items: ProductReport["items"]; mayRead: boolean };

/** The products that sold best. */
export function ProductTable({ items, mayRead }: Props) {
  const t = useTranslations("adminReports");
  const locale = useLocale();
  return (
    <DataTable
      caption={t("best")}
      columns={[
        {
          name: "product",
          label: t("product"),
          cell: ({ productId, name }) =>
            mayRead ? (
              <ShopLink className="text-link" href={`/admin/products/${productId}`}>
                {name}
              </ShopLink>
            ) : (
              name
            ),
        },
        { name: "pieces", label: t("pieces"), figures: true, cell: ({ pieces }) => pieces },
        { name: "net", label: t("net"), figures: true, cell: ({ net }) => formatMoney(net, locale) },
      ]}
      keyOf={({ productId }) => productId}
      rows={items}
    />
  );
}
