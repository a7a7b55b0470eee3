import { useLocale, useTranslations } from "next-intl";
import { chosenMetrics } from "@/lib/admin/recommendations/metrics";
import type { ModelRegistry, ModelVersion } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { DataTable } from "../frame/data-table";
import { Promote } from "./move-model";

type Props = { registry: ModelRegistry; mayWrite: boolean };

/** The trained models, with what each is used for and how good it was. */
export function ModelTable({ registry: { versions, runs }, mayWrite }: Props) {
  const t = useTranslations("adminRecommendations");
  const locale = useLocale();
  if (versions.length === 0)
    return <p className="rounded-lg border border-line bg-white p-5 text-soft">{t("noModels")}</p>;
  const qualityOf = ({ runId }: ModelVersion) =>
    chosenMetrics(runs.find(({ id }) => id === runId)?.metrics ?? {});
  return (
    <DataTable
      caption={t("models")}
      columns={[
        { name: "version", label: t("version"), cell: ({ version }) => version },
        {
          name: "aliases",
          label: t("aliases"),
          cell: ({ aliases }) => aliases.map((alias) => t(alias)).join(", "),
        },
        {
          name: "trained",
          label: t("trained"),
          cell: ({ createdAt }) => formatDateTime(createdAt, locale),
        },
        {
          name: "quality",
          label: t("quality"),
          cell: (version) =>
            qualityOf(version).map(([name, value]) => (
              <span className="mr-3 whitespace-nowrap tabular-nums" key={name}>
                {name} {value}
              </span>
            )),
        },
        {
          name: "size",
          label: t("size"),
          figures: true,
          cell: ({ bytes }) => `${Math.ceil(bytes / 1024)} KB`,
        },
        {
          name: "use",
          label: t("promote"),
          quiet: true,
          cell: ({ version, aliases }) =>
            mayWrite && !aliases.includes("champion") ? <Promote version={version} /> : null,
        },
      ]}
      keyOf={({ version }) => version}
      rows={versions}
    />
  );
}
