import { useLocale, useTranslations } from "next-intl";
import type { PackingSlips } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

type Props = { slip: PackingSlips["items"][number]; shop: string };

/** A sheet of paper. */
export function PackingSlip({ slip, shop }: Props) {
  const t = useTranslations("adminOrders");
  const locale = useLocale();
  const { number, placedAt, buyer, shippingAddress, lines, total } = slip;
  const { recipient, phone, postcode, address1, address2, memo } = shippingAddress;
  const priced = total !== null;
  return (
    <article
      aria-label={`${t("slip")} ${number}`}
      className="mb-6 break-after-page rounded-lg border border-line bg-white p-6 print:border-0 print:p-0"
    >
      <div className="flex items-baseline justify-between gap-4">
        <h2 className="text-xl font-bold">{t("slip")}</h2>
        <p className="font-semibold">{shop}</p>
      </div>
      <p className="mt-1 text-[0.9375rem] tabular-nums">
        {number} · <time dateTime={placedAt}>{formatDateTime(placedAt, locale)}</time>
      </p>
      <p className="mt-4 space-y-0.5">
        <span className="block text-lg font-semibold">
          {recipient} <span className="tabular-nums">{phone}</span>
        </span>
        <span className="block">
          ({postcode}) {address1} {address2}
        </span>
        {memo && <span className="block font-medium">{memo}</span>}
        <span className="block text-sm text-soft">
          {t("buyer")}: {buyer}
        </span>
      </p>
      <table className="mt-4 w-full text-left text-[0.9375rem]">
        <thead className="border-y border-line text-sm whitespace-nowrap text-soft">
          <tr>
            <th className="py-1.5 pr-3" scope="col">
              {t("product")}
            </th>
            <th className="py-1.5 pr-3" scope="col">
              {t("sku")}
            </th>
            <th className="py-1.5 pr-3 text-right" scope="col">
              {t("quantity")}
            </th>
            <th className="py-1.5 text-right" scope="col">
              {t("unsent")}
            </th>
            {priced && (
              <th className="py-1.5 pl-3 text-right" scope="col">
                {t("price")}
              </th>
            )}
          </tr>
        </thead>
        <tbody className="divide-y divide-line">
          {lines.map(({ sku, name, options, quantity, unsent, lineTotal }) => (
            <tr className={unsent === 0 ? "text-soft" : ""} key={`${sku} ${name}`}>
              <th className="py-1.5 pr-3 font-medium" scope="row">
                {[name, ...options.map(({ value }) => value)].join(" · ")}
              </th>
              <td className="py-1.5 pr-3 whitespace-nowrap print:whitespace-normal">{sku}</td>
              <td className="py-1.5 pr-3 text-right tabular-nums">{quantity}</td>
              <td className="py-1.5 text-right font-semibold tabular-nums">{unsent}</td>
              {lineTotal && (
                <td className="py-1.5 pl-3 text-right tabular-nums">{formatMoney(lineTotal, locale)}</td>
              )}
            </tr>
          ))}
        </tbody>
      </table>
      {total && (
        <p className="mt-3 text-right font-bold tabular-nums">
          {t("total")} {formatMoney(total, locale)}
        </p>
      )}
    </article>
  );
}
