import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage } from "@/components/account/account-page";
import { AddressForm } from "@/components/account/address-form";
import { ClientWords } from "@/components/client-words";
import { requireMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.addresses");
  return { title: t("addTitle"), robots: { index: false, follow: false } };
}

export default async function NewAddressPage() {
  const [t] = await Promise.all([getTranslations("account"), requireMember()]);
  return (
    <AccountPage
      title={t("addresses.addTitle")}
      up={{ name: t("pages.addresses"), path: "/account/addresses" }}
    >
      <ClientWords of={["form", "address", "account.form", "account.addresses"]}>
        <AddressForm />
      </ClientWords>
    </AccountPage>
  );
}
