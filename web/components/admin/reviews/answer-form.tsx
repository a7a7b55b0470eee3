"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { ChangeForm } from "@/components/form/change-form";
import { TextArea } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { answerItem, type ModeratedItem } from "@/lib/api/reviews";

type Props = { item: ModeratedItem; author: string; answer: string };

/** Answers, or edits the answer. The page is read anew when other staff changed it meanwhile. */
export function AnswerForm({ item, author, answer }: Props) {
  const t = useTranslations("adminReviews");
  const api = useApi();
  const router = useRouter();
  const name = `answer-${item.id}`;
  const state = useChange({ fields: { text: name }, codes: { STALE_EDIT: t("stale") } });
  const textOf = (values: FormData) => String(values.get(name) ?? "").trim();
  return (
    <ChangeForm
      check={(values) => (textOf(values) === "" ? { [name]: t("answerMissing") } : {})}
      labels={{ [name]: t("answer") }}
      send={(values) =>
        state.change({
          call: async () => {
            const answered = await answerItem(api, item, textOf(values));
            if (!answered.ok && answered.problem.code === "STALE_EDIT") router.refresh();
            return answered;
          },
          done: t("answerSaved"),
          after: () => router.refresh(),
        })
      }
      state={state}
      submit={t("saveAnswer")}
    >
      {/* Another stored answer fills the field anew; the notice of saving it stays. */}
      <TextArea
        defaultValue={answer}
        key={answer}
        error={state.errors.fields[name]}
        label={t("answerOf", { author })}
        maxLength={2_000}
        name={name}
      />
    </ChangeForm>
  );
}
