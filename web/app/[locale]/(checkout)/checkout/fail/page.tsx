import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { PaymentFailed } from "@/components/checkout/payment-failed";
import { ClientWords } from "@/components/client-words";
import { failureReason } from "@/lib/checkout/failure";

type Props = { searchParams: Promise<{ code?: string | string[]; orderId?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("payment");
  return { title: t("failedTitle"), robots: { index: false, follow: false } };
}

/** The provider's own message is not shown, because anyone can write one into the address. */
export default async function FailPage({ searchParams }: Props) {
  const { code, orderId } = await searchParams;
  return (
    <ClientWords of={["payment"]}>
      <PaymentFailed
        attempt={typeof orderId === "string" ? orderId : null}
        reason={failureReason(typeof code === "string" ? code : null)}
      />
    </ClientWords>
  );
}
