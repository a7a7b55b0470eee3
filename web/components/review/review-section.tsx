import { useTranslations } from "next-intl";
import type { ReviewList, ReviewSummary } from "@/lib/api/types";
import { ReviewBrowser } from "./review-browser";
import { ReviewCard } from "./review-card";
import { Stars } from "./stars";

/** What buyers say of a product: the first reviews with the page, others when a visitor asks for them. */
export function ReviewSection({ slug, reviews }: { slug: string; reviews: ReviewList }) {
  const t = useTranslations("reviews");
  const { items, summary, nextCursor } = reviews;
  return (
    <section aria-labelledby="reviews" className="mt-14 border-t border-line pt-10 md:mt-20 md:pt-14">
      <div className="grid gap-x-12 gap-y-6 md:grid-cols-[14rem_1fr]">
        <div>
          <h2 className="text-xl font-bold" id="reviews">
            {t("title", { count: summary.rating?.count ?? 0 })}
          </h2>
          <Summary summary={summary} />
        </div>
        {items.length === 0 ? (
          <p className="text-soft">{t("none")}</p>
        ) : (
          <ReviewBrowser nextCursor={nextCursor} slug={slug} withPictures={summary.withPictures > 0}>
            <ul className="divide-y divide-line">
              {items.map((review) => (
                <li className="py-6 first:pt-0" key={review.id}>
                  <ReviewCard review={review} />
                </li>
              ))}
            </ul>
          </ReviewBrowser>
        )}
      </div>
    </section>
  );
}

function Summary({ summary: { rating, distribution } }: { summary: ReviewSummary }) {
  const t = useTranslations("reviews");
  if (!rating) return null;
  return (
    <>
      <p className="mt-4 flex items-baseline gap-x-2.5 text-2xl font-bold tabular-nums">
        {rating.average.toFixed(1)}
        <span className="text-lg">
          <Stars label={t("average", { average: rating.average })} rating={rating.average} />
        </span>
      </p>
      <ul aria-label={t("distribution")} className="mt-3 space-y-1 text-sm tabular-nums">
        {distribution.map(({ rating: stars, count }) => (
          <li className="flex items-center gap-2.5" key={stars}>
            <span className="w-8 shrink-0 text-soft">{t("starsShort", { rating: stars })}</span>
            <span aria-hidden="true" className="h-1.5 flex-1 overflow-hidden rounded-full bg-sand">
              <span
                className="block h-full bg-accent"
                style={{ width: `${Math.round((count * 100) / rating.count)}%` }}
              />
            </span>
            <span className="w-8 shrink-0 text-right">{count}</span>
          </li>
        ))}
      </ul>
    </>
  );
}
