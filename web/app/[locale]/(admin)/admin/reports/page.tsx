import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { NoRows } from "@/components/admin/frame/no-rows";
import { ProductTable } from "@/components/admin/reports/product-table";
import { SalesChart } from "@/components/admin/reports/sales-chart";
import { SalesTable } from "@/components/admin/reports/sales-table";
import { TaxTable } from "@/components/admin/reports/tax-table";
import { Missing } from "@/components/ui/missing";
import { listAddress, type PageQuery } from "@/lib/admin/list-address";
import { type ReportSearch, reportSearchOf } from "@/lib/admin/reports/search";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { readBestProducts, readSales, readTaxByMonth } from "@/lib/api/reports";
import { visitorApi } from "@/lib/api/server";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/reports";

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "report:read")) return missingMetadata();
  const t = await getTranslations("adminReports");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** What the shop sold: by day, and the best products. */
export default async function ReportsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "report:read")) return <Missing />;
  const [t, query, api] = await Promise.all([getTranslations("adminReports"), searchParams, visitorApi()]);
  const search = reportSearchOf(query);
  const period = { ...(search.from && { from: search.from }), ...(search.to && { to: search.to }) };
  const [sales, best, tax] = await Promise.all([
    readSales(api, period).then(unwrap),
    readBestProducts(api, { ...period, by: search.by }).then(unwrap),
    readTaxByMonth(api, period).then(unwrap),
  ]);
  const csv = listAddress("/api/v1/admin/reports/sales.csv", { from: sales.from, to: sales.to });
  const taxCsv = listAddress("/api/v1/admin/reports/tax.csv", { from: sales.from, to: sales.to });
  return (
    <AdminPage
      actions={
        // A plain link: the file is the API's, not a page of the web.
        <a className="button button-line" href={csv}>
          {t("csv")}
        </a>
      }
      intro={t("intro")}
      title={t("title")}
    >
      <PeriodForm search={{ from: sales.from, to: sales.to, by: search.by }} />
      <div className="mt-6 space-y-6">
        <SalesChart report={sales} />
        <SalesTable days={sales.days} />
        <div>
          <div className="mb-3 flex flex-wrap items-center justify-between gap-3">
            <h2 className="text-lg font-bold">{t("tax")}</h2>
            <a className="button button-line" href={taxCsv}>
              {t("taxCsv")}
            </a>
          </div>
          <p className="mb-3 text-[0.9375rem] text-soft">{t("taxText")}</p>
          <TaxTable months={tax.items} />
        </div>
        {/* No landmark: the table in it is one of the same name. */}
        <div>
          <h2 className="mb-3 text-lg font-bold">{t("best")}</h2>
          {best.items.length === 0 ? (
            <NoRows text={t("none")} />
          ) : (
            <ProductTable items={best.items} mayRead={holds(member, "product:read")} />
          )}
        </div>
      </div>
    </AdminPage>
  );
}

async function PeriodForm({ search: { from, to, by } }: { search: ReportSearch }) {
  const [t, locale] = await Promise.all([getTranslations("adminReports"), getLocale()]);
  return (
    <form action={localePath(locale, PATH)} className="flex flex-wrap items-center gap-2" method="get">
      <input aria-label={t("from")} className="field w-auto!" defaultValue={from} name="from" type="date" />
      <span aria-hidden="true">–</span>
      <input aria-label={t("to")} className="field w-auto!" defaultValue={to} name="to" type="date" />
      <select aria-label={t("by")} className="field w-auto!" defaultValue={by} name="by">
        <option value="net">{t("byNet")}</option>
        <option value="pieces">{t("byPieces")}</option>
      </select>
      <button className="button button-ink" type="submit">
        {t("show")}
      </button>
    </form>
  );
}
