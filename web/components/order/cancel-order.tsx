"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { cancelOrder } from "@/lib/api/order-changes";
import type { FullOrder } from "@/lib/api/types";
import { type CancelChoice, everythingLeft, linesOf, piecesLeft } from "@/lib/checkout/cancel-choice";
import { formatMoney } from "@/lib/money";
import { ChangeForm } from "../form/change-form";
import { TextField } from "../form/text-field";
import { useChange } from "../form/use-change";
import { PieceChoice } from "./piece-choice";
import { type CancelQuote, useCancelQuote } from "./use-cancel-quote";

type Props = { order: FullOrder; guestToken: string | undefined; changed: (order: FullOrder) => void };

/** The whole order, or pieces of it; the server says what is given back before the buyer decides. */
export function CancelOrder({ order, guestToken, changed }: Props) {
  const t = useTranslations("order");
  const api = useApi();
  const dialog = useRef<HTMLDialogElement>(null);
  const [open, setOpen] = useState(false);
  const [choice, setChoice] = useState<CancelChoice>(() => everythingLeft(order.items));
  // A repeat of the same choice is the same request, so that a lost answer cancels once.
  const key = useRef(crypto.randomUUID());
  const quote = useCancelQuote(order.id, guestToken, choice, open);
  const state = useChange({
    fields: { reason: "cancelReason" },
    codes: { NOT_CANCELABLE: t("notCancelable"), TOO_MANY_PIECES: t("notCancelable") },
  });
  const reasonOf = (values: FormData) => String(values.get("cancelReason") ?? "").trim();
  const choose = (next: CancelChoice) => {
    key.current = crypto.randomUUID();
    setChoice(next);
  };
  const send = (values: FormData) =>
    state.change({
      call: () =>
        cancelOrder(api, key.current, order.id, guestToken, {
          lines: linesOf(choice),
          reason: reasonOf(values),
        }),
      after: (canceled) => {
        dialog.current?.close();
        changed(canceled.order);
      },
    });
  const title = t(order.paidAt === null ? "cancelUnpaid" : "cancelTitle");
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
        {t("cancel")}
      </button>
      <dialog
        aria-label={title}
        className={clsx(
          "m-auto w-[min(32rem,calc(100vw-2.5rem))] rounded-lg bg-paper p-6 text-left text-ink",
          "backdrop:bg-ink/45 open:animate-rise",
        )}
        onClose={() => setOpen(false)}
        ref={dialog}
      >
        <h2 className="mb-4 text-lg font-bold">{title}</h2>
        <ChangeForm
          beside={
            <button className="button button-line" onClick={() => dialog.current?.close()} type="button">
              {t("keep")}
            </button>
          }
          check={(values) => (reasonOf(values) === "" ? { cancelReason: t("cancelReasonMissing") } : {})}
          labels={{ cancelReason: t("cancelReason") }}
          send={send}
          state={state}
          submit={t("cancelNow")}
        >
          {order.paidAt !== null && (
            <PieceChoice
              choose={(lineId, count) => choose({ ...choice, [lineId]: count })}
              chosen={choice}
              lines={order.items.map((item) => ({
                id: item.id,
                label: t("cancelPieces", { name: item.name }),
                most: piecesLeft(item),
              }))}
            />
          )}
          <TextField
            error={state.errors.fields.cancelReason}
            label={t("cancelReason")}
            maxLength={200}
            name="cancelReason"
          />
          {order.paidAt !== null && <QuoteLine quote={quote} />}
        </ChangeForm>
      </dialog>
    </>
  );
}

function QuoteLine({ quote }: { quote: CancelQuote }) {
  const t = useTranslations("order");
  const locale = useLocale();
  const words = {
    counting: () => t("counting"),
    nothing: () => t("cancelNothing"),
    refused: () => (quote.state === "refused" ? quote.problem.title : ""),
    known: () => (quote.state === "known" ? amountWords(quote) : ""),
  };
  const amountWords = ({ refund, points }: Extract<CancelQuote, { state: "known" }>) => {
    const amount = formatMoney(refund, locale);
    return points > 0 ? t("cancelAmountPoints", { amount, points }) : t("cancelAmount", { amount });
  };
  return (
    <p className="rounded-md bg-sand px-4 py-3 font-semibold" role="status">
      {words[quote.state]()}
    </p>
  );
}
