"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { CancelDeductions } from "@/components/order/cancel-deductions";
import { PieceChoice } from "@/components/order/piece-choice";
import { useApi } from "@/lib/api/browser";
import { cancelForShop, quoteStaffCancel } from "@/lib/api/staff-orders";
import type { Deduction, Money, StaffOrder } from "@/lib/api/types";
import { linesOf, piecesLeft } from "@/lib/checkout/cancel-choice";
import { formatMoney } from "@/lib/money";

interface Shown {
  readonly intent: string;
  readonly refund: Money;
  readonly deductions: readonly Deduction[];
}

/**
 * Staff cancel pieces that are in no parcel yet. The first press shows what would be given back, the second
 * one cancels. When it is the buyer's wish, what the rest has not earned is deducted.
 */
export function CancelForm({ order }: { order: StaffOrder }) {
  const t = useTranslations("adminOrders");
  const locale = useLocale();
  const api = useApi();
  const router = useRouter();
  const [chosen, setChosen] = useState<Readonly<Record<string, number>>>({});
  const [deduct, setDeduct] = useState(false);
  const [shown, setShown] = useState<Shown | null>(null);
  // A repeat of the same choice is the same request, so that a lost answer cancels once.
  const sent = useRef({ intent: "", key: "" });
  const state = useChange({
    fields: { reason: "cancelReason" },
    codes: { NOT_CANCELABLE: t("changed"), TOO_MANY_PIECES: t("tooMany") },
  });
  const lines = linesOf(chosen);
  const intent = JSON.stringify({ lines, deduct });
  const isShown = shown?.intent === intent;
  const reasonOf = (values: FormData) => String(values.get("cancelReason") ?? "").trim();
  const keyOf = (wish: string): string => {
    if (sent.current.intent !== wish) sent.current = { intent: wish, key: crypto.randomUUID() };
    return sent.current.key;
  };
  const show = () =>
    state.change({
      call: () => quoteStaffCancel(api, order.id, { lines, deduct }),
      after: ({ refund, deductions }) => setShown({ intent, refund, deductions }),
    });
  const cancel = (reason: string) =>
    state.change({
      call: () => cancelForShop(api, keyOf(`${intent} ${reason}`), order.id, { lines, deduct, reason }),
      done: t("piecesCanceled"),
      after: () => {
        // The same choice once more is another cancellation.
        sent.current = { intent: "", key: "" };
        setShown(null);
        setChosen({});
        router.refresh();
      },
    });
  return (
    <details className="rounded-lg border border-line bg-white p-5">
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-link">
        {t("cancelPieces")}
      </summary>
      <ChangeForm
        check={(values) => ({
          ...(reasonOf(values) === "" && { cancelReason: t("reasonMissing") }),
          ...(lines.length === 0 && { cancelReason: t("cancelNothing") }),
        })}
        labels={{ cancelReason: t("reason") }}
        send={(values) => (isShown ? cancel(reasonOf(values)) : show())}
        state={state}
        submit={isShown ? t("cancelNow", { amount: formatMoney(shown.refund, locale) }) : t("cancelShow")}
      >
        <PieceChoice
          choose={(lineId, count) => setChosen({ ...chosen, [lineId]: count })}
          chosen={chosen}
          lines={order.items.map((item) => ({
            ...{ id: item.id, most: piecesLeft(item) },
            label: t("cancelPiecesOf", { sku: item.sku }),
          }))}
        />
        <label className="flex min-h-11 items-center gap-2 text-[0.9375rem]">
          <input
            checked={deduct}
            className="size-5 shrink-0 accent-ink"
            onChange={({ target }) => setDeduct(target.checked)}
            type="checkbox"
          />
          {t("cancelDeduct")}
        </label>
        <TextField
          error={state.errors.fields.cancelReason}
          label={t("cancelReason")}
          maxLength={200}
          name="cancelReason"
        />
        {isShown && (
          <div className="rounded-md bg-sand p-4" role="status">
            <p className="font-semibold tabular-nums">
              {t("cancelGivesBack", { amount: formatMoney(shown.refund, locale) })}
            </p>
            <CancelDeductions deductions={shown.deductions} />
          </div>
        )}
      </ChangeForm>
    </details>
  );
}
