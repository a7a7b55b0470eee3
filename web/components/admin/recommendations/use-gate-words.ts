import { useTranslations } from "next-intl";
import { gateReasonOf } from "@/lib/admin/recommendations/gate-reasons";

/** What the gate said, in words; of several reasons all. */
export function useGateWords(): (reasons: readonly string[]) => string {
  const t = useTranslations("adminRecommendations");
  const words = (text: string): string => {
    const known = gateReasonOf(text);
    if (!known) return text === "passed the gate" ? t("passed") : text;
    return t(`gateReasons.${known.reason}`, known.values);
  };
  return (reasons) => reasons.map(words).join(" · ");
}
