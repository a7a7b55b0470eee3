import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { SignInLink } from "@/components/auth/sign-in-link";
import { CheckoutForm } from "@/components/checkout/checkout-form";
import { ClientWords } from "@/components/client-words";
import { Empty } from "@/components/ui/empty";
import { ShopLink } from "@/components/ui/shop-link";
import { currentCart } from "@/lib/cart/server";
import { knownValues } from "@/lib/checkout/known-values";
import { ownPoints } from "@/lib/checkout/own-points";
import { paymentMethods } from "@/lib/checkout/payment-methods";
import { usableCoupons } from "@/lib/checkout/usable-coupons";
import { pageMetadata } from "@/lib/page-metadata";
import { getMember } from "@/lib/session/member";

type Props = { searchParams: Promise<{ cart?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("checkout"), getLocale()]);
  return pageMetadata({
    locale,
    path: "/checkout",
    title: t("title"),
    description: t("title"),
    indexed: false,
  });
}

export default async function CheckoutPage({ searchParams }: Props) {
  const kind = (await searchParams).cart === "direct" ? "direct" : "basket";
  const [t, cart, member, known, own, points, methods] = await Promise.all([
    getTranslations("checkout"),
    currentCart(kind),
    getMember(),
    knownValues(),
    usableCoupons(),
    ownPoints(),
    paymentMethods(),
  ]);
  return (
    <div className="shell pt-8 md:pt-12">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{t("title")}</h1>
      {!member && cart && cart.items.length > 0 && (
        <p className="mt-3 text-[0.9375rem] text-soft">
          {t("member")}{" "}
          <SignInLink
            className="inline-flex min-h-11 items-center font-semibold text-ink text-link md:min-h-6"
            to="/sign-in"
          >
            {t("signIn")}
          </SignInLink>
        </p>
      )}
      {cart && cart.items.length > 0 ? (
        <ClientWords of={["checkout", "form", "address", "amounts", "paid", "coupons", "points"]}>
          <CheckoutForm
            drawn={cart}
            kind={kind}
            known={known}
            methods={methods}
            own={own}
            owner={member?.id ?? "guest"}
            points={points}
          />
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
