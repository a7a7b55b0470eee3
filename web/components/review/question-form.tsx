"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useApi } from "@/lib/api/browser";
import { askQuestion } from "@/lib/api/reviews";
import { ChangeForm } from "../form/change-form";
import { TextArea } from "../form/text-field";
import { useChange } from "../form/use-change";

/** A member's question. A guest is told to sign in when the form is sent. */
export default function QuestionForm({ slug }: { slug: string }) {
  const t = useTranslations("reviews");
  const api = useApi();
  const router = useRouter();
  const state = useChange({
    fields: { text: "question" },
    codes: { UNAUTHENTICATED: t("signInFirst"), TOO_MANY_REQUESTS: t("tooMany") },
  });
  const textOf = (values: FormData) => String(values.get("question") ?? "").trim();
  return (
    <div className="mt-5 max-w-xl">
      <ChangeForm
        check={(values) => (textOf(values) === "" ? { question: t("questionMissing") } : {})}
        labels={{ question: t("question") }}
        send={(values, form) =>
          state.change({
            call: () =>
              askQuestion(api, slug, { text: textOf(values), secret: values.get("secret") === "on" }),
            done: t("asked"),
            after: () => {
              form.reset();
              router.refresh();
            },
          })
        }
        state={state}
        submit={t("ask")}
      >
        <TextArea
          error={state.errors.fields.question}
          label={t("question")}
          maxLength={2_000}
          name="question"
        />
        <label className="inline-flex min-h-11 items-center gap-2 text-[0.9375rem]">
          <input className="size-5 accent-ink" name="secret" type="checkbox" />
          {t("askSecretly")}
        </label>
      </ChangeForm>
    </div>
  );
}
