import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AccountPage } from "@/components/account/account-page";
import { AddressForm } from "@/components/account/address-form";
import { ClientWords } from "@/components/client-words";
import { Missing } from "@/components/ui/missing";
import { listAddresses } from "@/lib/api/account";
import { unwrap } from "@/lib/api/problem";
import { visitorApi } from "@/lib/api/server";
import { requireMember } from "@/lib/session/member";

type Props = { params: Promise<{ id: string }> };

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("account.addresses");
  return { title: t("editTitle"), robots: { index: false, follow: false } };
}

export default async function AddressPage({ params }: Props) {
  await requireMember();
  const [t, { id }] = await Promise.all([getTranslations("account"), params]);
  const { items } = unwrap(await listAddresses(await visitorApi()));
  const address = items.find((candidate) => candidate.id === id);
  if (!address) return <Missing />;
  return (
    <AccountPage
      title={t("addresses.editTitle")}
      up={{ name: t("pages.addresses"), path: "/account/addresses" }}
    >
      <ClientWords of={["form", "address", "account.form", "account.addresses"]}>
        <AddressForm address={address} />
      </ClientWords>
    </AccountPage>
  );
}
