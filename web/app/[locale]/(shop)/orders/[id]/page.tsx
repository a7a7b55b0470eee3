import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientWords } from "@/components/client-words";
import { OrderView } from "@/components/order/order-view";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("order");
  return { title: t("title"), robots: { index: false, follow: false } };
}

export default async function OrderPage({ params }: Props) {
  const { id } = await params;
  return (
    <div className="shell max-w-5xl">
      <ClientWords of={["order", "amounts", "payment"]}>
        <OrderView orderId={id} />
      </ClientWords>
    </div>
  );
}
