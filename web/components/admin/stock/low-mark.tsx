import { useTranslations } from "next-intl";
import { Mark } from "@/components/admin/frame/mark";

/** Says in a word that something is sold out or low; nothing while there is enough. */
export function LowMark({ available, low }: { available: number; low: boolean }) {
  const t = useTranslations("stock");
  if (available <= 0) return <Mark tone="due">{t("soldOut")}</Mark>;
  return low ? <Mark tone="plain">{t("low")}</Mark> : null;
}
