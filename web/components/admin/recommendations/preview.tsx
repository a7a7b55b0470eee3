import { useTranslations } from "next-intl";
import type { RecommendationPreview } from "@/lib/api/types";

/** What a visitor is recommended, and why. */
export function Preview({ preview: { list, history } }: { preview: RecommendationPreview }) {
  const [t, rows] = [useTranslations("adminRecommendations"), useTranslations("rows")];
  return (
    <>
      <p className="mt-4 text-soft">
        {t("level")}: {t(`levels.${list.level}`)} · {t("known", { count: history.length })}
      </p>
      <ol className="mt-3 list-decimal space-y-1 pl-6">
        {list.items.map(({ id, name, reason }) => (
          <li key={id}>
            {name} <span className="text-sm text-soft">{rows(`reasons.${reason.kind}`)}</span>
          </li>
        ))}
      </ol>
    </>
  );
}
