"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import { deleteTotp, renewRecoveryCodes, startTotp } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import { useStepUp } from "../auth/step-up";
import { Notice, Refusal } from "../form/notice";
import { useChange } from "../form/use-change";
import { Icon } from "../ui/icon";
import { ConfirmButton } from "./confirm-button";
import { RecoveryCodes } from "./recovery-codes";
import { TotpEnrolment } from "./totp-enrolment";

type Props = { on: boolean; codesLeft: number };

/** The part of the page that is shown: the current state, the enrolment, or the codes (once). */
type TotpStage =
  | { name: "rest" }
  | { name: "enrolling"; secret: string; uri: string }
  | { name: "codes"; codes: string[] };

const rest: TotpStage = { name: "rest" };

/** Codes from an app at each sign-in, and recovery codes for a lost app. */
export function Totp({ on, codesLeft }: Props) {
  const t = useTranslations("account.security");
  const api = useApi();
  const router = useRouter();
  const [stage, setStage] = useState(rest);
  const box = useRef<HTMLDivElement>(null);
  const shown = useRef(stage);
  const { guarded, dialog } = useStepUp();
  const { busy, notice, errors, change } = useChange();

  // Each stage replaces the button that led to it, and takes its focus.
  useEffect(() => {
    if (shown.current !== stage) box.current?.focus();
    shown.current = stage;
  }, [stage]);

  const begin = () =>
    change({
      call: () => guarded(() => startTotp(api)),
      after: (enrolment) => setStage({ name: "enrolling", ...enrolment }),
    });
  const showCodes = (codes: string[]) => {
    setStage({ name: "codes", codes });
    router.refresh();
  };
  const renew = () =>
    change({
      call: () => guarded(() => renewRecoveryCodes(api)),
      after: ({ recoveryCodes }) => showCodes(recoveryCodes),
    });
  const turnOff = () =>
    change({ call: () => guarded(() => deleteTotp(api)), done: t("totpOff"), after: () => router.refresh() });

  return (
    <div ref={box} tabIndex={-1}>
      {stage.name === "enrolling" && (
        <TotpEnrolment
          cancel={() => setStage(rest)}
          confirmed={showCodes}
          guarded={guarded}
          secret={stage.secret}
          uri={stage.uri}
        />
      )}
      {stage.name === "codes" && <RecoveryCodes codes={stage.codes} done={() => setStage(rest)} />}
      {stage.name === "rest" && !on && (
        <button aria-disabled={busy} className="button button-ink" onClick={() => void begin()} type="button">
          {t("turnOn")}
        </button>
      )}
      {stage.name === "rest" && on && (
        <>
          <p className="flex items-center gap-1.5 font-semibold text-leaf">
            <Icon name="check" size={18} />
            {t("totpIsOn")}
          </p>
          <p className="mt-1 text-[0.9375rem] text-soft">{t("codesLeft", { count: codesLeft })}</p>
          <div className="mt-4 flex flex-wrap gap-3">
            <ConfirmButton
              act={() => void renew()}
              busy={busy}
              className="button button-line"
              confirm={t("renew")}
              text={t("renewText")}
              title={t("renewTitle")}
            >
              {t("renewCodes")}
            </ConfirmButton>
            <ConfirmButton
              act={() => void turnOff()}
              busy={busy}
              className="button button-line"
              confirm={t("turnOff")}
              text={t("turnOffText")}
              title={t("turnOffTitle")}
            >
              {t("turnOff")}
            </ConfirmButton>
          </div>
        </>
      )}
      <div className="*:not-empty:mt-3">
        <Notice text={notice} />
        <Refusal text={errors.failure} />
      </div>
      {dialog}
    </div>
  );
}
