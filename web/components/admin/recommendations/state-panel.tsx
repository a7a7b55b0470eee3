import { useTranslations } from "next-intl";
import type { ModelRegistry } from "@/lib/api/types";
import { RollBack } from "./move-model";

/** What makes the lists now, and what it could learn from. */
export function StatePanel({ registry, mayWrite }: { registry: ModelRegistry; mayWrite: boolean }) {
  const t = useTranslations("adminRecommendations");
  const { serving, interactions, leastInteractions, simulated, versions } = registry;
  const champion = versions.find(({ aliases }) => aliases.includes("champion"));
  const hasPrevious = versions.some(({ aliases }) => aliases.includes("previous"));
  return (
    <section aria-labelledby="state" className="rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="state">
        {t("state")}
      </h2>
      <p className="mt-2">{serving === null ? t("noModel") : t("serving", { version: serving })}</p>
      <p className="mt-1 text-soft tabular-nums">
        {interactions < leastInteractions
          ? t("needs", { least: leastInteractions, count: interactions })
          : t("enough", { count: interactions })}
      </p>
      {simulated && <p className="mt-1 text-soft">{t("simulated")}</p>}
      {mayWrite && hasPrevious && champion && <RollBack from={champion.version} />}
    </section>
  );
}
