import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { getLocale, getTranslations } from "next-intl/server";
import { SignUp } from "@/components/auth/sign-up/sign-up";
import { ClientWords } from "@/components/client-words";
import { listAgreements } from "@/lib/api/auth";
import { unwrap } from "@/lib/api/problem";
import { serverApi } from "@/lib/api/server";
import { nextAddress } from "@/lib/auth/next-address";
import { pageMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

type Props = { searchParams: Promise<{ next?: string | string[] }> };

export async function generateMetadata(): Promise<Metadata> {
  const [t, locale] = await Promise.all([getTranslations("signUp"), getLocale()]);
  return pageMetadata({ locale, path: "/sign-up", title: t("title"), description: t("lead") });
}

export default async function SignUpPage({ searchParams }: Props) {
  const [locale, member, { next: nextParam }] = await Promise.all([getLocale(), getMember(), searchParams]);
  const next = nextAddress(nextParam, localePath(locale, "/"));
  if (member) redirect(next);
  const { items } = unwrap(await listAgreements(await serverApi()));
  return (
    <ClientWords of={["auth", "form", "signUp"]}>
      <SignUp documents={items} next={next} />
    </ClientWords>
  );
}
