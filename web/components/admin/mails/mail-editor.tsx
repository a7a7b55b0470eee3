"use client";

import { useTranslations } from "next-intl";
import { TextArea, TextField } from "@/components/form/text-field";
import { previewMail, storeMail } from "@/lib/api/mails";
import type { Mail, MailTexts } from "@/lib/api/types";
import { MailPreview } from "./mail-preview";
import { TextEditor } from "./text-editor";

type Field = "subject" | "heading" | "closing";

/** An empty field is the program's own text. */
const textsOf = (values: FormData): MailTexts => {
  const textOf = (name: Field) => String(values.get(name) ?? "").trim() || null;
  return { subject: textOf("subject"), heading: textOf("heading"), closing: textOf("closing") };
};

/** The texts of a mail, and how it looks with them. */
export function MailEditor({ stored }: { stored: Mail }) {
  const t = useTranslations("adminMails");
  const { kind, language, programs, placeholders, texts } = stored;
  const labels: Record<Field, string> = {
    subject: t("subject"),
    heading: t("heading"),
    closing: t("closing"),
  };
  const reset = (form: HTMLFormElement | null) => {
    for (const name of Object.keys(labels)) {
      const field = form?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement) field.value = "";
    }
  };
  return (
    <TextEditor<Field, Mail>
      beside={(store) => (
        <button
          className="min-h-11 text-link"
          onClick={({ currentTarget: { form } }) => {
            const none = { subject: null, heading: null, closing: null };
            void store(
              (api, etag) => storeMail(api, kind, language, etag, none),
              t("wasReset"),
              () => reset(form),
            );
          }}
          type="button"
        >
          {t("reset")}
        </button>
      )}
      fields={(errors) => (
        <>
          <TextField
            defaultValue={texts.subject ?? ""}
            error={errors.subject}
            label={labels.subject}
            maxLength={120}
            name="subject"
            placeholder={programs.subject}
          />
          <TextField
            defaultValue={texts.heading ?? ""}
            error={errors.heading}
            label={labels.heading}
            maxLength={120}
            name="heading"
            placeholder={programs.heading}
          />
          <TextArea
            defaultValue={texts.closing ?? ""}
            error={errors.closing}
            hint={t("closingHint")}
            label={labels.closing}
            maxLength={1_000}
            name="closing"
          />
        </>
      )}
      labels={labels}
      placeholders={placeholders}
      preview={(api, values) => previewMail(api, kind, language, textsOf(values))}
      save={(api, values, etag) => storeMail(api, kind, language, etag, textsOf(values))}
      shown={(mail) => <MailPreview mail={mail} />}
      stored={stored}
      words="adminMails"
    />
  );
}
