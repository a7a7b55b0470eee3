import { useLocale, useTranslations } from "next-intl";
import type { Question, QuestionList } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { AskQuestion } from "../product/ask-later";
import { AnswerText } from "./answer-text";

type Props = { slug: string; questions: QuestionList };

/** What members ask about a product. Secret questions only say that they are there. */
export function QuestionSection({ slug, questions: { items, total } }: Props) {
  const t = useTranslations("reviews");
  return (
    <section aria-labelledby="questions" className="mt-14 border-t border-line pt-10 md:mt-20 md:pt-14">
      <div className="grid gap-x-12 gap-y-6 md:grid-cols-[14rem_1fr]">
        <h2 className="text-xl font-bold" id="questions">
          {t("questions", { count: total })}
        </h2>
        <div className="min-w-0">
          {items.length === 0 && <p className="text-soft">{t("noQuestions")}</p>}
          <ul className="divide-y divide-line">
            {items.map((question) => (
              <li className="py-5 first:pt-0" key={question.id}>
                <QuestionCard question={question} />
              </li>
            ))}
          </ul>
          <AskQuestion label={t("ask")} slug={slug} />
        </div>
      </div>
    </section>
  );
}

function QuestionCard({ question }: { question: Question }) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  const { text, secret, author, answered, answer, createdAt } = question;
  return (
    <article>
      <p className="flex flex-wrap items-baseline gap-x-3 text-sm text-soft">
        <strong className="text-ink">{answered ? t("answered") : t("waiting")}</strong>
        {author}
        <time dateTime={createdAt}>{formatDay(createdAt, locale)}</time>
        {secret && <span>{t("secret")}</span>}
      </p>
      <p className="mt-1.5 break-words whitespace-pre-line">{text ?? t("secretText")}</p>
      {answer && <AnswerText answer={answer} />}
    </article>
  );
}
