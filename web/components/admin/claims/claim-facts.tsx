import { useLocale, useTranslations } from "next-intl";
import { type Column, DataTable } from "@/components/admin/frame/data-table";
import { ReturnAmounts } from "@/components/order/return-amounts";
import { ShopLink } from "@/components/ui/shop-link";
import type { StaffClaim } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

type Line = StaffClaim["lines"][number];

/** What comes back and why, and what is or would be given back. */
export function ClaimFacts({ claim }: { claim: StaffClaim }) {
  const t = useTranslations("adminClaims");
  const words = useTranslations("claims");
  const locale = useLocale();
  const { order, fault, reason, decision, parcel, requestedAt } = claim;
  const figure = (name: "quantity" | "received" | "resellable", label: string): Column<Line> => ({
    name,
    label,
    figures: true,
    cell: (line) => line[name] ?? "–",
  });
  const swaps = claim.kind === "exchange" && claim.lines.some((line) => line.wanted);
  const wanted: Column<Line> = {
    name: "wanted",
    label: t("wanted"),
    cell: (line) => line.wanted?.name ?? words("sameOption"),
  };
  return (
    <>
      <section className="space-y-1 rounded-lg border border-line bg-white p-5 text-[0.9375rem]">
        <p className="font-semibold">
          {order.name} · {words(`faults.${fault}`)}
        </p>
        {reason && <p>{t("reason", { reason })}</p>}
        {decision && <p>{words("rejectedWhy", { reason: decision })}</p>}
        {parcel && (
          <p className="tabular-nums">
            {parcel.carrier} {parcel.trackingNumber}
          </p>
        )}
        <p className="text-soft">{t("requestedAt", { at: formatDateTime(requestedAt, locale) })}</p>
        <ShopLink className="inline-flex min-h-11 items-center text-link" href={`/admin/orders/${order.id}`}>
          {t("order")}
        </ShopLink>
      </section>
      <DataTable
        caption={t("lines")}
        columns={[
          { name: "sku", label: t("sku"), cell: ({ sku }: Line) => sku },
          { name: "product", label: t("product"), cell: ({ name }: Line) => name },
          ...(swaps ? [wanted] : []),
          figure("quantity", t("announced")),
          figure("received", t("received")),
          figure("resellable", t("resellable")),
        ]}
        keyOf={({ lineId }) => lineId}
        rows={claim.lines}
      />
      {hasAmounts(claim) && <ClaimAmounts claim={claim} />}
    </>
  );
}

/** A claim that was withdrawn or rejected has none. */
const hasAmounts = ({ expected, refunded, refunding, fee, kind }: StaffClaim): boolean =>
  kind === "exchange" || [expected, refunded, refunding, fee].some(Boolean);

function ClaimAmounts({ claim }: { claim: StaffClaim }) {
  const t = useTranslations("adminClaims");
  const words = useTranslations("claims");
  const locale = useLocale();
  return (
    <section aria-labelledby="money" className="rounded-lg border border-line bg-white p-5">
      <h2 className="mb-3 text-lg font-bold" id="money">
        {t("money")}
      </h2>
      {claim.expected && <ReturnAmounts amounts={claim.expected} />}
      {claim.refunded && <p className="font-bold tabular-nums">{formatMoney(claim.refunded, locale)}</p>}
      {claim.refunding && (
        <p className="font-bold tabular-nums">
          {words("refunding")} {formatMoney(claim.refunding, locale)}
        </p>
      )}
      {claim.fee ? (
        <p className="text-[0.9375rem] tabular-nums">
          {words("exchangeFee")} {formatMoney(claim.fee.amount, locale)} ·{" "}
          {words(`feeStates.${claim.fee.state}`)}
          {claim.fee.note && ` · ${claim.fee.note}`}
        </p>
      ) : (
        claim.kind === "exchange" && <p className="text-[0.9375rem]">{t("noMoney")}</p>
      )}
    </section>
  );
}
