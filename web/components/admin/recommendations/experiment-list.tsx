import { useLocale, useTranslations } from "next-intl";
import { differenceText, outcomeText } from "@/lib/admin/recommendations/outcomes";
import type { Currency, Experiment } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { DataTable } from "../frame/data-table";
import { StopExperiment } from "./move-model";

type Props = { experiments: Experiment[]; currency: Currency; mayWrite: boolean };

/** The experiments with what came of them. The hold-out is always among them. */
export const ExperimentList = ({ experiments, currency, mayWrite }: Props) => (
  <ul className="space-y-4">
    {experiments.map((experiment) => (
      <li key={experiment.id}>
        <ExperimentCard currency={currency} experiment={experiment} mayWrite={mayWrite} />
      </li>
    ))}
  </ul>
);

type CardProps = { experiment: Experiment; currency: Currency; mayWrite: boolean };

function ExperimentCard({ experiment, currency, mayWrite }: CardProps) {
  const t = useTranslations("adminRecommendations");
  const locale = useLocale();
  const writing = { locale, currency };
  const { id, kind, name, version, status, share, persons, startedAt, outcomes, ratioIsBroken } = experiment;
  const title = kind === "holdout" ? t("holdout") : name;
  const began = formatDateTime(startedAt, locale);
  return (
    <article className="rounded-lg border border-line bg-white p-5">
      <div className="flex flex-wrap items-start justify-between gap-3">
        <div>
          <h3 className="font-bold">{title}</h3>
          <p className="mt-1 text-[0.9375rem] text-soft">
            {kind === "holdout" ? t("holdoutText") : t(`${kind}Of`, { version: version ?? 0 })}{" "}
            {t("shareOf", { percent: share / 100 })} · {began}
          </p>
        </div>
        {mayWrite && status === "running" && kind !== "holdout" && <StopExperiment id={id} />}
      </div>
      <p className="mt-2 text-[0.9375rem]">
        {status === "running" ? t("isRunning") : <Ended experiment={experiment} />}{" "}
        {t("personsOf", { control: persons.control, treated: persons.treated })}
      </p>
      {ratioIsBroken && <p className="mt-2 font-medium text-accent-deep">{t("ratioIsBroken")}</p>}
      <div className="mt-3">
        <DataTable
          // Two experiments may have one name.
          caption={t("outcomesOf", { name: `${title}, ${began}` })}
          columns={[
            { name: "metric", label: t("outcome"), cell: ({ metric }) => t(metric) },
            {
              name: "control",
              label: t("control"),
              figures: true,
              cell: ({ metric, control }) => outcomeText(metric, control, writing),
            },
            {
              name: "treated",
              label: t("treated"),
              figures: true,
              cell: ({ metric, treated }) => outcomeText(metric, treated, writing),
            },
            {
              name: "interval",
              label: t("difference"),
              figures: true,
              cell: (outcome) => differenceText(outcome, writing) ?? t("tooFew"),
            },
          ]}
          keyOf={({ metric }) => metric}
          rows={outcomes}
        />
      </div>
    </article>
  );
}

/** Why the shop itself ended one. */
const endings = ["worse", "sample_ratio", "errors", "slow", "promoted", "champion_changed"] as const;

function Ended({ experiment: { reason } }: { experiment: Experiment }) {
  const t = useTranslations("adminRecommendations");
  const known = endings.find((each) => each === reason);
  return <>{t("ended", { reason: known ? t(`end_${known}`) : (reason ?? "") })}</>;
}
