import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmPayment } from "@/components/checkout/confirm-payment";
import { ClientWords } from "@/components/client-words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payment");
  return { title: t("confirming"), robots: { index: false, follow: false } };
}

export default function ReturnPage() {
  return (
    <ClientWords of={["payment"]}>
      <ConfirmPayment />
    </ClientWords>
  );
}
