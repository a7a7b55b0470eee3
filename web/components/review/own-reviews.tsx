"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { deleteReview } from "@/lib/api/reviews";
import type { OwnReview } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { ConfirmButton } from "../account/confirm-button";
import { ErrorSummary } from "../form/error-summary";
import { useChange } from "../form/use-change";
import { ShopLink } from "../ui/shop-link";
import { AnswerText } from "./answer-text";
import { ReviewForm } from "./review-form";
import { Stars } from "./stars";

/** The member's reviews, also those that the shop has hidden, with its reason. */
export function OwnReviews({ reviews }: { reviews: OwnReview[] }) {
  return (
    <ul className="divide-y divide-line">
      {reviews.map((review) => (
        <li className="py-4 first:pt-0 last:pb-0" key={review.id}>
          <OwnReviewCard review={review} />
        </li>
      ))}
    </ul>
  );
}

function OwnReviewCard({ review }: { review: OwnReview }) {
  const t = useTranslations("reviews");
  const mine = useTranslations("myReviews");
  const locale = useLocale();
  const api = useApi();
  const router = useRouter();
  const { busy, errors, change } = useChange();
  const [editing, setEditing] = useState(false);
  const { id, product, rating, text, createdAt, state, hiddenReason, answer, pictures } = review;
  const name = product?.name ?? "";
  return (
    <article>
      {product && (
        <ShopLink className="text-[0.9375rem] font-semibold text-link" href={`/p/${product.slug}`}>
          {product.name}
        </ShopLink>
      )}
      <p className="mt-1 flex flex-wrap gap-x-3 text-sm text-soft">
        <Stars label={t("stars", { rating })} rating={rating} />
        <time dateTime={createdAt}>{formatDay(createdAt, locale)}</time>
      </p>
      <p className="mt-1.5 break-words whitespace-pre-line">{text}</p>
      {pictures.length > 0 && (
        <p className="mt-1 text-sm text-soft">{mine("pictureCount", { count: pictures.length })}</p>
      )}
      {state === "hidden" && (
        <p className="mt-2 text-sm font-medium text-accent-deep">
          {mine("hiddenByShop", { reason: hiddenReason ?? "" })}
        </p>
      )}
      {answer && <AnswerText answer={answer} />}
      {!editing && (
        <button
          aria-label={mine("editAbout", { name })}
          className="mr-4 inline-flex min-h-11 items-center text-sm text-soft hover:text-ink"
          onClick={() => setEditing(true)}
          type="button"
        >
          {mine("edit")}
        </button>
      )}
      <ConfirmButton
        act={() => void change({ call: () => deleteReview(api, id), after: () => router.refresh() })}
        busy={busy}
        className="inline-flex min-h-11 items-center text-sm text-soft hover:text-ink"
        confirm={mine("delete")}
        label={mine("deleteOf", { name })}
        text={mine("deleteText")}
        title={mine("deleteTitle")}
      >
        {mine("delete")}
      </ConfirmButton>
      <ErrorSummary errors={errors} labels={{}} />
      {editing && (
        <ReviewForm
          name={name}
          onDone={() => setEditing(false)}
          orderLineId={review.orderLineId}
          review={review}
        />
      )}
    </article>
  );
}
