"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { type ReactNode, useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { requestClaim } from "@/lib/api/claims";
import type { Claim, ClaimChoice, FullOrder, Money } from "@/lib/api/types";
import {
  type ClaimGroup,
  type ClaimReason,
  chosenGroups,
  claimGroups,
  claimLines,
  faultOf,
} from "@/lib/checkout/claim-choice";
import { formatMoney } from "@/lib/money";
import { ChangeForm } from "../form/change-form";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";
import { ClaimGoods, type Wish } from "./claim-goods";
import { ReturnAmounts } from "./return-amounts";
import { type ClaimQuote, useClaimQuote } from "./use-claim-quote";

type Props = { order: FullOrder; claims: Claim[]; guestToken: string | undefined; changed: () => void };

/** Two steps: what is sent back and why, then the refund as the server computes it, and the request. */
export function ClaimWizard({ order, claims, guestToken, changed }: Props) {
  const t = useTranslations("claims");
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  return (
    <>
      <button
        className="button button-line"
        onClick={() => {
          setOpen(true);
          dialog.current?.showModal();
        }}
        type="button"
      >
        {t("open")}
      </button>
      <dialog
        aria-label={t("open")}
        className={clsx(
          "m-auto w-[min(32rem,calc(100vw-2.5rem))] rounded-lg bg-paper p-6 text-left text-ink",
          "backdrop:bg-ink/45 open:animate-rise",
        )}
        onClose={() => setOpen(false)}
        ref={dialog}
      >
        {open && (
          <Steps
            claims={claims}
            close={() => dialog.current?.close()}
            guestToken={guestToken}
            order={order}
            requested={() => {
              dialog.current?.close();
              changed();
            }}
          />
        )}
      </dialog>
    </>
  );
}

type StepsProps = {
  order: FullOrder;
  claims: Claim[];
  guestToken: string | undefined;
  close: () => void;
  requested: () => void;
};

function Steps({ order, claims, guestToken, close, requested }: StepsProps) {
  const t = useTranslations("claims");
  const [wish, setWish] = useState<Wish>({ pieces: {}, wanted: {}, kind: "return", reason: "" });
  const [step, setStep] = useState<"goods" | "reason">("goods");
  const { kind, reason } = wish;
  const groups = claimGroups(order.items, claims);
  const lines = claimLines(groups, wish, kind);
  const choice = lines.length > 0 && reason !== "" ? { kind, lines, fault: faultOf(reason) } : null;
  const quote = useClaimQuote(order.id, guestToken, choice);
  return (
    <>
      <h2 className="mb-4 text-lg font-bold">{t("open")}</h2>
      {step === "goods" || !choice || reason === "" ? (
        <ClaimGoods
          close={close}
          groups={groups}
          guestToken={guestToken}
          next={() => setStep("reason")}
          orderId={order.id}
          set={setWish}
          wish={wish}
        >
          {choice && <QuoteText quote={quote} />}
        </ClaimGoods>
      ) : (
        <ClaimForm
          back={() => setStep("goods")}
          choice={choice}
          goods={<ChosenGoods groups={groups} wish={wish} />}
          guestToken={guestToken}
          order={order}
          quote={quote}
          reason={reason}
          requested={requested}
        />
      )}
    </>
  );
}

type FormProps = {
  order: FullOrder;
  guestToken: string | undefined;
  choice: ClaimChoice;
  /** What goes back. */
  goods: ReactNode;
  /** Only another reason than those listed needs words. */
  reason: ClaimReason;
  quote: ClaimQuote;
  back: () => void;
  requested: () => void;
};

function ClaimForm({ order, guestToken, choice, goods, reason, quote, back, requested }: FormProps) {
  const t = useTranslations("claims");
  const api = useApi();
  // A repeat is the same request, so that a lost answer claims once.
  const key = useRef(crypto.randomUUID());
  const state = useChange({
    fields: { reason: "claimReason" },
    codes: {
      ...{ CLAIM_TOO_LATE: t("tooLate"), TOO_MANY_PIECES: t("changed"), WRONG_ORDER_STATUS: t("changed") },
      ...{ EXCHANGE_PRICE_DIFFERS: t("samePrice"), EXCHANGE_VARIANT_REFUSED: t("optionRefused") },
      OUT_OF_STOCK: t("optionSoldOut"),
    },
  });
  const reasonOf = (values: FormData) =>
    reason === "other" ? String(values.get("claimReason") ?? "").trim() : t(`reasons.${reason}`);
  return (
    <ChangeForm
      beside={
        <button className="button button-line" onClick={back} type="button">
          {t("back")}
        </button>
      }
      check={(values) => (reasonOf(values) === "" ? { claimReason: t("reasonMissing") } : {})}
      labels={{ claimReason: t("reason") }}
      send={(values) => {
        const body = { ...choice, reason: reasonOf(values) };
        return state.change({
          call: () => requestClaim(api, key.current, order.id, guestToken, body),
          after: requested,
        });
      }}
      state={state}
      submit={t("submit")}
    >
      {goods}
      <QuoteText quote={quote} />
      {reason === "other" ? (
        <TextField
          error={state.errors.fields.claimReason}
          label={t("reason")}
          maxLength={200}
          name="claimReason"
          onChange={() => {
            key.current = crypto.randomUUID();
          }}
        />
      ) : (
        <p className="text-[0.9375rem]">
          <span className="text-soft">{t("fault")}</span> {t(`reasons.${reason}`)}
        </p>
      )}
    </ChangeForm>
  );
}

/** What goes back, once more before it is sent. */
function ChosenGoods({ groups, wish }: { groups: ClaimGroup[]; wish: Wish }) {
  const t = useTranslations("claims");
  const textOf = ({ key, name }: ClaimGroup): string => {
    const values = { name, count: wish.pieces[key] ?? 0 };
    const wanted = wish.kind === "exchange" ? wish.wanted[key] : undefined;
    return wanted ? t("swap", { ...values, wanted: wanted.label }) : t("line", values);
  };
  return (
    <div className="text-[0.9375rem]">
      <p className="font-semibold">{t(`kinds.${wish.kind}`)}</p>
      <ul className="mt-1 text-soft">
        {chosenGroups(groups, wish).map((group) => (
          <li key={group.key}>{textOf(group)}</li>
        ))}
      </ul>
    </div>
  );
}

function ExchangeFee({ fee }: { fee: Money }) {
  const t = useTranslations("claims");
  const locale = useLocale();
  if (fee.amount === 0) return <p>{t("exchangeFree")}</p>;
  return <p>{t("exchangeFeeText", { amount: formatMoney(fee, locale) })}</p>;
}

function QuoteText({ quote }: { quote: ClaimQuote }) {
  const t = useTranslations("claims");
  if (quote.state === "nothing") return null;
  return (
    <div className="rounded-md bg-sand px-4 py-3" role="status">
      {quote.state === "counting" && t("counting")}
      {quote.state === "refused" && (
        <p className="font-semibold">
          {quote.problem.code === "CLAIM_TOO_LATE" && t("tooLate")}
          {quote.problem.code === "OUT_OF_STOCK" && t("optionSoldOut")}
          {!["CLAIM_TOO_LATE", "OUT_OF_STOCK"].includes(quote.problem.code) && quote.problem.title}
        </p>
      )}
      {quote.state === "known" &&
        (quote.refund ? <ReturnAmounts amounts={quote.refund} /> : <ExchangeFee fee={quote.fee} />)}
    </div>
  );
}
