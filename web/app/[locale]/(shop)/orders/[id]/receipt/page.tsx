import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientWords } from "@/components/client-words";
import { ReceiptView } from "@/components/order/order-view";
import { Missing } from "@/components/ui/missing";
import { UUID } from "@/lib/addresses";
import { shopDetails } from "@/lib/api/shop";
import { missingMetadata } from "@/lib/page-metadata";
import { access } from "@/lib/session/access";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  if (!UUID.test((await params).id)) return missingMetadata();
  const t = await getTranslations("receipt");
  return { title: t("title"), robots: { index: false, follow: false } };
}

export default async function ReceiptPage({ params }: Props) {
  const [{ id }, { state }, { name, seller }] = await Promise.all([params, access(), shopDetails()]);
  if (!UUID.test(id)) return <Missing />;
  return (
    <div className="shell max-w-3xl">
      <ClientWords of={["order", "amounts", "receipt", "footer"]}>
        <ReceiptView member={state !== "guest"} orderId={id} shop={{ name, seller }} />
      </ClientWords>
    </div>
  );
}
