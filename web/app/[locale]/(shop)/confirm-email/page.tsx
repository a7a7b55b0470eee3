import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientWords } from "@/components/client-words";
import { ConfirmLink } from "@/components/session/confirm-link";
import { getMember } from "@/lib/session/member";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links.confirmEmail");
  return { title: t("title"), robots: { index: false, follow: false } };
}

export default async function ConfirmEmailPage() {
  return (
    <ClientWords of={["session", "form", "links"]}>
      <ConfirmLink of="confirmEmail" signedIn={(await getMember()) !== null} />
    </ClientWords>
  );
}
