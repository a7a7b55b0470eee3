import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ProviderWindow } from "@/components/checkout/provider-window";
import { ClientWords } from "@/components/client-words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payment");
  return { title: t("opening"), robots: { index: false, follow: false } };
}

/** Opens the window of a provider that has a script of its own. */
export default function PayPage() {
  return (
    <ClientWords of={["payment"]}>
      <ProviderWindow />
    </ClientWords>
  );
}
