"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ErrorSummary } from "@/components/form/error-summary";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { endRecommendationRule } from "@/lib/api/recommendations";
import type { RecommendationRule } from "@/lib/api/types";

type Props = { rules: RecommendationRule[]; mayWrite: boolean };

/** What staff want recommended first, more often or hardly. */
export function RuleList({ rules, mayWrite }: Props) {
  const t = useTranslations("adminRecommendations");
  const api = useApi();
  const router = useRouter();
  const { busy, errors, change } = useChange();
  const end = (id: string) =>
    change({ call: () => endRecommendationRule(api, id), after: () => router.refresh() });
  if (rules.length === 0) return <p className="text-soft">{t("noRules")}</p>;
  return (
    <>
      <ul className="divide-y divide-line">
        {rules.map(({ id, kind, placement, productName, reason }) => {
          const name = productName ?? t("gone");
          return (
            <li className="flex flex-wrap items-center justify-between gap-x-4 py-2" key={id}>
              <span>
                <span className="font-semibold">{name}</span>
                <span className="block text-sm text-soft">
                  {[t(kind), t(placement ?? "everywhere"), reason].join(" · ")}
                </span>
              </span>
              {mayWrite && (
                <button
                  aria-disabled={busy}
                  aria-label={t("endRuleOf", { name })}
                  className="inline-flex min-h-11 items-center text-link"
                  onClick={() => void end(id)}
                  type="button"
                >
                  {t("endRule")}
                </button>
              )}
            </li>
          );
        })}
      </ul>
      <ErrorSummary errors={errors} labels={{}} />
    </>
  );
}
