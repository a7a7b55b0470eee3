import { useLocale, useTranslations } from "next-intl";
import { Picture } from "@/components/ui/picture";
import { ShopLink } from "@/components/ui/shop-link";
import type { ReviewTab } from "@/lib/admin/review-filters";
import type { StaffQuestion, StaffReview } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { AnswerForm } from "./answer-form";
import { HideForm } from "./hide-form";

type Props = {
  kind: ReviewTab;
  item: StaffReview | StaffQuestion;
  may: { answer: boolean; moderate: boolean };
};

/** A review or a question with what staff may do with it. */
export function ModeratedCard({ kind, item, may }: Props) {
  const t = useTranslations("adminReviews");
  const locale = useLocale();
  const { id, version, product, author, text, state, hiddenReason, answer, createdAt } = item;
  const review = "rating" in item ? item : null;
  const edited = { kind, id, version };
  return (
    <article className="rounded-lg border border-line bg-white p-4 md:p-5">
      <p className="flex flex-wrap items-baseline gap-x-3 gap-y-1 text-sm text-soft">
        {product ? (
          <ShopLink className="text-[0.9375rem] font-semibold text-link" href={`/p/${product.slug}`}>
            {product.name}
          </ShopLink>
        ) : (
          t("unknownProduct")
        )}
        {review && <strong className="text-ink">{t("stars", { rating: review.rating })}</strong>}
        <span>{author}</span>
        <time dateTime={createdAt}>{formatDateTime(createdAt, locale)}</time>
        {"secret" in item && item.secret && <Mark text={t("secret")} />}
        {state === "hidden" && <Mark text={t("hidden")} />}
        {review && review.reports > 0 && <Mark text={t("reports", { count: review.reports })} />}
      </p>
      <p className="mt-2 break-words whitespace-pre-line">{text}</p>
      {review && <Pictures review={review} />}
      {hiddenReason && (
        <p className="mt-2 text-sm text-accent-deep">{t("hiddenBecause", { reason: hiddenReason })}</p>
      )}
      {answer && !may.answer && (
        <p className="mt-3 rounded-md bg-sand px-4 py-3 whitespace-pre-line">{answer.text}</p>
      )}
      <div className="mt-3 grid gap-x-8 gap-y-2 lg:grid-cols-2">
        {may.answer && <AnswerForm answer={answer?.text ?? ""} author={author} item={edited} />}
        {may.moderate && <HideForm hidden={state === "hidden"} item={edited} />}
      </div>
    </article>
  );
}

const Mark = ({ text }: { text: string }) => (
  <span className="rounded-md bg-sand px-2 py-0.5 font-semibold text-ink">{text}</span>
);

function Pictures({ review: { pictures } }: { review: StaffReview }) {
  if (pictures.length === 0) return null;
  return (
    <ul className="mt-3 flex gap-2">
      {pictures.map(({ id, image }) => (
        <li key={id}>
          <a className="block" href={image.url} rel="noopener" target="_blank">
            <Picture className="size-16 rounded-md" image={image} sizes="4rem" />
          </a>
        </li>
      ))}
    </ul>
  );
}
