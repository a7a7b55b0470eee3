"use client";

import clsx from "clsx";
import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef } from "react";
import { tidy } from "@/lib/fields";
import { ErrorSummary } from "../form/error-summary";
import { PasswordField } from "../form/password-field";
import { TextField } from "../form/text-field";
import { useProof } from "./use-proof";

/** Asks for the password, with a code if the member has an app, or for a passkey. */
export function StepUpDialog({ close }: { close: (done: boolean) => void }) {
  const t = useTranslations("auth");
  const dialog = useRef<HTMLDialogElement>(null);

  // The first element that can have the focus is the button that shows the password, so the field gets it
  // here.
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector("input")?.focus();
  }, []);

  /** Closes the dialog first, so that the focus returns to where it was. */
  const finish = (done: boolean) => {
    dialog.current?.close();
    close(done);
  };
  const { busy, errors, withPassword, withPasskey, codeShown, codeDue, passkeyShown } = useProof(() =>
    finish(true),
  );
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    void withPassword(String(form.get("stepUpPassword") ?? ""), tidy(form.get("stepUpCode")));
  };

  return (
    <dialog
      aria-labelledby="step-up-title"
      className={clsx(
        "m-auto w-[min(26rem,calc(100vw-2rem))] rounded-lg bg-paper p-6 text-ink",
        "backdrop:bg-ink/40 md:p-8",
      )}
      onCancel={() => close(false)}
      ref={dialog}
    >
      <h2 className="text-xl font-bold" id="step-up-title">
        {t("stepUp.title")}
      </h2>
      <p className="mt-2 text-[0.9375rem] text-soft">{t("stepUp.text")}</p>
      <form className="mt-6 space-y-5" method="post" noValidate onSubmit={submit}>
        <ErrorSummary errors={errors} labels={{ stepUpPassword: t("password"), stepUpCode: t("code") }} />
        <PasswordField
          autoComplete="current-password"
          error={errors.fields.stepUpPassword}
          label={t("password")}
          name="stepUpPassword"
          required
        />
        {codeShown && (
          <TextField
            autoComplete="one-time-code"
            autoFocus={codeDue}
            error={errors.fields.stepUpCode}
            hint={t("codeHint")}
            label={t("code")}
            maxLength={32}
            name="stepUpCode"
            spellCheck={false}
          />
        )}
        <div className="flex flex-col gap-3">
          <button aria-disabled={busy} className="button button-accent" type="submit">
            {t("stepUp.confirm")}
          </button>
          {passkeyShown && (
            <button
              aria-disabled={busy}
              className="button button-line"
              onClick={() => void withPasskey()}
              type="button"
            >
              {t("stepUp.passkey")}
            </button>
          )}
          <button className="button" onClick={() => finish(false)} type="button">
            {t("stepUp.cancel")}
          </button>
        </div>
      </form>
    </dialog>
  );
}
