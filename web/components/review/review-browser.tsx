"use client";

import { useTranslations } from "next-intl";
import { lazy, type ReactNode, Suspense, useState } from "react";
import { firstChoice, type ReviewChoice, reviewSorts } from "@/lib/review-choice";

const ReviewPages = lazy(() => import("./review-pages"));

type Props = {
  slug: string;
  withPictures: boolean;
  /** Null when all reviews came with the page. */
  nextCursor: string | null;
  /** The first reviews, drawn with the page. */
  children: ReactNode;
};

/** The order and the filters of reviews. What draws other reviews is loaded when a visitor chooses. */
export function ReviewBrowser({ slug, withPictures, nextCursor, children }: Props) {
  const t = useTranslations("reviews");
  const [choice, setChoice] = useState(firstChoice);
  const [more, setMore] = useState(false);
  const isFirst = choice === firstChoice;
  const choose = (change: Partial<ReviewChoice>) => setChoice({ ...choice, ...change });
  return (
    <div className="min-w-0">
      <div className="mb-5 flex flex-wrap items-center gap-x-4 gap-y-2 text-[0.9375rem]">
        <select
          aria-label={t("sort")}
          className="field w-auto min-w-32"
          onChange={({ target }) =>
            choose({ sort: reviewSorts.find((sort) => sort === target.value) ?? "newest" })
          }
          value={choice.sort}
        >
          {reviewSorts.map((sort) => (
            <option key={sort} value={sort}>
              {t(`sorts.${sort}`)}
            </option>
          ))}
        </select>
        <select
          aria-label={t("filterStars")}
          className="field w-auto min-w-32"
          onChange={({ target }) => choose({ rating: Number(target.value) })}
          value={choice.rating}
        >
          {[0, 5, 4, 3, 2, 1].map((rating) => (
            <option key={rating} value={rating}>
              {rating === 0 ? t("allStars") : t("starsShort", { rating })}
            </option>
          ))}
        </select>
        {withPictures && (
          <label className="inline-flex min-h-11 items-center gap-2">
            <input
              checked={choice.pictures}
              className="size-5 accent-ink"
              onChange={({ target }) => choose({ pictures: target.checked })}
              type="checkbox"
            />
            {t("withPictures")}
          </label>
        )}
      </div>
      {isFirst && children}
      {isFirst && !more && nextCursor && (
        <button className="button button-line mt-4 min-w-40" onClick={() => setMore(true)} type="button">
          {t("more")}
        </button>
      )}
      {(!isFirst || more) && (
        <Suspense fallback={<p className="py-6 text-soft">{t("loading")}</p>}>
          <ReviewPages
            choice={choice}
            from={isFirst ? nextCursor : null}
            key={JSON.stringify(choice)}
            slug={slug}
          />
        </Suspense>
      )}
    </div>
  );
}
