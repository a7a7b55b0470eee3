import { getTranslations } from "next-intl/server";

/** What shoppers most often ask of the one who delivers; they may write anything else. */
export async function memoPresets(): Promise<string[]> {
  const t = await getTranslations("checkout.memos");
  return [t("door"), t("guard"), t("locker"), t("hand")];
}
