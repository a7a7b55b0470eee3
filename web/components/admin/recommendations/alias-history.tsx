import { useTranslations } from "next-intl";
import { When } from "@/components/admin/frame/when";
import type { AliasChange } from "@/lib/api/types";
import { DataTable } from "../frame/data-table";
import { useGateWords } from "./use-gate-words";

/** Which model was used since when, and why. */
export function AliasHistory({ changes }: { changes: AliasChange[] }) {
  const t = useTranslations("adminRecommendations");
  const wordsOf = useGateWords();
  const nameOf = (version: number | null) => (version === null ? t("none") : String(version));
  return (
    <DataTable
      caption={t("history")}
      columns={[
        { name: "at", label: t("at"), cell: ({ at }) => <When at={at} /> },
        {
          name: "change",
          label: t("change"),
          cell: ({ alias, from, to }) => t("moved", { alias: t(alias), from: nameOf(from), to: String(to) }),
        },
        { name: "by", label: t("by"), cell: ({ by }) => (by === "gate" ? t("gate") : by) },
        {
          name: "why",
          label: t("why"),
          cell: ({ by, reason }) => (by === "gate" ? wordsOf([reason]) : reason),
        },
      ]}
      keyOf={({ at, alias }) => `${at} ${alias}`}
      rows={changes}
    />
  );
}
