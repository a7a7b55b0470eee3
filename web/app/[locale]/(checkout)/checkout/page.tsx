import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import { ClientWords } from "@/components/client-words";
import { Empty } from "@/components/ui/empty";
import { ShopLink } from "@/components/ui/shop-link";
import { currentCart } from "@/lib/cart/server";
import { pageMetadata } from "@/lib/page-metadata";

type Props = { searchParams: Promise<{ cart?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("checkout"), getLocale()]);
  return pageMetadata({ locale, path: "/checkout", title: t("title"), description: t("title"), indexed: false });
}

export default async function CheckoutPage({ searchParams }: Props) {
  const kind = (await searchParams).cart === "direct" ? "direct" : "basket";
  const [t, cart] = await Promise.all([getTranslations("checkout"), currentCart(kind)]);
  return (
    <div className="shell pt-8 md:pt-12">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{t("title")}</h1>
      {cart && cart.items.length > 0 ? (
        <ClientWords of={["checkout", "amounts"]}>
          <CheckoutForm drawn={cart} kind={kind} />
        </ClientWords>
      ) : (
        <Empty text={t("emptyText")} title={t("empty")}>
          <ShopLink className="button button-ink" href="/cart">
            {t("toCart")}
          </ShopLink>
        </Empty>
      )}
    </div>
  );
}
