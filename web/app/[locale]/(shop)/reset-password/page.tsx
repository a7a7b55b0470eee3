import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ClientWords } from "@/components/client-words";
import { ResetPassword } from "@/components/session/reset-password";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reset");
  return { title: t("newTitle"), robots: { index: false, follow: false } };
}

export default function ResetPasswordPage() {
  return (
    <ClientWords of={["session", "form", "reset", "links"]}>
      <ResetPassword />
    </ClientWords>
  );
}
