import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { Mark } from "@/components/admin/frame/mark";
import { When } from "@/components/admin/frame/when";
import { ShopLink } from "@/components/ui/shop-link";
import { importTones } from "@/lib/admin/status-tones";
import type { ImportCard } from "@/lib/api/types";
import { formatCount } from "@/lib/money";

type Props = { rows: readonly ImportCard[] };

export function ImportHistory({ rows }: Props) {
  const t = useTranslations("imports");
  const locale = useLocale();
  const columns: Column<ImportCard>[] = [
    {
      name: "file",
      label: t("file"),
      cell: ({ id, fileName }) => (
        <ShopLink className="font-medium underline underline-offset-4" href={`/admin/imports/${id}`}>
          {fileName}
        </ShopLink>
      ),
    },
    { name: "kind", label: t("content"), cell: ({ kind }) => t(`kinds.${kind}`) },
    {
      name: "status",
      label: t("state"),
      cell: ({ status }) => <Mark tone={importTones[status]}>{t(`states.${status}`)}</Mark>,
    },
    { name: "rows", label: t("rows"), figures: true, cell: (row) => formatCount(row.rows, locale) },
    {
      name: "changed",
      label: t("applied"),
      figures: true,
      cell: ({ result }) => formatCount(result.create + result.update, locale),
    },
    {
      name: "refused",
      label: t("results.refused"),
      figures: true,
      cell: ({ result }) => formatCount(result.refused, locale),
    },
    {
      name: "at",
      label: t("at"),
      cell: ({ createdAt }) => <When at={createdAt} />,
    },
  ];
  return <DataTable caption={t("history")} columns={columns} keyOf={({ id }) => id} rows={rows} />;
}
