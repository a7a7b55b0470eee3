import { useLocale, useTranslations } from "next-intl";
import { When } from "@/components/admin/frame/when";
import { foundShares } from "@/lib/admin/recommendations/metrics";
import { percentText } from "@/lib/admin/recommendations/outcomes";
import type { ModelRegistry, ModelVersion } from "@/lib/api/types";
import { DataTable } from "../frame/data-table";
import { NoRows } from "../frame/no-rows";
import { Promote } from "./move-model";

type Props = { registry: ModelRegistry; mayWrite: boolean };

/** The trained models, with what each is used for and how good it was. */
export function ModelTable({ registry: { versions, runs }, mayWrite }: Props) {
  const t = useTranslations("adminRecommendations");
  const locale = useLocale();
  if (versions.length === 0) return <NoRows text={t("noModels")} />;
  const qualityOf = ({ runId }: ModelVersion) =>
    foundShares(runs.find(({ id }) => id === runId)?.metrics ?? {});
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
          cell: ({ createdAt }) => <When at={createdAt} />,
        },
        {
          name: "quality",
          label: t("quality"),
          cell: (version) =>
            qualityOf(version)
              .map(([place, share]) =>
                t("qualityOf", { place: t(place), percent: percentText(share, locale) }),
              )
              .join(" · "),
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
