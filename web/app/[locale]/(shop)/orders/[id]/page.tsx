import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientWords } from "@/components/client-words";
import { OrderView } from "@/components/order/order-view";
import { ProductRow } from "@/components/recommendations/product-row";
import { Missing } from "@/components/ui/missing";
import { UUID } from "@/lib/addresses";
import { missingMetadata } from "@/lib/page-metadata";
import { access } from "@/lib/session/access";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  if (!UUID.test((await params).id)) return missingMetadata();
  const t = await getTranslations("order");
  return { title: t("title"), robots: { index: false, follow: false } };
}

export default async function OrderPage({ params }: Props) {
  const [{ id }, { state }] = await Promise.all([params, access()]);
  if (!UUID.test(id)) return <Missing />;
  return (
    <div className="shell max-w-5xl">
      <ClientWords of={["order", "amounts", "payment", "form", "claims", "banks"]}>
        <OrderView member={state !== "guest"} orderId={id} />
      </ClientWords>
      <ProductRow placement="order" />
    </div>
  );
}
