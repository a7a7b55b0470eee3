import { useLocale, useTranslations } from "next-intl";
import type { FullOrder, ShopDetails } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";
import { Empty } from "../ui/empty";
import { PrintButton } from "../ui/print-button";
import { ShopLink } from "../ui/shop-link";
import { OrderAmounts } from "./amounts";

export type ReceiptShop = Pick<ShopDetails, "name" | "seller">;

const sellerFacts = [
  "representative",
  "businessNumber",
  "mailOrderNumber",
  "address",
  "phone",
  "email",
] as const;

/** What was bought, from whom, and what was paid for it: a page for paper. Every amount is the API's. */
export function Receipt({ order, shop }: { order: FullOrder; shop: ReceiptShop }) {
  const t = useTranslations("receipt");
  const locale = useLocale();
  const { id, number, placedAt, paidAt, contact, refunded, pointsRefunded = 0 } = order;
  if (paidAt === null)
    return (
      <Empty as="h1" text={t("unpaidText")} title={t("unpaid")}>
        <ShopLink className="button button-ink" href={`/orders/${id}`}>
          {t("back")}
        </ShopLink>
      </Empty>
    );
  const facts = [
    [t("number"), number],
    [t("placed"), formatDateTime(placedAt, locale)],
    [t("paid"), formatDateTime(paidAt, locale)],
    [t("buyer"), contact.name],
  ] as const;
  return (
    <article className="pt-10 pb-4 print:pt-0">
      <h1 className="text-[1.875rem] font-bold">{t("title")}</h1>
      <dl className="mt-4 grid grid-cols-[7rem_1fr] gap-y-1 text-[0.9375rem] tabular-nums">
        {facts.map(([term, value]) => (
          <div className="contents" key={term}>
            <dt className="text-soft">{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
      <SellerPart shop={shop} />
      <BoughtLines items={order.items} />
      <div className="ml-auto max-w-sm">
        <OrderAmounts order={order} />
        {refunded.amount > 0 && (
          <p className="mt-3 flex justify-between text-[0.9375rem]">
            <span className="text-soft">{t("refunded")}</span>
            <span className="font-semibold tabular-nums">−{formatMoney(refunded, locale)}</span>
          </p>
        )}
        {pointsRefunded > 0 && (
          <p className="mt-3 flex justify-between text-[0.9375rem]">
            <span className="text-soft">{t("pointsRefunded")}</span>
            <span className="font-semibold tabular-nums">{t("points", { points: pointsRefunded })}</span>
          </p>
        )}
      </div>
      <div className="mt-8 flex flex-wrap gap-3 print:hidden">
        <PrintButton label={t("print")} />
        <ShopLink className="button button-line" href={`/orders/${id}`}>
          {t("back")}
        </ShopLink>
      </div>
    </article>
  );
}

/** What the merchant has not entered is left out. */
function SellerPart({ shop: { name, seller } }: { shop: ReceiptShop }) {
  const t = useTranslations("receipt");
  const footer = useTranslations("footer");
  return (
    <section aria-labelledby="seller" className="mt-6 border-t border-line pt-4 text-[0.9375rem]">
      <h2 className="font-bold" id="seller">
        {t("seller")}: {seller.tradeName ?? name}
      </h2>
      <dl className="mt-1.5 grid grid-cols-[10rem_1fr] gap-y-1">
        {sellerFacts.map((fact) =>
          seller[fact] === null ? null : (
            <div className="contents" key={fact}>
              <dt className="text-soft">{footer(fact)}</dt>
              <dd>{seller[fact]}</dd>
            </div>
          ),
        )}
      </dl>
    </section>
  );
}

const HEADING = "py-1.5 pl-3 text-right whitespace-nowrap";
const FIGURE = `${HEADING} tabular-nums`;

function BoughtLines({ items }: Pick<FullOrder, "items">) {
  const t = useTranslations("receipt");
  const amounts = useTranslations("amounts");
  const locale = useLocale();
  return (
    <table className="mt-6 w-full text-left text-[0.9375rem]">
      <thead className="border-y border-line text-sm text-soft">
        <tr>
          {(["product", "quantity", "price", "amount"] as const).map((name, at) => (
            <th className={at === 0 ? "py-1.5" : HEADING} key={name} scope="col">
              {t(name)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody className="divide-y divide-line">
        {items.map((item) => (
          <tr key={item.id}>
            <th className="py-1.5 font-medium" scope="row">
              {[item.name, ...item.options.map(({ value }) => value)].join(" · ")}
              {item.taxType === "tax_free" && (
                <span className="block text-sm text-soft">{amounts("taxFreeGoods")}</span>
              )}
              {item.canceled > 0 && (
                <span className="block text-sm text-soft">
                  {amounts("canceled", { count: item.canceled })}
                </span>
              )}
              {item.returned > 0 && (
                <span className="block text-sm text-soft">
                  {amounts("returned", { count: item.returned })}
                </span>
              )}
            </th>
            <td className={FIGURE}>{item.quantity}</td>
            <td className={FIGURE}>{formatMoney(item.unitPrice, locale)}</td>
            <td className={FIGURE}>{formatMoney(item.lineTotal, locale)}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
