/** What the page about a code says besides its texts. */
import type { Language } from "../platform/language.ts";

export interface Guidance {
  /** When the API answers with it. */
  readonly when: string;
  /** What the client does then. */
  readonly remedy: string;
}
export type Guide = Readonly<Record<Language, Guidance>>;

export const guide = (ko: readonly [string, string], en: readonly [string, string]): Guide => ({
  ko: { when: ko[0], remedy: ko[1] },
  en: { when: en[0], remedy: en[1] },
});
