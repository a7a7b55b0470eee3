import { locale as localeSegment } from "next/root-params";
import { getRequestConfig } from "next-intl/server";
import { DEFAULT_LOCALE, isLocale } from "./routing";

export default getRequestConfig(async ({ locale: requested }) => {
  const segment = requested ?? (await localeSegment());
  const locale = isLocale(segment) ? segment : DEFAULT_LOCALE;
  const messages = await import(`../messages/${locale}.json`);
  return { locale, messages: messages.default, timeZone: "Asia/Seoul" };
});
