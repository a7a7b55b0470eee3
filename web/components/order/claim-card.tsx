"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { withdrawClaim } from "@/lib/api/claims";
import type { Claim } from "@/lib/api/types";
import { stepsOf, stepsReached } from "@/lib/checkout/claim-choice";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { Refusal } from "../form/notice";
import { useChange } from "../form/use-change";
import { ReturnAmounts } from "./return-amounts";

type Props = { orderId: string; guestToken: string | undefined; claim: Claim; changed: () => Promise<void> };

export function ClaimCard({ orderId, guestToken, claim, changed }: Props) {
  const t = useTranslations("claims");
  const locale = useLocale();
  const { kind, status, lines, fee, expected, refunding, refunded, decision, requestedAt } = claim;
  const back = refunded ?? refunding;
  return (
    <li className="space-y-3 rounded-lg border border-line bg-white p-4 text-[0.9375rem]">
      <p className="flex flex-wrap justify-between gap-x-4">
        <strong>
          {t(`kinds.${kind}`)} · {t(`statuses.${status}`)}
        </strong>
        <time className="text-soft" dateTime={requestedAt}>
          {formatDateTime(requestedAt, locale)}
        </time>
      </p>
      <ul className="text-soft">
        {lines.map(({ lineId, name, wanted, quantity, received }) => (
          <li key={lineId}>
            {kind === "exchange" && wanted
              ? t("swap", { name, wanted: wanted.name, count: quantity })
              : t("line", { name, count: quantity })}
            {received !== null && ` · ${t("received", { count: received })}`}
          </li>
        ))}
      </ul>
      <ClaimSteps claim={claim} />
      {decision && <p>{t("rejectedWhy", { reason: decision })}</p>}
      {expected && <ReturnAmounts amounts={expected} />}
      {fee && (
        <p className="flex justify-between gap-4 tabular-nums">
          <span>
            {t("exchangeFee")} · {t(`feeStates.${fee.state}`)}
          </span>
          <span>{formatMoney(fee.amount, locale)}</span>
        </p>
      )}
      {back && (
        <p className="flex justify-between gap-4 font-bold tabular-nums">
          <span>{t(refunded ? "refunded" : "refunding")}</span>
          <span>{formatMoney(back, locale)}</span>
        </p>
      )}
      {status === "requested" && (
        <Withdraw changed={changed} claimId={claim.id} guestToken={guestToken} orderId={orderId} />
      )}
    </li>
  );
}

function ClaimSteps({ claim }: { claim: Claim }) {
  const t = useTranslations("claims");
  const reached = stepsReached(claim);
  if (reached === 0) return null;
  return (
    <ol
      aria-label={t("progress", { kind: t(`kinds.${claim.kind}`) })}
      className="flex flex-wrap gap-x-1.5 gap-y-1 text-sm"
    >
      {stepsOf(claim.kind).map((step, at) => (
        <li
          aria-current={at === reached - 1 ? "step" : undefined}
          className={clsx(
            "rounded-md px-2 py-1",
            at === reached - 1 && "bg-leaf font-semibold text-white",
            at < reached - 1 && "bg-leaf-wash text-leaf",
            at >= reached && "text-soft",
          )}
          key={step}
        >
          {t(`statuses.${step}`)}
        </li>
      ))}
    </ol>
  );
}

type WithdrawProps = Pick<Props, "orderId" | "guestToken" | "changed"> & { claimId: string };

function Withdraw({ orderId, guestToken, claimId, changed }: WithdrawProps) {
  const t = useTranslations("claims");
  const api = useApi();
  const state = useChange({ codes: { WRONG_CLAIM_STATUS: t("changed") } });
  return (
    <div>
      <button
        aria-disabled={state.busy}
        className="button button-line"
        onClick={() =>
          void state.change({ call: () => withdrawClaim(api, orderId, guestToken, claimId), after: changed })
        }
        type="button"
      >
        {t("withdraw")}
      </button>
      <Refusal text={state.errors.failure} />
    </div>
  );
}
