import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientWords } from "@/components/client-words";
import { AcceptInvitation } from "@/components/session/accept-invitation";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("links.invitation");
  return { title: t("title"), robots: { index: false, follow: false } };
}

export default function InvitationPage() {
  return (
    <ClientWords of={["session", "form", "links"]}>
      <AcceptInvitation />
    </ClientWords>
  );
}
