"use client";

import { useLocale, useTranslations } from "next-intl";
import type { FullOrder } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

/** Where to transfer the money, and until when. */
export function DepositPart({ order }: { order: FullOrder }) {
  const t = useTranslations("order");
  const locale = useLocale();
  const deposit = order.payment?.deposit;
  if (order.status !== "awaiting_deposit" || !deposit) return null;
  const { bank, accountNumber, holder, dueAt } = deposit;
  return (
    <section aria-labelledby="deposit" className="mt-8 max-w-xl rounded-lg bg-sand p-5 md:p-7">
      <h2 className="text-lg font-bold" id="deposit">
        {t("depositTitle")}
      </h2>
      <dl className="mt-4 grid grid-cols-[6rem_1fr] gap-y-2 text-[0.9375rem]">
        <dt className="text-soft">{t("depositAccount")}</dt>
        <dd className="font-semibold tabular-nums select-all">
          {bank} {accountNumber}
        </dd>
        {holder && (
          <>
            <dt className="text-soft">{t("depositHolder")}</dt>
            <dd>{holder}</dd>
          </>
        )}
        <dt className="text-soft">{t("depositAmount")}</dt>
        <dd className="font-semibold tabular-nums">{formatMoney(order.total, locale)}</dd>
        <dt className="text-soft">{t("depositDue")}</dt>
        <dd>
          <time dateTime={dueAt}>{formatDateTime(dueAt, locale)}</time>
        </dd>
      </dl>
      <p className="mt-3 text-sm text-soft">{t("depositText")}</p>
      {order.payment?.provider === "sandbox" && (
        <a className="button button-line mt-5" href={`/sandbox/deposits/${accountNumber}?locale=${locale}`}>
          {t("depositSandbox")}
        </a>
      )}
    </section>
  );
}
