import { useTranslations } from "next-intl";
import type { Mail } from "@/lib/api/types";

/** Without scripts, forms or a way out of the frame: a mail is a document of its own. */
export function MailPreview({ mail: { subject, html, text } }: { mail: Mail }) {
  const t = useTranslations("adminMails");
  return (
    <section aria-labelledby="mail-preview" className="mt-6 rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="mail-preview">
        {t("looks")}
      </h2>
      <p className="mt-1 text-sm text-soft">{t("sample")}</p>
      <p className="mt-3 font-semibold">{subject}</p>
      <iframe
        className="mt-3 h-[38rem] w-full rounded-md border border-line bg-white"
        sandbox=""
        srcDoc={html}
        title={t("html")}
      />
      <details className="mt-4">
        <summary className="min-h-11 cursor-pointer py-2 font-medium">{t("text")}</summary>
        <pre className="mt-2 overflow-x-auto font-sans text-[0.9375rem] whitespace-pre-wrap">{text}</pre>
      </details>
    </section>
  );
}
