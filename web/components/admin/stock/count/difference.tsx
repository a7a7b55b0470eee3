import clsx from "clsx";
import { useTranslations } from "next-intl";

/** Counted − on hand, with its sign and in words. */
export function Difference({ pieces }: { pieces: number }) {
  const t = useTranslations("stockTake");
  if (pieces === 0) return <span className="text-soft">{t("same")}</span>;
  const count = Math.abs(pieces);
  return (
    <span className={clsx("font-semibold", pieces < 0 ? "text-accent-deep" : "text-leaf")}>
      {pieces > 0 ? t("over", { count }) : t("short", { count })}
    </span>
  );
}
