"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useState } from "react";
import { EmailField } from "@/components/form/person-fields";
import { passkeysPossible } from "@/lib/auth/passkey";
import { isKnownEmail } from "@/lib/email";
import { tidy } from "@/lib/fields";
import { ErrorSummary } from "../form/error-summary";
import { PasswordField } from "../form/password-field";
import { Icon } from "../ui/icon";
import { CodeForm } from "./code-form";
import { useSignIn } from "./use-sign-in";

/** @param next a page of the shop, already checked by nextAddress */
export function SignInForm({ next }: { next: string }) {
  const t = useTranslations("signIn");
  const words = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const signingIn = useSignIn(next);
  const { busy, errors, setErrors, step, withPassword } = signingIn;
  const [email, setEmail] = useState("");

  if (step) return <CodeForm signingIn={signingIn} step={step} />;

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const values = { email: tidy(form.get("email")), password: String(form.get("password") ?? "") };
    setEmail(values.email);
    const errors = {
      ...(isKnownEmail(values.email) ? {} : { email: inputErrors(values.email ? "email" : "required") }),
      ...(values.password ? {} : { password: inputErrors("required") }),
    };
    if (Object.keys(errors).length > 0) return setErrors(errors);
    void withPassword(values.email, values.password);
  };

  return (
    <>
      <form className="space-y-5" method="post" noValidate onSubmit={submit}>
        <ErrorSummary
          errors={errors}
          labels={{ email: words("email"), password: words("password"), code: words("code") }}
        />
        <EmailField
          autoComplete="username"
          defaultValue={email}
          error={errors.fields.email}
          label={words("email")}
        />
        <PasswordField
          autoComplete="current-password"
          error={errors.fields.password}
          label={words("password")}
          name="password"
          required
        />
        <button aria-disabled={busy} className="button button-accent w-full" type="submit">
          {busy ? t("sending") : t("submit")}
        </button>
      </form>
      <PasskeyButton busy={busy} label={t("passkey")} or={t("or")} use={signingIn.withPasskey} />
    </>
  );
}

type PasskeyProps = { busy: boolean; label: string; or: string; use: () => Promise<void> };

/** Drawn before it is known whether the browser has passkeys: almost all have them. */
function PasskeyButton({ busy, label, or, use }: PasskeyProps) {
  const [possible, setPossible] = useState(true);
  useEffect(() => setPossible(passkeysPossible()), []);
  if (!possible) return null;
  return (
    <>
      <p aria-hidden="true" className="my-4 flex items-center gap-4 text-sm text-soft">
        <span className="h-px flex-1 bg-line" />
        {or}
        <span className="h-px flex-1 bg-line" />
      </p>
      <button
        aria-disabled={busy}
        className="button button-line w-full"
        onClick={() => void use()}
        type="button"
      >
        <Icon name="key" />
        {label}
      </button>
    </>
  );
}
