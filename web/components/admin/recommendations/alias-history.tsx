import { useLocale, useTranslations } from "next-intl";
import type { AliasChange } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { DataTable } from "../frame/data-table";

/** Which model was used since when, and why. */
export function AliasHistory({ changes }: { changes: AliasChange[] }) {
  const t = useTranslations("adminRecommendations");
  const locale = useLocale();
  const nameOf = (version: number | null) => (version === null ? t("none") : String(version));
  return (
    <DataTable
      caption={t("history")}
      columns={[
        { name: "at", label: t("at"), cell: ({ at }) => formatDateTime(at, locale) },
        {
          name: "change",
          label: t("change"),
          cell: ({ alias, from, to }) => t("moved", { alias: t(alias), from: nameOf(from), to: String(to) }),
        },
        { name: "by", label: t("by"), cell: ({ by }) => (by === "gate" ? t("gate") : by) },
        { name: "why", label: t("why"), cell: ({ reason }) => reason },
      ]}
      keyOf={({ at, alias }) => `${at} ${alias}`}
      rows={changes}
    />
  );
}
