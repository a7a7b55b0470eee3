import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { NarrowPage } from "@/components/auth/narrow-page";
import { RenewSession } from "@/components/auth/renew-session";
import { SignInForm } from "@/components/auth/sign-in-form";
import { ClientWords } from "@/components/client-words";
import { ShopLink } from "@/components/ui/shop-link";
import { nextAddress } from "@/lib/auth/next-address";
import { pageMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getVisitor } from "@/lib/session/member";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("signIn"), getLocale()]);
  return pageMetadata({
    locale,
    path: "/sign-in",
    title: t("title"),
    description: t("title"),
    indexed: false,
  });
}

export default async function SignInPage({ searchParams }: Props) {
  const [t, words, locale, visitor, { next: nextParam }] = await Promise.all([
    getTranslations("signIn"),
    getTranslations("auth"),
    getLocale(),
    getVisitor(),
    searchParams,
  ]);
  const next = nextAddress(nextParam, localePath(locale, "/"));
  if (visitor.state === "member") redirect(next);
  const form = (
    <ClientWords of={["auth", "form", "signIn"]}>
      <SignInForm next={next} />
    </ClientWords>
  );
  return (
    <NarrowPage title={t("title")}>
      {/* A visitor from another site may have a session that only the browser can renew. */}
      {visitor.state === "stale" ? (
        <RenewSession meanwhile={<p className="animate-late py-10 text-soft">{words("checking")}</p>}>
          {form}
        </RenewSession>
      ) : (
        form
      )}
      <div className="mt-8 space-y-2 border-t border-line pt-6 text-[0.9375rem]">
        <p>
          <ShopLink
            className="inline-flex min-h-11 items-center text-link md:min-h-6"
            href="/forgot-password"
          >
            {t("forgot")}
          </ShopLink>
        </p>
        <p className="text-soft">
          {t("new")}{" "}
          <ShopLink
            className="inline-flex min-h-11 items-center font-semibold text-ink text-link md:min-h-6"
            href={nextParam ? `/sign-up?next=${encodeURIComponent(next)}` : "/sign-up"}
          >
            {words("signUp")}
          </ShopLink>
        </p>
      </div>
    </NarrowPage>
  );
}
