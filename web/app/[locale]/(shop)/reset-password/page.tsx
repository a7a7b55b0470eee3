import type { Metadata } from "next";
import { getTranslations } from "next-intl/server";
import { ResetPassword } from "@/components/auth/reset-password";
import { ClientWords } from "@/components/client-words";

export async function generateMetadata(): Promise<Metadata> {
  const t = await getTranslations("reset");
  return { title: t("newTitle"), robots: { index: false, follow: false } };
}

export default function ResetPasswordPage() {
  return (
    <ClientWords of={["auth", "form", "reset", "links"]}>
      <ResetPassword />
    </ClientWords>
  );
}
