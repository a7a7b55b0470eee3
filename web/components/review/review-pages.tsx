"use client";

import { useTranslations } from "next-intl";
import { useCallback, useEffect, useState } from "react";
import { useApi } from "@/lib/api/browser";
import { listReviews } from "@/lib/api/reviews";
import type { Review } from "@/lib/api/types";
import type { ReviewChoice } from "@/lib/review-choice";
import { ReviewCard } from "./review-card";

type Props = { slug: string; choice: ReviewChoice; from: string | null };

/** Reviews as a visitor chose them, page after page. `from`: after those that came with the page. */
export default function ReviewPages({ slug, choice: { sort, rating, pictures }, from }: Props) {
  const t = useTranslations("reviews");
  const api = useApi();
  const [items, setItems] = useState<Review[]>([]);
  const [next, setNext] = useState<string | null>(null);
  const [state, setState] = useState<"loading" | "shown" | "failed">("loading");

  const read = useCallback(
    async (cursor: string | null) => {
      setState("loading");
      const answer = await listReviews(api, slug, {
        sort,
        limit: 10,
        ...(rating > 0 && { rating }),
        ...(pictures && { pictures }),
        ...(cursor && { cursor }),
      });
      if (!answer.ok) return setState("failed");
      setItems((known) => (cursor === from ? answer.data.items : [...known, ...answer.data.items]));
      setNext(answer.data.nextCursor);
      setState("shown");
    },
    [api, slug, sort, rating, pictures, from],
  );
  useEffect(() => void read(from), [read, from]);

  return (
    <>
      <ul className="divide-y divide-line">
        {items.map((review) => (
          <li className="py-6" key={review.id}>
            <ReviewCard review={review} />
          </li>
        ))}
      </ul>
      <p className="text-soft" role="status">
        {state === "loading" && t("loading")}
        {state === "failed" && t("failed")}
        {state === "shown" && items.length === 0 && t("noneChosen")}
      </p>
      {state === "shown" && next && (
        <button className="button button-line mt-4 min-w-40" onClick={() => void read(next)} type="button">
          {t("more")}
        </button>
      )}
    </>
  );
}
