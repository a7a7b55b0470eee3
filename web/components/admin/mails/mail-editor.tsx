"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { TextArea, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { previewMail, storeMail } from "@/lib/api/mails";
import type { Mail, MailTexts } from "@/lib/api/types";
import { MailPreview } from "./mail-preview";

const fields = { subject: "subject", heading: "heading", closing: "closing" } as const;
type Field = keyof typeof fields;

/** An empty field is the program's own text. */
const textsOf = (values: FormData): MailTexts => {
  const textOf = (name: Field) => String(values.get(name) ?? "").trim() || null;
  return { subject: textOf("subject"), heading: textOf("heading"), closing: textOf("closing") };
};

/** The texts of a mail, and how it looks with them. */
export function MailEditor({ stored }: { stored: Mail }) {
  const t = useTranslations("adminMails");
  const api = useApi();
  const router = useRouter();
  const [shown, setShown] = useState(stored);
  const state = useChange<Field>({ fields });
  const { kind, language, programs, placeholders, texts } = stored;
  const labels: Record<Field, string> = {
    subject: t("subject"),
    heading: t("heading"),
    closing: t("closing"),
  };
  const saved = (mail: Mail) => {
    setShown(mail);
    router.refresh();
  };
  return (
    <>
      <div className="rounded-lg border border-line bg-white p-5">
        <ChangeForm
          beside={
            <>
              <button
                className="button button-line"
                onClick={(event) => {
                  const { form } = event.currentTarget;
                  if (!form) return;
                  const draft = textsOf(new FormData(form));
                  void state.change({ call: () => previewMail(api, kind, language, draft), after: setShown });
                }}
                type="button"
              >
                {t("preview")}
              </button>
              <button
                className="min-h-11 text-link"
                onClick={(event) => {
                  for (const name of Object.keys(fields)) {
                    const field = event.currentTarget.form?.elements.namedItem(name);
                    if (field instanceof HTMLInputElement || field instanceof HTMLTextAreaElement)
                      field.value = "";
                  }
                  const none = { subject: null, heading: null, closing: null };
                  void state.change({
                    call: () => storeMail(api, kind, language, none),
                    done: t("wasReset"),
                    after: saved,
                  });
                }}
                type="button"
              >
                {t("reset")}
              </button>
            </>
          }
          check={() => ({})}
          labels={labels}
          send={(values) =>
            state.change({
              call: () => storeMail(api, kind, language, textsOf(values)),
              done: t("saved"),
              after: saved,
            })
          }
          state={state}
          submit={t("save")}
        >
          <p className="text-[0.9375rem] text-soft">
            {t("placeholders", { names: placeholders.map((name) => `{${name}}`).join(", ") })}
          </p>
          <TextField
            defaultValue={texts.subject ?? ""}
            error={state.errors.fields.subject}
            label={labels.subject}
            maxLength={120}
            name="subject"
            placeholder={programs.subject}
          />
          <TextField
            defaultValue={texts.heading ?? ""}
            error={state.errors.fields.heading}
            label={labels.heading}
            maxLength={120}
            name="heading"
            placeholder={programs.heading}
          />
          <TextArea
            defaultValue={texts.closing ?? ""}
            error={state.errors.fields.closing}
            hint={t("closingHint")}
            label={labels.closing}
            maxLength={1_000}
            name="closing"
          />
        </ChangeForm>
      </div>
      <MailPreview mail={shown} />
    </>
  );
}
