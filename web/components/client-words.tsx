import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type ko from "@/messages/ko.json";

type Messages = typeof ko;
/** A part of the messages, or for the account, whose pages share little, a part of a part: "account.profile". */
type Namespace = keyof Messages | `account.${keyof Messages["account"]}`;

/** Sends client components the words they use, and no others. */
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
