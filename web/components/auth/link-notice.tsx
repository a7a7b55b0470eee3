"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ShopLink } from "../ui/shop-link";
import { FormOutcome } from "./form-outcome";

/** Explains why a link from a mail cannot be used. Needs the words `links`. */
export function LinkNotice({ why, children }: { why: "missing" | "expired"; children?: ReactNode }) {
  const t = useTranslations("links");
  return (
    <FormOutcome icon="alert" look="bad" text={t(`${why}Text`)} title={t(why)}>
      {children}
      <ShopLink className="button button-line w-full max-w-xs" href="/">
        {t("home")}
      </ShopLink>
    </FormOutcome>
  );
}
