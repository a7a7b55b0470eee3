"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { findMe, stepUp } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { Api } from "@/lib/api/client";
import type { Me, StepUpRequest } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { askForPasskey, passkeysPossible } from "@/lib/session/passkey";
import { PasswordField } from "../ui/password-field";
import { TextField } from "../ui/text-field";
import { FormErrors } from "./form-errors";
import { useForm } from "./use-form";

const fields = { password: "stepUpPassword", code: "stepUpCode" } as const;

/** Asks for the password (and the code of those who have one), or for a passkey. */
export function StepUpDialog({ close }: { close: (done: boolean) => void }) {
  const t = useTranslations("session");
  const api = useApi();
  const dialog = useRef<HTMLDialogElement>(null);
  const factors = useFactors(api);
  const [codeDue, setCodeDue] = useState(false);
  const { busy, trouble, send, complain } = useForm({
    fields,
    codes: { INVALID_CREDENTIALS: t("stepUp.wrong") },
  });

  // The first thing in it is the switch beside the label, which nobody came for.
  useEffect(() => {
    dialog.current?.showModal();
    dialog.current?.querySelector("input")?.focus();
  }, []);

  /** Closed before it goes, so that the focus returns to where it was. */
  const finish = (done: boolean) => {
    dialog.current?.close();
    close(done);
  };
  const prove = async (proof: StepUpRequest) => {
    const answer = await send(
      () => stepUp(api, proof),
      ({ code }) => {
        if (code !== "SECOND_FACTOR_REQUIRED") return false;
        setCodeDue(true);
        return true;
      },
    );
    if (answer) finish(true);
  };
  const withPassword = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const password = String(form.get("stepUpPassword") ?? "");
    const code = tidy(form.get("stepUpCode"));
    if (password === "") return complain({ stepUpPassword: t("complaints.required") });
    void prove(code ? { password, code } : { password });
  };
  const withPasskey = async () => {
    const asked = await send(() => askForPasskey(api));
    if (asked?.data) await prove({ passkey: asked.data });
  };

  return (
    <dialog
      aria-labelledby="step-up-title"
      className="m-auto w-[min(26rem,calc(100vw-2rem))] rounded-lg bg-paper p-6 text-ink backdrop:bg-ink/40 md:p-8"
      onCancel={() => close(false)}
      ref={dialog}
    >
      <h2 className="text-xl font-bold" id="step-up-title">
        {t("stepUp.title")}
      </h2>
      <p className="mt-2 text-[0.9375rem] text-soft">{t("stepUp.text")}</p>
      <form className="mt-6 space-y-5" noValidate onSubmit={withPassword}>
        <FormErrors labels={{ stepUpPassword: t("password"), stepUpCode: t("code") }} trouble={trouble} />
        <PasswordField
          autoComplete="current-password"
          error={trouble.errors.stepUpPassword}
          hide={t("hide")}
          label={t("password")}
          name="stepUpPassword"
          required
          show={t("show")}
        />
        {(codeDue || factors?.totp) && (
          <TextField
            autoComplete="one-time-code"
            autoFocus={codeDue}
            error={trouble.errors.stepUpCode}
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
          {factors !== null && factors.passkeys > 0 && passkeysPossible() && (
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

/** What the member can prove themselves with; null until it is known. */
function useFactors(api: Api): Me["secondFactor"] | null {
  const [factors, setFactors] = useState<Me["secondFactor"] | null>(null);
  useEffect(() => {
    let left = false;
    void findMe(api).then((me) => {
      if (!left && me.ok) setFactors(me.data.secondFactor);
    });
    return () => {
      left = true;
    };
  }, [api]);
  return factors;
}
