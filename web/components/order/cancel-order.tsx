"use client";

import clsx from "clsx";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { cancelOrder } from "@/lib/api/order-changes";
import type { FullOrder } from "@/lib/api/types";
import {
  type CancelChoice,
  type CancelReason,
  cancelReasons,
  everythingLeft,
  linesOf,
  piecesLeft,
} from "@/lib/checkout/cancel-choice";
import { lineLabel } from "@/lib/checkout/line-label";
import { formatMoney } from "@/lib/money";
import { ChangeForm } from "../form/change-form";
import { LabelledField, TextField } from "../form/text-field";
import { useChange } from "../form/use-change";
import { CancelDeductions } from "./cancel-deductions";
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
  const state = useChange<"cancelKind" | "cancelReason">({
    fields: { reason: "cancelReason" },
    codes: { NOT_CANCELABLE: t("notCancelable"), TOO_MANY_PIECES: t("notCancelable") },
  });
  const [why, setWhy] = useState<CancelReason | "">("");
  const reasonOf = (values: FormData) => {
    if (why === "") return "";
    return why === "other" ? String(values.get("cancelReason") ?? "").trim() : t(`cancelReasons.${why}`);
  };
  const check = (values: FormData): { cancelKind?: string; cancelReason?: string } => {
    if (reasonOf(values) !== "") return {};
    return { [why === "" ? "cancelKind" : "cancelReason"]: t("cancelReasonMissing") };
  };
  const choose = (next: CancelChoice) => {
    key.current = crypto.randomUUID();
    setChoice(next);
  };
  const explain = (next: CancelReason | "") => {
    key.current = crypto.randomUUID();
    setWhy(next);
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
          check={check}
          labels={{ cancelKind: t("cancelReason"), cancelReason: t("cancelWords") }}
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
                label: t("cancelPieces", { name: lineLabel(item, order.items) }),
                most: piecesLeft(item),
              }))}
            />
          )}
          <CancelWhy errors={state.errors.fields} set={explain} why={why} />
          {order.paidAt !== null && <QuoteLine quote={quote} />}
        </ChangeForm>
      </dialog>
    </>
  );
}

type WhyProps = {
  why: CancelReason | "";
  set: (why: CancelReason | "") => void;
  errors: Partial<Record<"cancelKind" | "cancelReason", string>>;
};

/** Why the buyer cancels: one of a few reasons, or words. */
function CancelWhy({ why, set, errors }: WhyProps) {
  const t = useTranslations("order");
  return (
    <>
      <LabelledField error={errors.cancelKind} label={t("cancelReason")} name="cancelKind">
        {(field) => (
          <select {...field} onChange={({ target }) => set(target.value as CancelReason | "")} value={why}>
            <option value="">{t("cancelReasonChoice")}</option>
            {cancelReasons.map((reason) => (
              <option key={reason} value={reason}>
                {t(`cancelReasons.${reason}`)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      {why === "other" && (
        <TextField error={errors.cancelReason} label={t("cancelWords")} maxLength={200} name="cancelReason" />
      )}
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
  const deductions = quote.state === "known" ? quote.deductions : [];
  return (
    <div className="rounded-md bg-sand px-4 py-3" role="status">
      <p className="font-semibold">{words[quote.state]()}</p>
      <CancelDeductions deductions={deductions} />
    </div>
  );
}
