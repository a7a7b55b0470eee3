/**
 * The part of use-intl/core that this shop needs, in the place of all of it (next.config.ts): messages that
 * the build has parsed. use-intl makes its formatters anew for each page, and is twice as large in a browser.
 * Amounts and days have their own words in lib/money.ts and lib/dates.ts.
 */
import type { ReactNode } from "react";
import formatMessage from "use-intl/format-message/format-only";
import { formatters } from "./formatters.ts";

export type Messages = { readonly [key: string]: unknown };
type Values = Parameters<typeof formatMessage>[2];
type Message = Parameters<typeof formatMessage>[1];
type Options = Parameters<typeof formatMessage>[3];

export type Words = {
  readonly locale: string;
  readonly messages?: Messages | undefined;
  readonly timeZone?: string | undefined;
};

const inside = (messages: unknown, path: string): unknown =>
  path
    .split(".")
    .reduce<unknown>(
      (part, key) => (typeof part === "object" && part !== null ? (part as Messages)[key] : undefined),
      messages,
    );

/** Says the words of a namespace. A message that is missing is reported, and its name stands in its place. */
export function createTranslator({ locale, messages, timeZone, namespace }: Words & { namespace?: string }) {
  const words = namespace ? inside(messages, namespace) : messages;
  // Precompiled messages ask for no other formatters, and for no cache.
  const options = { formatters, locale, timeZone } as Options;
  const t = (key: string, values?: Values): ReactNode => {
    const message = inside(words, key);
    if (typeof message === "string") return message;
    if (message !== undefined) return formatMessage(key, message as Message, values, options);
    const name = namespace ? `${namespace}.${key}` : key;
    console.error(`no message ${name}`);
    return name;
  };
  return Object.assign(t, { rich: t, has: (key: string) => inside(words, key) !== undefined });
}

/** next-intl prepares the configuration of a request by these; here there is nothing to prepare. */
export const initializeConfig = <Config>(config: Config): Config => config;
export const _createCache = (): null => null;
export const _createIntlFormatters = () => formatters;

/** What next-intl looks for by name, and no page of the shop uses. */
export function createFormatter(): never {
  throw new Error("this part of use-intl is left out: see i18n/light-core.ts");
}
