"use client";

import { useTranslations } from "next-intl";

/** What is wrong with a new password, in the shop's words. What depends on the shop's rules is said by the API. */
export function usePasswordCodes(): Record<string, string> {
  const t = useTranslations("auth.passwordCodes");
  return { TOO_COMMON: t("TOO_COMMON"), TOO_SIMILAR: t("TOO_SIMILAR"), MAXBYTES: t("MAXBYTES") };
}
