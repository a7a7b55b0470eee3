/** The part of use-intl/react that client components need, on light-core.ts: a locale and its words. */
import { createContext, type ReactNode, useContext, useMemo } from "react";
import { createFormatter, createTranslator, type Messages, type Words } from "./light-core.ts";

const WordsContext = createContext<Words | null>(null);

function useWords(): Words {
  const words = useContext(WordsContext);
  if (!words) throw new Error("a client component stands outside of NextIntlClientProvider");
  return words;
}

type ProviderProps = { locale: string; messages?: Messages; timeZone?: string; children?: ReactNode };

/** Other words than those around it, or the same. */
export function IntlProvider({ locale, messages, timeZone, children }: ProviderProps) {
  const around = useContext(WordsContext);
  const words = useMemo(
    () => ({ locale, messages: messages ?? around?.messages, timeZone: timeZone ?? around?.timeZone }),
    [locale, messages, timeZone, around],
  );
  return <WordsContext value={words}>{children}</WordsContext>;
}

export const useLocale = (): string => useWords().locale;

export function useTranslations(namespace?: string) {
  const words = useWords();
  return useMemo(
    () => createTranslator({ ...words, ...(namespace !== undefined && { namespace }) }),
    [words, namespace],
  );
}

export {
  createFormatter as _useExtracted,
  createFormatter as useFormatter,
  createFormatter as useMessages,
  createFormatter as useNow,
  createFormatter as useTimeZone,
};
