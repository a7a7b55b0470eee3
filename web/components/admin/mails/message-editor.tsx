"use client";

import { useTranslations } from "next-intl";
import { TextArea } from "@/components/form/text-field";
import { previewMessage, storeMessage } from "@/lib/api/messages";
import type { MessageLines, PhoneMessage } from "@/lib/api/types";
import { TextEditor } from "./text-editor";

/** An empty field: no lines. */
const linesOf = (values: FormData): MessageLines => {
  const closing = String(values.get("closing") ?? "").trim();
  return { lines: closing === "" ? null : { closing, advertises: values.get("advertises") === "on" } };
};

/** The last lines of a message to phones, and how it looks with them. */
export function MessageEditor({ stored }: { stored: PhoneMessage }) {
  const t = useTranslations("adminMessages");
  const { kind, language, lines, placeholders } = stored;
  return (
    <TextEditor<"closing", PhoneMessage>
      fields={(errors) => (
        <>
          <TextArea
            defaultValue={lines?.closing ?? ""}
            error={errors.closing}
            hint={t("closingHint")}
            label={t("closing")}
            maxLength={300}
            name="closing"
          />
          <label className="flex min-h-11 items-center gap-2.5 text-[0.9375rem]">
            <input
              className="size-5 accent-ink"
              defaultChecked={lines?.advertises ?? false}
              name="advertises"
              type="checkbox"
            />
            {t("advertises")}
          </label>
          <p className="text-sm text-soft">{t(stored.canAdvertise ? "advertisesHint" : "cannotAdvertise")}</p>
        </>
      )}
      intro={!stored.isOn && <p className="mb-4 rounded-md bg-sand p-4">{t("isOff")}</p>}
      labels={{ closing: t("closing") }}
      placeholders={placeholders}
      preview={(api, values) => previewMessage(api, kind, language, linesOf(values))}
      save={(api, values, etag) => storeMessage(api, kind, language, etag, linesOf(values))}
      shown={(message) => <MessagePreview message={message} />}
      stored={stored}
      words="adminMessages"
    />
  );
}

function MessagePreview({ message: { text, type, bytes, template, kakaoCode } }: { message: PhoneMessage }) {
  const t = useTranslations("adminMessages");
  return (
    <section aria-labelledby="message-preview" className="mt-6 rounded-lg border border-line bg-white p-5">
      <h2 className="text-lg font-bold" id="message-preview">
        {t("looks")}
      </h2>
      <p className="mt-1 text-sm text-soft">{t("sample")}</p>
      <p className="mt-3 font-semibold tabular-nums">{t("size", { type, bytes })}</p>
      <Bubble text={text} />
      <h3 className="mt-5 font-semibold">{t("kakao")}</h3>
      <p className="mt-1 text-sm text-soft">
        {kakaoCode === null ? t("noKakao") : t("kakaoCode", { code: kakaoCode })}
      </p>
      <Bubble text={template} />
    </section>
  );
}

const Bubble = ({ text }: { text: string }) => (
  <pre className="mt-2 max-w-sm rounded-lg bg-sand p-4 font-sans wrap-anywhere whitespace-pre-wrap">
    {text}
  </pre>
);
