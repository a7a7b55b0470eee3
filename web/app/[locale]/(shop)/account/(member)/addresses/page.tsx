import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage } from "@/components/account/account-page";
import { AddressBook } from "@/components/account/address-book";
import { ClientWords } from "@/components/client-words";
import { Empty } from "@/components/ui/empty";
import { Icon } from "@/components/ui/icon";
import { ShopLink } from "@/components/ui/shop-link";
import { accountMetadata } from "@/lib/account/page-title";
import { defaultFirst, MAX_ADDRESSES } from "@/lib/address";
import { listAddresses } from "@/lib/api/account";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

export const generateMetadata = (): Promise<Metadata> => accountMetadata("addresses");

export default async function AddressesPage() {
  await requireMember();
  const t = await getTranslations("account");
  const { items } = unwrap(await listAddresses(await visitorApi()));
  const add = (
    <ShopLink className="button button-ink" href="/account/addresses/new">
      <Icon name="plus" size={18} />
      {t("addresses.add")}
    </ShopLink>
  );
  return (
    <AccountPage title={t("pages.addresses")}>
      {items.length === 0 ? (
        <Empty text={t("addresses.noneText")} title={t("addresses.none")}>
          {add}
        </Empty>
      ) : (
        <>
          <div className="flex flex-wrap items-center justify-between gap-3">
            <p className="text-soft">{t("addresses.count", { count: items.length, most: MAX_ADDRESSES })}</p>
            {items.length < MAX_ADDRESSES && add}
          </div>
          {items.length >= MAX_ADDRESSES && (
            <p className="rounded-lg bg-sand p-5">{t("addresses.full", { most: MAX_ADDRESSES })}</p>
          )}
          <ClientWords of={["form", "account.form", "account.addresses"]}>
            <div>
              <AddressBook addresses={defaultFirst(items)} />
            </div>
          </ClientWords>
        </>
      )}
    </AccountPage>
  );
}
