import { useTranslations } from "next-intl";

/** "모델 3"; of a run whose model is no longer listed, that. */
export function useRunName(): (version: number | null) => string {
  const t = useTranslations("adminRecommendations.charts");
  return (version) => (version === null ? t("unlisted") : t("model", { version }));
}
