import { useTranslations } from "next-intl";
import type { Product } from "@/lib/api/types";

/** The rating under the name of a product, and the way to its reviews. */
export function RatingLink({ rating: { average, count } }: { rating: NonNullable<Product["rating"]> }) {
  const t = useTranslations("reviews");
  return (
    <a className="-mt-2 mb-3 inline-flex min-h-11 items-center gap-1.5 text-[0.9375rem]" href="#reviews">
      <span aria-hidden="true">
        <span className="text-accent">★</span> <strong>{average.toFixed(1)}</strong>
      </span>
      <span className="sr-only">{t("average", { average })}</span>
      <span className="text-soft underline">{t("count", { count })}</span>
    </a>
  );
}
