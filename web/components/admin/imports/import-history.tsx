import { useFormatter, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { Mark } from "@/components/admin/frame/mark";
import { When } from "@/components/admin/frame/when";
import { ShopLink } from "@/components/ui/shop-link";
import { importTones } from "@/lib/admin/status-tones";
import type { ImportCard } from "@/lib/api/types";

type Props = { rows: readonly ImportCard[] };

export function ImportHistory({ rows }: Props) {
  const t = useTranslations("imports");
  const format = useFormatter();
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
    { name: "rows", label: t("rows"), figures: true, cell: (row) => format.number(row.rows) },
    {
      name: "changed",
      label: t("applied"),
      figures: true,
      cell: ({ result }) => format.number(result.create + result.update),
    },
    {
      name: "refused",
      label: t("results.refused"),
      figures: true,
      cell: ({ result }) => format.number(result.refused),
    },
    {
      name: "at",
      label: t("at"),
      cell: ({ createdAt }) => <When at={createdAt} />,
    },
  ];
  return <DataTable caption={t("history")} columns={columns} keyOf={({ id }) => id} rows={rows} />;
}
