"use client";

import { useTranslations } from "next-intl";

/** Messages about a new password. Rules that depend on the shop's settings keep the API's words. */
export function usePasswordCodes(): Record<string, string> {
  const t = useTranslations("auth.passwordCodes");
  return { TOO_COMMON: t("TOO_COMMON"), TOO_SIMILAR: t("TOO_SIMILAR"), MAX_BYTES: t("MAX_BYTES") };
}
