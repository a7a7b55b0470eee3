import clsx from "clsx";
import { getLocale, getTranslations } from "next-intl/server";
import { ShopLink } from "@/components/ui/shop-link";
import { figuresOf } from "@/lib/admin/today";
import type { Today } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { formatMoney } from "@/lib/money";

type Props = { today: Today; permissions: readonly string[] };

/** How the day goes, and what waits for staff. */
export async function TodayPanel({ today, permissions }: Props) {
  const [t, locale] = await Promise.all([getTranslations("today"), getLocale()]);
  return (
    <section aria-labelledby="today" className="mt-6 rounded-lg border border-line bg-white p-5 md:p-7">
      <div className="flex flex-wrap items-center justify-between gap-x-6">
        <h2 className="text-xl font-bold" id="today">
          {t("title")}
        </h2>
        <ShopLink className="inline-flex min-h-11 items-center text-link" href="/admin/reports">
          {t("toReports")}
        </ShopLink>
      </div>
      <dl className="mt-3 grid gap-4 sm:grid-cols-3">
        {(["today", "yesterday", "lastWeek"] as const).map((name) => (
          <div key={name}>
            <dt className="text-[0.9375rem] text-soft">{t(name)}</dt>
            <dd className="text-lg font-bold tabular-nums">{formatMoney(today.sales[name].paid, locale)}</dd>
            <dd className="text-[0.9375rem]">{t("orders", { count: today.sales[name].orders })}</dd>
          </div>
        ))}
      </dl>
      {today.checkout.placed !== null && today.checkout.paid !== null && (
        <p className="mt-3 text-[0.9375rem] text-soft">
          {t("checkout", { placed: today.checkout.placed, paid: today.checkout.paid })}
        </p>
      )}
      <ul className="mt-5 grid border-t border-line pt-3 sm:grid-cols-2 sm:gap-x-8 lg:grid-cols-3">
        {figuresOf(today, permissions).map(({ name, count, path }) => (
          <li className="flex min-h-11 items-center justify-between gap-4" key={name}>
            {path === null ? (
              <span>{t(`waiting.${name}`)}</span>
            ) : (
              <ShopLink className="inline-flex min-h-11 items-center text-link" href={path}>
                {t(`waiting.${name}`)}
              </ShopLink>
            )}
            <span className={clsx("tabular-nums", count === 0 ? "text-soft" : "font-bold")}>
              {count ?? t("unknown")}
            </span>
          </li>
        ))}
      </ul>
      <ClaimAges claims={today.claims} linked={permissions.includes("order:read")} />
      <AuditFindings audit={today.audit} />
    </section>
  );
}

/** Whether the books are sound. What is wrong stands below, for those who mend it. */
async function AuditFindings({ audit: { checkedAt, count, modules } }: { audit: Today["audit"] }) {
  const [t, locale] = await Promise.all([getTranslations("today"), getLocale()]);
  const at = checkedAt === null ? "" : formatDateTime(checkedAt, locale);
  const state = checkedAt === null ? "auditNone" : count === 0 ? "auditSound" : "auditFound";
  const colour = { auditNone: "bg-sand", auditSound: "bg-leaf-wash", auditFound: "bg-accent-wash font-bold" };
  return (
    <div className="mt-3 border-t border-line pt-3">
      <p className="flex flex-wrap items-center gap-x-4 gap-y-2">
        <span>{t("audit")}</span>
        <span className={`rounded-md px-2.5 py-1 text-[0.9375rem] tabular-nums ${colour[state]}`}>
          {t(state, { count, at })}
        </span>
      </p>
      {modules.map(({ module, count: found, findings }) => (
        <details className="mt-2" key={module}>
          <summary className="min-h-11 cursor-pointer py-2">
            {t("auditModule", { module, count: found })}
          </summary>
          <ul className="list-disc pl-6 text-[0.9375rem]" lang="en">
            {findings.map((finding) => (
              <li className="wrap-anywhere" key={finding}>
                {finding}
              </li>
            ))}
          </ul>
        </details>
      ))}
    </div>
  );
}

/** From green to red: the older a claim, the more it presses. The words say the same. */
const ages = { fresh: "bg-leaf-wash", aging: "bg-sand", old: "bg-accent-wash font-bold" } as const;

async function ClaimAges({ claims, linked }: { claims: Today["claims"]; linked: boolean }) {
  const t = await getTranslations("today");
  return (
    <div className="mt-3 flex flex-wrap items-center gap-x-4 gap-y-2 border-t border-line pt-3">
      {linked ? (
        <ShopLink className="inline-flex min-h-11 items-center text-link" href="/admin/claims">
          {t("claims")}
        </ShopLink>
      ) : (
        <span>{t("claims")}</span>
      )}
      {(["fresh", "aging", "old"] as const).map((age) => (
        <span className={`rounded-md px-2.5 py-1 text-[0.9375rem] ${ages[age]}`} key={age}>
          {t(`claimAges.${age}`)} <span className="tabular-nums">{claims[age] ?? t("unknown")}</span>
        </span>
      ))}
    </div>
  );
}
