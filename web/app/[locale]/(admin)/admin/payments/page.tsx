import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import type { ReactNode } from "react";
import { AdminPage } from "@/components/admin/frame/admin-page";
import { ListChoice } from "@/components/admin/frame/list-choice";
import { ListPages } from "@/components/admin/frame/list-pages";
import { ListSearch } from "@/components/admin/frame/list-search";
import { NoRows } from "@/components/admin/frame/no-rows";
import { StatusTabs } from "@/components/admin/frame/status-tabs";
import { FindingTable } from "@/components/admin/payments/finding-table";
import { PaymentTable } from "@/components/admin/payments/payment-table";
import { ReceiptTable } from "@/components/admin/payments/receipt-table";
import { RefundTable } from "@/components/admin/payments/refund-table";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { noRowsOf, oneOf, type PageQuery } from "@/lib/admin/list-address";
import { attentions, paymentQueryOf, paymentSearchOf, providers } from "@/lib/admin/payment-filters";
import { holds } from "@/lib/admin/tasks";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { listFindings, listOpenReceipts, listOpenRefunds, listStaffPayments } from "@/lib/api/staff-payments";
import { shopCurrency } from "@/lib/config";
import { missingMetadata } from "@/lib/page-metadata";
import { localePath } from "@/lib/paths";
import { getMember } from "@/lib/session/member";

const PATH = "/admin/payments";
const AT_ONCE = 50;

export async function generateMetadata(): Promise<Metadata> {
  if (!holds(await getMember(), "payment:read")) return missingMetadata();
  const t = await getTranslations("adminPayments");
  return { title: t("title"), robots: { index: false, follow: false } };
}

/** The payments of the shop, the refunds that wait, and what the providers' lists say otherwise. */
export default async function PaymentsPage({ searchParams }: { searchParams: Promise<PageQuery> }) {
  const member = await getMember();
  if (!holds(member, "payment:read")) return <Missing />;
  const [t, locale, query, api] = await Promise.all([
    getTranslations("adminPayments"),
    getLocale(),
    searchParams,
    visitorApi(),
  ]);
  const search = paymentSearchOf(query);
  const cursor = oneOf(query, "cursor");
  const page = { limit: AT_ONCE, ...(cursor && { cursor }) };
  const [listed, refunds, receipts, findings] = await Promise.all([
    listStaffPayments(api, { ...paymentQueryOf(search), ...page }).then(unwrap),
    listOpenRefunds(api).then(unwrap),
    listOpenReceipts(api).then(unwrap),
    listFindings(api).then(unwrap),
  ]);
  const pays = holds(member, "payment:confirm");
  const may = { decide: holds(member, "order:refund"), pay: pays };
  const tabs = attentions.map((each) => ({ status: each, label: t(`attention.${each}`) }));
  return (
    <AdminPage intro={t("intro")} title={t("title")}>
      <ClientWords of={["form", "auth", "adminPayments", "banks"]}>
        <ListSearch
          action={localePath(locale, PATH)}
          label={t("search")}
          placeholder={t("searchHint")}
          q={search.q}
        >
          <ListChoice
            all={t("allProviders")}
            label={t("provider")}
            name="provider"
            options={providers.map((value) => ({ value, label: t(`providers.${value}`) }))}
            value={search.provider}
          />
          {search.status !== "" && <input name="status" type="hidden" value={search.status} />}
        </ListSearch>
        <StatusTabs
          name={t("tabs")}
          path={PATH}
          search={search}
          tabs={[{ status: "", label: t("all") }, ...tabs]}
        />
        {listed.items.length === 0 ? (
          <NoRows {...noRowsOf(t, PATH, { ...search, cursor })} />
        ) : (
          <PaymentTable mayConfirm={pays} rows={listed.items} />
        )}
        <ListPages cursor={cursor} nextCursor={listed.nextCursor} path={PATH} search={search} />
        <Part id="refunds" none={t("noRefunds")} title={t("refunds")}>
          {refunds.items.length > 0 && <RefundTable may={may} rows={refunds.items} />}
        </Part>
        <Part id="receipts" none={t("noReceipts")} title={t("receipts")}>
          {receipts.items.length > 0 && <ReceiptTable mayRetry={pays} rows={receipts.items} />}
        </Part>
        <Part id="findings" none={t("noFindings")} title={t("findings")}>
          {findings.items.length > 0 && <FindingTable currency={shopCurrency()} rows={findings.items} />}
        </Part>
      </ClientWords>
    </AdminPage>
  );
}

type PartProps = { id: string; title: string; none: string; children: ReactNode };

function Part({ id, title, none, children }: PartProps) {
  return (
    // The table is a region of this name.
    <div className="mt-12">
      <h2 className="mb-4 text-xl font-bold" id={id}>
        {title}
      </h2>
      {children || <p className="text-soft">{none}</p>}
    </div>
  );
}
