import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type ko from "@/messages/ko.json";

type Messages = typeof ko;
/**
 * A part of the messages. The account's pages share few words, so they name a part of a part:
 * "account.profile".
 */
type Namespace = keyof Messages | `account.${keyof Messages["account"]}`;

/** Sends client components only the words that they use. */
export async function ClientWords({ of, children }: { of: Namespace[]; children: ReactNode }) {
  const messages = await getMessages();
  const chosen: Record<string, object> = {};
  for (const namespace of of) {
    const [whole = "", part] = namespace.split(".");
    const words: Record<string, unknown> = messages[whole as keyof Messages];
    chosen[whole] = part === undefined ? words : { ...chosen[whole], [part]: words[part] };
  }
  return <NextIntlClientProvider messages={chosen}>{children}</NextIntlClientProvider>;
}
