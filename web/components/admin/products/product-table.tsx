import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { NoPicture, Picture } from "@/components/ui/picture";
import { ShopLink } from "@/components/ui/shop-link";
import type { StaffProductCard } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { type Column, DataTable } from "../frame/data-table";
import { StatusMark } from "./status-mark";

type Props = {
  rows: readonly StaffProductCard[];
  /** Before the name of each product. */
  choice?: (product: StaffProductCard) => ReactNode;
};

export function ProductTable({ rows, choice }: Props) {
  const t = useTranslations("products");
  const locale = useLocale();
  const columns: Column<StaffProductCard>[] = [
    {
      name: "name",
      label: t("name"),
      cell: (product) => <ProductName choice={choice?.(product)} product={product} />,
    },
    { name: "status", label: t("state"), cell: ({ status }) => <StatusMark status={status} /> },
    {
      name: "price",
      label: t("price"),
      figures: true,
      cell: ({ price }) => <span className="whitespace-nowrap">{formatMoney(price, locale)}</span>,
    },
    { name: "variants", label: t("variantCount"), figures: true, cell: ({ variantCount }) => variantCount },
    {
      name: "stock",
      label: t("stock"),
      cell: ({ inStock }) =>
        inStock ? t("inStock") : <strong className="whitespace-nowrap">{t("soldOut")}</strong>,
    },
    {
      name: "changed",
      label: t("changed"),
      cell: ({ updatedAt }) => (
        <span className="text-sm whitespace-nowrap text-soft">{formatDateTime(updatedAt, locale)}</span>
      ),
    },
  ];
  return <DataTable caption={t("title")} columns={columns} keyOf={({ id }) => id} rows={rows} />;
}

type NameProps = { product: StaffProductCard; choice: ReactNode };

function ProductName({ product: { id, name, brand, image }, choice }: NameProps) {
  const look = "size-12 shrink-0 overflow-hidden rounded-md";
  return (
    <span className="flex min-w-56 items-center gap-3 whitespace-normal">
      {choice}
      {image ? (
        <Picture className={look} decorative image={image} sizes="48px" />
      ) : (
        <NoPicture className={look} />
      )}
      <span>
        <ShopLink className="inline-flex min-h-11 items-center text-link" href={`/admin/products/${id}`}>
          {name}
        </ShopLink>
        {brand && <span className="-mt-1.5 block text-[0.8125rem] font-normal text-soft">{brand}</span>}
      </span>
    </span>
  );
}
