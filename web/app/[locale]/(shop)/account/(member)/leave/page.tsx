import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage, Panel } from "@/components/account/account-page";
import { ConfirmHere } from "@/components/account/confirm-here";
import { LeaveForm } from "@/components/account/leave-form";
import { ClientWords } from "@/components/client-words";
import { ShopLink } from "@/components/ui/shop-link";
import { accountMetadata } from "@/lib/account/page-title";
import { getLeavingTerms } from "@/lib/api/account";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import type { LeavingTerms } from "@/lib/api/types";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("leave");

const deleted = ["profile", "addresses", "cart", "coupons", "sessions", "passkeys"] as const;

/** Explains once and in full what leaving means. The two buttons have the same weight. */
export default async function LeavePage() {
  await requireMember();
  const t = await getTranslations("account");
  const leaving = unwrap(await getLeavingTerms(await visitorApi()));
  return (
    <AccountPage intro={t("leave.intro")} title={t("pages.leave")}>
      {leaving.openOrders.length > 0 && <OpenOrders orders={leaving.openOrders} />}
      <Panel id="deleted" title={t("leave.deleted")}>
        <ul className="list-disc space-y-1.5 pl-5">
          {deleted.map((part) => (
            <li key={part}>{t(`leave.deletes.${part}`)}</li>
          ))}
        </ul>
      </Panel>
      <Panel id="kept" text={t("leave.keptText")} title={t("leave.kept")}>
        <dl className="divide-y divide-line">
          {leaving.kept.map(({ what, years, days, until }) => (
            <div
              className="flex flex-wrap justify-between gap-x-6 gap-y-1 py-3 first:pt-0 last:pb-0"
              key={what}
            >
              <dt>
                <span className="font-semibold">{t(`leave.keeps.${what}`)}</span>
                <span className="block text-[0.9375rem] text-soft">{t(`leave.why.${what}`)}</span>
              </dt>
              <dd className="font-semibold tabular-nums">
                {years ? t("leave.years", { count: years }) : days ? t("leave.days", { count: days }) : until}
              </dd>
            </div>
          ))}
        </dl>
      </Panel>
      <ClientWords of={["auth", "form", "account.form", "account.leave"]}>
        <LeaveForm blocked={leaving.openOrders.length > 0} />
      </ClientWords>
    </AccountPage>
  );
}

async function OpenOrders({ orders }: { orders: LeavingTerms["openOrders"] }) {
  const [t, status] = await Promise.all([
    getTranslations("account.leave"),
    getTranslations("order.statuses"),
  ]);
  return (
    <section aria-labelledby="open-orders" className="rounded-lg bg-accent-wash p-5 md:p-7">
      <h2 className="text-lg font-bold text-accent-deep" id="open-orders">
        {t("openOrders", { count: orders.length })}
      </h2>
      <p className="mt-1.5 text-[0.9375rem]">{t("openOrdersText")}</p>
      <ul className="mt-3 divide-y divide-line">
        {orders.map((order) => (
          <li className="flex flex-wrap items-center justify-between gap-x-4 gap-y-1 py-1.5" key={order.id}>
            <ShopLink
              className="flex min-h-11 flex-col justify-center xs:flex-row xs:items-center xs:gap-x-2"
              href={`/orders/${order.id}`}
            >
              <span className="text-link tabular-nums">{order.number}</span>
              <span className="text-[0.9375rem] text-soft">{status(order.status)}</span>
            </ShopLink>
            {order.status === "delivered" && (
              <ClientWords of={["order", "form"]}>
                <ConfirmHere number={order.number} orderId={order.id} />
              </ClientWords>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
