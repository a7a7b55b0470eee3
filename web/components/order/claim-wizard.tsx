"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { requestClaim } from "@/lib/api/claims";
import type { ClaimChoice, FullOrder, Money } from "@/lib/api/types";
import { linesOf } from "@/lib/checkout/cancel-choice";
import { type ClaimReason, faultOf } from "@/lib/checkout/claim-choice";
import { formatMoney } from "@/lib/money";
import { ChangeForm } from "../form/change-form";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";
import { ClaimGoods, type Wish } from "./claim-goods";
import { ReturnAmounts } from "./return-amounts";
import { type ClaimQuote, useClaimQuote } from "./use-claim-quote";

type Props = { order: FullOrder; guestToken: string | undefined; changed: () => void };

/** Two steps: what is sent back and why, then the refund as the server computes it, and the request. */
export function ClaimWizard({ order, guestToken, changed }: Props) {
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
  guestToken: string | undefined;
  close: () => void;
  requested: () => void;
};

function Steps({ order, guestToken, close, requested }: StepsProps) {
  const t = useTranslations("claims");
  const [wish, setWish] = useState<Wish>({ pieces: {}, kind: "return", reason: "" });
  const [step, setStep] = useState<"goods" | "reason">("goods");
  const lines = linesOf(wish.pieces);
  const { kind, reason } = wish;
  const choice = lines.length > 0 && reason !== "" ? { kind, lines, fault: faultOf(reason) } : null;
  const quote = useClaimQuote(order.id, guestToken, choice);
  return (
    <>
      <h2 className="mb-4 text-lg font-bold">{t("open")}</h2>
      {step === "goods" || !choice || reason === "" ? (
        <ClaimGoods
          close={close}
          items={order.items}
          next={() => setStep("reason")}
          set={setWish}
          wish={wish}
        >
          {choice && <QuoteText quote={quote} />}
        </ClaimGoods>
      ) : (
        <ClaimForm
          back={() => setStep("goods")}
          choice={choice}
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
  /** Only another reason than those listed needs words. */
  reason: ClaimReason;
  quote: ClaimQuote;
  back: () => void;
  requested: () => void;
};

function ClaimForm({ order, guestToken, choice, reason, quote, back, requested }: FormProps) {
  const t = useTranslations("claims");
  const api = useApi();
  // A repeat is the same request, so that a lost answer claims once.
  const key = useRef(crypto.randomUUID());
  const state = useChange({
    fields: { reason: "claimReason" },
    codes: { CLAIM_TOO_LATE: t("tooLate"), TOO_MANY_PIECES: t("changed"), WRONG_ORDER_STATUS: t("changed") },
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
      <ChosenGoods choice={choice} items={order.items} />
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
function ChosenGoods({ choice: { kind, lines }, items }: { choice: ClaimChoice; items: FullOrder["items"] }) {
  const t = useTranslations("claims");
  const nameOf = (lineId: string) => items.find(({ id }) => id === lineId)?.name ?? "";
  return (
    <div className="text-[0.9375rem]">
      <p className="font-semibold">{t(`kinds.${kind}`)}</p>
      <ul className="mt-1 text-soft">
        {lines.map(({ lineId, quantity }) => (
          <li key={lineId}>{t("line", { name: nameOf(lineId), count: quantity })}</li>
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
          {quote.problem.code === "CLAIM_TOO_LATE" ? t("tooLate") : quote.problem.title}
        </p>
      )}
      {quote.state === "known" &&
        (quote.refund ? <ReturnAmounts amounts={quote.refund} /> : <ExchangeFee fee={quote.fee} />)}
    </div>
  );
}
