import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ConfirmLink } from "@/components/auth/confirm-link";
import { ClientWords } from "@/components/client-words";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links.confirmEmail");
  return { title: t("title"), robots: { index: false, follow: false } };
}

export default async function ConfirmEmailPage() {
  return (
    <ClientWords of={["auth", "form", "links"]}>
      <ConfirmLink of="confirmEmail" signedIn={(await getMember()) !== null} />
    </ClientWords>
  );
}
