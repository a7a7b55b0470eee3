import clsx from "clsx";
import { useTranslations } from "next-intl";

/** Says in a word that something is sold out or low; nothing while there is enough. */
export function LowMark({ available, low }: { available: number; low: boolean }) {
  const t = useTranslations("stock");
  const soldOut = available <= 0;
  if (!soldOut && !low) return null;
  return (
    <span
      className={clsx(
        "rounded-md px-2 py-0.5 text-[0.8125rem] font-semibold whitespace-nowrap",
        soldOut ? "bg-accent-wash text-accent-deep" : "bg-sand text-ink",
      )}
    >
      {soldOut ? t("soldOut") : t("low")}
    </span>
  );
}
