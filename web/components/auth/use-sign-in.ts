"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { sendCode, signIn, signInWithPasskey } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { Problem } from "@/lib/api/problem";
import type { SignInResponse } from "@/lib/api/types";
import { withPasskeyProof } from "@/lib/auth/passkey";
import { mergeGuestCart } from "@/lib/cart/changes";
import { welcomeMember } from "@/lib/forget-visitor";
import { localePath } from "@/lib/paths";
import { useForm } from "../form/use-form";

/** The second step of a sign-in. */
export type CodeStep = { challenge: string; recovery: boolean };

const fields = { email: "email", password: "password", code: "code" } as const;

/**
 * All ways to sign in. Each ends with the guest's cart merged and `next` opened as a new document for the
 * member.
 */
export function useSignIn(next: string) {
  const t = useTranslations("signIn");
  const locale = useLocale();
  const api = useApi();
  const [step, setStep] = useState<CodeStep | null>(null);
  const [leaving, setLeaving] = useState(false);
  const { busy, errors, send, setErrors } = useForm({ fields, codes: { INVALID_CREDENTIALS: t("wrong") } });

  const goOn = async (signedIn: { data: SignInResponse } | null) => {
    if (signedIn === null) return;
    setLeaving(true);
    welcomeMember(signedIn.data.member.id);
    await mergeGuestCart(api);
    // Staff are led to their work, or to the page that sets up their second factor where it is required.
    const { secondFactorDue, permissions } = signedIn.data.member;
    const work = permissions.length > 0 && next === localePath(locale, "/") ? "/admin" : null;
    const page = secondFactorDue ? "/account/security" : work;
    window.location.replace(page ? localePath(locale, page) : next);
  };
  const secondFactor = ({ code, challenge }: Problem): boolean => {
    if (code !== "SECOND_FACTOR_REQUIRED" || !challenge) return false;
    setStep({ challenge, recovery: false });
    return true;
  };

  const withPassword = async (email: string, password: string) =>
    goOn(await send(() => signIn(api, email, password), secondFactor));

  const withCode = async ({ challenge }: CodeStep, code: string) => {
    const refused = (problem: Problem): boolean => {
      if (problem.code === "CHALLENGE_EXPIRED") {
        setStep(null);
        setErrors({}, t("expired"));
      } else if (problem.code === "INVALID_CREDENTIALS") setErrors({ code: t("wrongCode") });
      else return false;
      return true;
    };
    await goOn(await send(() => sendCode(api, challenge, code), refused));
  };

  /** Shows no message when the visitor closes the browser's window: that was their decision. */
  const withPasskey = async () => {
    const refused = (problem: Problem): boolean => {
      if (problem.code !== "INVALID_CREDENTIALS") return false;
      setErrors({}, t("passkeyFailed"));
      return true;
    };
    const answer = await send(() => withPasskeyProof(api, (proof) => signInWithPasskey(api, proof)), refused);
    if (answer?.data) await goOn({ data: answer.data });
  };

  return { busy: busy || leaving, errors, setErrors, step, setStep, withPassword, withCode, withPasskey };
}
