"use client";

import { useLocale, useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { useState } from "react";
import { useStepUp } from "@/components/auth/step-up";
import { Notice, Refusal } from "@/components/form/notice";
import { isUnsaved, type LineOptions, optionLines, type SentVariants } from "@/lib/admin/claim-options";
import { useApi } from "@/lib/api/browser";
import { approveClaim, completeClaim, turnIntoReturn } from "@/lib/api/staff-claims";
import type { StaffClaim } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";
import { FaultChoice } from "./fault-choice";
import { FeeBackForm } from "./fee-back-form";
import { FeeForms } from "./fee-forms";
import { InspectForm } from "./inspect-form";
import { OptionsForm } from "./options-form";
import { CollectForm, ReshipForm } from "./parcel-forms";
import { RejectForm } from "./reject-form";
import { useClaimStep } from "./use-claim-step";

type Props = { claim: StaffClaim };

/**
 * What staff may do with a claim at its step. `options`: of an exchange that is not approved yet; null: they
 * could not be read.
 */
export function ClaimWork({ claim, options }: Props & { options: LineOptions | null }) {
  const t = useTranslations("adminClaims");
  const { kind, status } = claim;
  const [chosen, choose] = useState<SentVariants>({});
  const lines = optionLines(claim, options ?? {});
  const feeIsDue = claim.fee?.state === "due" && claim.kind === "exchange";
  const over = ["refunded", "done", "rejected", "withdrawn"].includes(status);
  return (
    <section aria-labelledby="work" className="space-y-5 rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="work">
        {t("work")}
      </h2>
      {over && <p className="text-soft">{t("over")}</p>}
      {status === "refunding" && <p className="text-soft">{t("refunding")}</p>}
      {options === null && <p className="text-[0.9375rem] text-soft">{t("optionsUnread")}</p>}
      {options && kind === "exchange" && status === "requested" && (
        <OptionsForm choose={choose} chosen={chosen} claim={claim} lines={lines} />
      )}
      {status === "requested" && <Approve claim={claim} unsaved={isUnsaved(lines, chosen)} />}
      {status === "collecting" && <CollectForm claim={claim} />}
      {status === "collected" && <InspectForm claim={claim} />}
      {status === "inspected" &&
        (kind === "return" ? <Complete claim={claim} /> : !feeIsDue && <ReshipForm claim={claim} />)}
      {feeIsDue && <FeeForms claim={claim} />}
      <FeeBackForm claim={claim} />
      {status === "reshipping" && <Complete claim={claim} />}
      {["requested", "collecting", "collected"].includes(status) && <RejectForm claim={claim} />}
      {kind === "exchange" && ["requested", "inspected"].includes(status) && <Turn claim={claim} />}
    </section>
  );
}

type ButtonProps = {
  label: string;
  text?: string;
  act: () => void;
  plain?: boolean;
  step: ReturnType<typeof useClaimStep>;
  children?: ReactNode;
};

function StepButton({ label, text, act, plain = false, step: { state }, children }: ButtonProps) {
  return (
    <div>
      {text && <p className="mb-3 text-[0.9375rem] text-soft">{text}</p>}
      <button
        aria-disabled={state.busy}
        className={plain ? "button button-line" : "button button-ink"}
        onClick={act}
        type="button"
      >
        {label}
      </button>
      <Notice text={state.notice} />
      <Refusal text={state.errors.failure} />
      {children}
    </div>
  );
}

/** `unsaved`: of the options that are chosen, which the approval would not reserve. */
function Approve({ claim, unsaved }: Props & { unsaved: boolean }) {
  const t = useTranslations("adminClaims");
  const api = useApi();
  const step = useClaimStep({ codes: { OUT_OF_STOCK: t("optionsSoldOut") } });
  const [fault, setFault] = useState(claim.fault);
  const [asked, setAsked] = useState(false);
  const act = () => {
    setAsked(unsaved);
    if (!unsaved) void step.take(() => approveClaim(api, claim.id, fault), t("approved"));
  };
  return (
    <div>
      <FaultChoice choose={setFault} claim={claim} fault={fault} />
      <StepButton act={act} label={t("approve")} step={step}>
        <Refusal text={asked && unsaved ? t("optionsUnsaved") : null} />
      </StepButton>
    </div>
  );
}

/** The refund is the server's sum, which stands on the button. It may ask for the password once more. */
function Complete({ claim }: Props) {
  const t = useTranslations("adminClaims");
  const locale = useLocale();
  const api = useApi();
  const step = useClaimStep();
  const { guarded, dialog } = useStepUp();
  const [key] = useState(() => crypto.randomUUID());
  const { expected } = claim;
  const done = expected ? t("refunded") : t("closed");
  const act = () => void step.take(() => guarded(() => completeClaim(api, claim.id, key)), done);
  return (
    <StepButton
      act={act}
      label={expected ? t("refund", { amount: formatMoney(expected.amount, locale) }) : t("close")}
      step={step}
      {...(expected && { text: t("refundText") })}
    >
      {dialog}
    </StepButton>
  );
}

function Turn({ claim }: Props) {
  const t = useTranslations("adminClaims");
  const api = useApi();
  const step = useClaimStep();
  const act = () => void step.take(() => turnIntoReturn(api, claim.id), t("turned"));
  return <StepButton act={act} label={t("turn")} plain step={step} text={t("turnEarly")} />;
}
