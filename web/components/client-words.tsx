import { NextIntlClientProvider } from "next-intl";
import { getMessages } from "next-intl/server";
import type { ReactNode } from "react";
import type ko from "@/messages/ko.json";

type Namespace = keyof typeof ko;

/** Sends client components the words they use, and no others. */
export async function ClientWords({ of, children }: { of: Namespace[]; children: ReactNode }) {
  const messages = await getMessages();
  const chosen = Object.fromEntries(of.map((namespace) => [namespace, messages[namespace]]));
  return <NextIntlClientProvider messages={chosen}>{children}</NextIntlClientProvider>;
}
