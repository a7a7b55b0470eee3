import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { CartView } from "@/components/cart/cart-view";
import { ClientWords } from "@/components/client-words";
import { ProductRow } from "@/components/recommendations/product-row";
import { currentCart, savedBeside } from "@/lib/cart/server";
import { pageMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("cart"), getLocale()]);
  return pageMetadata({
    locale,
    path: "/cart",
    title: t("title"),
    description: t("emptyText"),
    indexed: false,
  });
}

export default async function CartPage() {
  const [t, cart, member] = await Promise.all([getTranslations("cart"), currentCart("basket"), getMember()]);
  const saved = cart ? await savedBeside(cart.id) : [];
  return (
    <div className="shell pt-8 md:pt-12">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{t("title")}</h1>
      <ClientWords of={["cart", "amounts", "paid"]}>
        <CartView drawn={cart} drawnSaved={saved} member={member !== null} />
      </ClientWords>
      <ProductRow items={cart?.items.map(({ productId }) => productId) ?? []} placement="cart" />
    </div>
  );
}
