"use client";

import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { tidy } from "@/lib/fields";
import { ErrorSummary } from "../form/error-summary";
import { TextField } from "../form/text-field";
import type { CodeStep, useSignIn } from "./use-sign-in";

type Props = { signingIn: ReturnType<typeof useSignIn>; step: CodeStep };

/** The second step: a code of the app, or a recovery code when the app is lost. */
export function CodeForm({ signingIn: { busy, errors, setErrors, setStep, withCode }, step }: Props) {
  const t = useTranslations("signIn");
  const words = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const label = step.recovery ? t("recovery") : words("code");

  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const code = tidy(new FormData(event.currentTarget).get("code"));
    if (code) void withCode(step, code);
    else setErrors({ code: inputErrors("required") });
  };
  const change = (to: CodeStep | null) => {
    setErrors({});
    setStep(to);
  };

  return (
    <form className="space-y-5" key={String(step.recovery)} method="post" noValidate onSubmit={submit}>
      <div>
        <h2 className="text-lg font-bold">{t("codeTitle")}</h2>
        <p className="mt-1 text-[0.9375rem] text-soft">{step.recovery ? t("recoveryText") : t("codeText")}</p>
      </div>
      <ErrorSummary
        errors={errors}
        labels={{ code: label, email: words("email"), password: words("password") }}
      />
      <TextField
        autoCapitalize="none"
        autoComplete={step.recovery ? "off" : "one-time-code"}
        autoFocus
        error={errors.fields.code}
        inputMode={step.recovery ? "text" : "numeric"}
        label={label}
        maxLength={32}
        name="code"
        required
        spellCheck={false}
      />
      <button aria-disabled={busy} className="button button-accent w-full" type="submit">
        {busy ? t("sending") : t("confirm")}
      </button>
      <div className="flex flex-wrap justify-between gap-x-6 text-[0.9375rem]">
        <button
          className="min-h-11 text-link"
          onClick={() => change({ ...step, recovery: !step.recovery })}
          type="button"
        >
          {step.recovery ? t("useCode") : t("useRecovery")}
        </button>
        <button className="min-h-11 text-soft text-link" onClick={() => change(null)} type="button">
          {t("back")}
        </button>
      </div>
    </form>
  );
}
