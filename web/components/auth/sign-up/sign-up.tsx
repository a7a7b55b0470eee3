"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { AgreementDocument } from "@/lib/api/types";
import { signInPath } from "@/lib/auth/next-address";
import { ShopLink } from "../../ui/shop-link";
import { FormOutcome } from "../form-outcome";
import { NarrowPage } from "../narrow-page";
import { SignUpForm } from "./sign-up-form";

type Props = { documents: AgreementDocument[]; next: string };

/** The form, and after it the same page for known and unknown addresses. */
export function SignUp({ documents, next }: Props) {
  const t = useTranslations("signUp");
  const words = useTranslations("auth");
  const [sentTo, setSentTo] = useState<string | null>(null);
  const signIn = signInPath(next);

  if (sentTo) {
    return (
      <FormOutcome icon="mail" look="plain" text={t("sentText", { email: sentTo })} title={t("sentTitle")}>
        <p className="mb-3 text-sm text-balance text-soft">{t("sentHint")}</p>
        <ShopLink className="button button-ink w-full max-w-xs" href={signIn}>
          {t("toSignIn")}
        </ShopLink>
        <button className="min-h-11 text-[0.9375rem] text-link" onClick={() => setSentTo(null)} type="button">
          {t("again")}
        </button>
      </FormOutcome>
    );
  }
  return (
    <NarrowPage text={t("lead")} title={t("title")}>
      <SignUpForm documents={documents} sent={setSentTo} />
      <p className="mt-8 border-t border-line pt-6 text-[0.9375rem] text-soft">
        {t("already")}{" "}
        <ShopLink
          className="inline-flex min-h-11 items-center font-semibold text-ink text-link md:min-h-6"
          href={signIn}
        >
          {words("signIn")}
        </ShopLink>
      </p>
    </NarrowPage>
  );
}
