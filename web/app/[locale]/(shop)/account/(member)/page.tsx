import type { Metadata } from "next";
import { getLocale, getTranslations } from "next-intl/server";
import { AccountNav } from "@/components/account/account-nav";
import { OrderList } from "@/components/account/order-list";
import { UnverifiedNotice } from "@/components/account/unverified-notice";
import { ClientWords } from "@/components/client-words";
import { ShopLink } from "@/components/ui/shop-link";
import { accountPath, menu } from "@/lib/account/menu";
import { listMyOrders } from "@/lib/api/account";
import { visitorApi } from "@/lib/api/server";
import { localePath } from "@/lib/paths";
import { requireMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account");
  return { title: t("title"), robots: { index: false, follow: false } };
}

export default async function AccountOverview() {
  const [t, member] = await Promise.all([getTranslations("account.overview"), requireMember()]);
  return (
    <div className="max-w-3xl">
      <h1 className="text-[1.75rem] font-bold md:text-4xl">{t("greeting", { name: member.name })}</h1>
      <p className="mt-2 text-soft">{member.email}</p>
      {!member.emailVerified && (
        <ClientWords of={["form", "account.form", "account.unverified"]}>
          <UnverifiedNotice email={member.email} />
        </ClientWords>
      )}
      <LatestOrders />
      <Shortcuts />
      <PhoneMenu />
    </div>
  );
}

/** A failure to read the orders does not take the overview down. */
async function LatestOrders() {
  const t = await getTranslations("account.overview");
  const latest = await listMyOrders(await visitorApi(), { limit: 3 });
  return (
    <section aria-labelledby="latest" className="mt-10">
      <div className="mb-3 flex items-center justify-between">
        <h2 className="text-xl font-bold" id="latest">
          {t("latest")}
        </h2>
        {latest.ok && latest.data.items.length > 0 && (
          <ShopLink
            className="inline-flex min-h-11 items-center text-[0.9375rem] text-link"
            href="/account/orders"
          >
            {t("allOrders")}
          </ShopLink>
        )}
      </div>
      {!latest.ok ? (
        <p className="rounded-lg bg-sand p-5 text-soft">{t("ordersFailed")}</p>
      ) : latest.data.items.length === 0 ? (
        <p className="rounded-lg bg-sand p-5 text-soft">
          {t("noOrders")}{" "}
          <ShopLink className="text-ink text-link" href="/products">
            {t("look")}
          </ShopLink>
        </p>
      ) : (
        <OrderList orders={latest.data.items} />
      )}
    </section>
  );
}

const shortcuts = ["addresses", "profile", "security", "agreements"] as const;

async function Shortcuts() {
  const t = await getTranslations("account");
  return (
    <section aria-labelledby="shortcuts" className="mt-10 hidden lg:block">
      <h2 className="mb-3 text-xl font-bold" id="shortcuts">
        {t("overview.shortcuts")}
      </h2>
      <ul className="grid grid-cols-2 gap-3">
        {shortcuts.map((page) => (
          <li key={page}>
            <ShopLink
              className="block h-full rounded-lg border border-line bg-white p-5 hover:border-ink"
              href={accountPath(page)}
            >
              <span className="font-bold">{t(`pages.${page}`)}</span>
              <span className="mt-1 block text-[0.9375rem] text-soft">{t(`overview.${page}`)}</span>
            </ShopLink>
          </li>
        ))}
      </ul>
    </section>
  );
}

/** Phones have no room beside the page, so the menu is a part of the overview. */
async function PhoneMenu() {
  const [t, locale] = await Promise.all([getTranslations("account"), getLocale()]);
  const groups = menu.map(({ group, pages }) => ({
    name: t(`groups.${group}`),
    pages: pages.map((page) => ({ name: t(`pages.${page}`), href: localePath(locale, accountPath(page)) })),
  }));
  return (
    <div className="mt-10 lg:hidden">
      <AccountNav groups={groups} label={t("title")} />
    </div>
  );
}
