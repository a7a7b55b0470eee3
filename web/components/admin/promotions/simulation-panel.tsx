"use client";

import { useLocale, useTranslations } from "next-intl";
import { type MouseEvent, useState } from "react";
import { TextArea } from "@/components/form/text-field";
import { cartLinesOf } from "@/lib/admin/promotions/promotion-fields";
import { useApi } from "@/lib/api/browser";
import { simulateDraft } from "@/lib/api/promotions";
import type { Money, Simulation, SimulationRequest } from "@/lib/api/types";
import { formatMoney } from "@/lib/money";

type Draft = Pick<SimulationRequest, "promotion" | "coupon">;
/** `draftOf`: the draft of the form around the panel; null while it is not complete. */
type Props = { draftOf: (values: FormData) => Draft | null };

/** What a cart would cost with the draft of the form that it stands in. Needs the words `simulation`. */
export function SimulationPanel({ draftOf }: Props) {
  const t = useTranslations("simulation");
  const api = useApi();
  const [busy, setBusy] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const [result, setResult] = useState<Simulation | null>(null);

  const run = async ({ currentTarget }: MouseEvent<HTMLButtonElement>) => {
    if (busy || !currentTarget.form) return;
    const values = new FormData(currentTarget.form);
    const draft = draftOf(values);
    const lines = cartLinesOf(String(values.get("simulatedLines") ?? ""));
    setResult(null);
    if (!draft || !lines) return setProblem(t("incomplete"));
    setBusy(true);
    setProblem(null);
    const member = values.get("simulatedMember") !== null;
    const answer = await simulateDraft(api, { ...draft, lines, member });
    setBusy(false);
    if (answer.ok) setResult(answer.data);
    else setProblem(t("failed"));
  };
  return (
    <fieldset className="space-y-4 rounded-lg bg-sand p-4">
      <legend className="sr-only">{t("title")}</legend>
      <p className="font-bold">{t("title")}</p>
      <p className="text-sm text-soft">{t("text")}</p>
      <TextArea hint={t("linesHint")} label={t("lines")} name="simulatedLines" />
      <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]">
        <input className="size-5 accent-ink" name="simulatedMember" type="checkbox" />
        {t("member")}
      </label>
      <button
        aria-disabled={busy}
        className="button button-line"
        onClick={(event) => void run(event)}
        type="button"
      >
        {t("run")}
      </button>
      <div role="status">
        {problem && <p className="text-sm font-medium text-accent-deep">{problem}</p>}
        {result && <SimulationTable result={result} />}
      </div>
    </fieldset>
  );
}

function SimulationTable({ result: { before, after } }: { result: Simulation }) {
  const t = useTranslations("simulation");
  const reasons = useTranslations("coupons.reasons");
  const locale = useLocale();
  const amount = (money: Money) => formatMoney(money, locale);
  const off = (money: Money | undefined) => (money && money.amount > 0 ? `−${amount(money)}` : "–");
  const sums = [
    [t("subtotal"), before.subtotal, after.subtotal],
    [t("delivery"), before.deliveryFee, after.deliveryFee],
    [t("total"), before.total, after.total],
  ] as const;
  return (
    <>
      {after.refused.map((reason) => (
        <p className="text-sm font-medium text-accent-deep" key={reason}>
          {t("refused", { reason: reasons(reason) })}
        </p>
      ))}
      <table className="w-full text-sm tabular-nums">
        <thead>
          <tr className="text-left text-soft">
            <th scope="col">{t("sku")}</th>
            <th className="text-right" scope="col">
              {t("before")}
            </th>
            <th className="text-right" scope="col">
              {t("after")}
            </th>
          </tr>
        </thead>
        <tbody>
          {after.lines.map((line, at) => (
            <tr key={line.sku}>
              <th className="py-1 text-left font-medium" scope="row">
                {line.sku} × {line.quantity}
              </th>
              <td className="text-right">{off(before.lines[at]?.discount)}</td>
              <td className="text-right">{off(line.discount)}</td>
            </tr>
          ))}
          {sums.map(([term, was, now]) => (
            <tr className="border-t border-line" key={term}>
              <th className="py-1 text-left font-medium" scope="row">
                {term}
              </th>
              <td className="text-right">{amount(was)}</td>
              <td className="text-right font-bold">{amount(now)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
}
