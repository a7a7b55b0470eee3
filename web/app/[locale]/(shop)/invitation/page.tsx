import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { AcceptInvitation } from "@/components/auth/accept-invitation";
import { ClientWords } from "@/components/client-words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links.invitation");
  return { title: t("title"), robots: { index: false, follow: false } };
}

export default function InvitationPage() {
  return (
    <ClientWords of={["auth", "form", "links"]}>
      <AcceptInvitation />
    </ClientWords>
  );
}
