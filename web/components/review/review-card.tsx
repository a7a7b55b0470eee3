import { useLocale, useTranslations } from "next-intl";
import type { Review } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { Picture } from "../ui/picture";
import { AnswerText } from "./answer-text";
import { HelpfulButton } from "./helpful-button";
import { Stars } from "./stars";

/** One review, on the server and in the browser. */
export function ReviewCard({ review }: { review: Review }) {
  const t = useTranslations("reviews");
  const locale = useLocale();
  const { rating, author, text, options, pictures, answer, createdAt } = review;
  return (
    <article>
      <p className="flex flex-wrap items-baseline gap-x-3 text-[0.9375rem]">
        <Stars label={t("stars", { rating })} rating={rating} />
        <span className="font-semibold">{author}</span>
        <time className="text-sm text-soft" dateTime={createdAt}>
          {formatDay(createdAt, locale)}
        </time>
      </p>
      {options.length > 0 && (
        <p className="mt-1 text-sm text-soft">
          {options.map(({ label, value }) => `${label} ${value}`).join(" · ")}
        </p>
      )}
      <p className="mt-2.5 leading-relaxed break-words whitespace-pre-line">{text || t("erased")}</p>
      {pictures.length > 0 && (
        <ul className="mt-3 flex gap-2">
          {pictures.map((image) => (
            <li key={image.url}>
              <a className="block" href={image.url} rel="noopener" target="_blank">
                <Picture className="size-20 rounded-md md:size-24" image={image} sizes="6rem" />
              </a>
            </li>
          ))}
        </ul>
      )}
      <HelpfulButton review={review} />
      {answer && <AnswerText answer={answer} />}
    </article>
  );
}
