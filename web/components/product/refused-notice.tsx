"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { Icon } from "../ui/icon";

/** Why nothing was added. It stays until the shopper closes it or tries again. */
export function RefusedNotice({ close, text }: { close: () => void; text: ReactNode }) {
  const t = useTranslations("buy");
  return (
    <div className="notice bg-accent-deep" role="alert">
      <Icon className="shrink-0" name="alert" size={20} />
      <p>{text}</p>
      <button aria-label={t("close")} onClick={close} type="button">
        <Icon name="close" size={19} />
      </button>
    </div>
  );
}
