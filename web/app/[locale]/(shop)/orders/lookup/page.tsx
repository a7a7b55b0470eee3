import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientWords } from "@/components/client-words";
import { OrderLookup } from "@/components/order/order-lookup";

type Props = { searchParams: Promise<{ number?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("lookup");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The address in a guest's mail names the order. */
export default async function OrderLookupPage({ searchParams }: Props) {
  const { number } = await searchParams;
  return (
    <ClientWords of={["form", "lookup"]}>
      <OrderLookup number={typeof number === "string" ? number.slice(0, 14) : ""} />
    </ClientWords>
  );
}
