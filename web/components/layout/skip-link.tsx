import clsx from "clsx";
import { useTranslations } from "next-intl";

export function SkipLink() {
  const t = useTranslations("header");
  return (
    <a
      className={clsx(
        "sr-only rounded-md bg-ink px-5 py-3 font-semibold text-white",
        "focus:not-sr-only focus:fixed focus:top-2 focus:left-2 focus:z-50 focus:px-5 focus:py-3",
      )}
      href="#content"
    >
      {t("skip")}
    </a>
  );
}
