"use client";

import { useTranslations } from "next-intl";
import { inFours, isCode, readCode } from "@/lib/account/one-time-code";
import { confirmTotp } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import type { useStepUp } from "../auth/step-up";
import { ChangeForm } from "../form/change-form";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";
import { CopyButton } from "./copy-button";
import { QrCode } from "./qr-code";

type Props = {
  secret: string;
  /** otpauth://… */
  uri: string;
  guarded: ReturnType<typeof useStepUp>["guarded"];
  confirmed: (recoveryCodes: string[]) => void;
  cancel: () => void;
};

/** Hands the secret to the app, by camera or by hand, and asks for a first code of the app. */
export function TotpEnrolment({ secret, uri, guarded, confirmed, cancel }: Props) {
  const t = useTranslations("account.security");
  const words = useTranslations("account.form");
  const api = useApi();
  const state = useChange({
    fields: { code: "totpCode" },
    codes: { INVALID_CREDENTIALS: t("wrongCode"), PATTERN: t("sixDigits") },
    beside: { INVALID_CREDENTIALS: "totpCode" },
  });

  return (
    <div className="space-y-6">
      <div>
        <h3 className="font-bold">{t("scan")}</h3>
        <div className="mt-3 flex flex-wrap items-center gap-x-8 gap-y-4">
          <QrCode label={t("qr")} text={uri} />
          <div className="min-w-0 max-w-sm flex-1 basis-60">
            <p className="text-[0.9375rem] text-soft">{t("byHand")}</p>
            <p className="mt-2 rounded-md bg-sand px-4 py-3 font-mono tracking-wide break-words">
              {inFours(secret)}
            </p>
            <div className="mt-1 flex flex-wrap gap-x-4">
              <CopyButton text={secret}>{t("copySecret")}</CopyButton>
              <a className="inline-flex min-h-11 items-center text-[0.9375rem] text-link" href={uri}>
                {t("openApp")}
              </a>
            </div>
          </div>
        </div>
      </div>
      <div>
        <h3 className="mb-3 font-bold">{t("enterCode")}</h3>
        <ChangeForm
          beside={
            <button className="button button-line" onClick={cancel} type="button">
              {words("cancel")}
            </button>
          }
          check={(values) => (isCode(readCode(values.get("totpCode"))) ? {} : { totpCode: t("sixDigits") })}
          labels={{ totpCode: t("code") }}
          send={(values) =>
            state.change({
              call: () => guarded(() => confirmTotp(api, readCode(values.get("totpCode")))),
              after: ({ recoveryCodes }) => confirmed(recoveryCodes),
            })
          }
          state={state}
          submit={t("confirm")}
        >
          <div className="max-w-48">
            <TextField
              autoComplete="one-time-code"
              error={state.errors.fields.totpCode}
              inputMode="numeric"
              label={t("code")}
              maxLength={9}
              name="totpCode"
              placeholder="000000"
              required
            />
          </div>
        </ChangeForm>
      </div>
    </div>
  );
}
