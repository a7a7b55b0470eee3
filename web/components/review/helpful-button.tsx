"use client";

import { useTranslations } from "next-intl";
import { lazy, useState } from "react";
import { useApi } from "@/lib/api/browser";
import type { Review } from "@/lib/api/types";
import { OpenOnClick } from "../ui/open-on-click";

const ReportForm = lazy(() => import("./report-form"));

/** A member's vote, once; the second click takes it back. Guests see the number, and are told to sign in. */
export function HelpfulButton({ review }: { review: Pick<Review, "id" | "helpful" | "voted" | "mine"> }) {
  const t = useTranslations("reviews");
  const api = useApi();
  const [voted, setVoted] = useState(review.voted ?? false);
  const [helpful, setHelpful] = useState(review.helpful);
  const [notice, setNotice] = useState("");
  const [busy, setBusy] = useState(false);

  if (review.mine)
    return helpful > 0 && <p className="mt-2 text-sm text-soft">{t("helpfulCount", { count: helpful })}</p>;

  async function toggle() {
    if (busy) return;
    setBusy(true);
    // Loaded when it is wanted: few visitors vote.
    const { takeBackHelpful, voteHelpful } = await import("@/lib/api/reviews");
    const answer = await (voted ? takeBackHelpful(api, review.id) : voteHelpful(api, review.id));
    setBusy(false);
    if (answer.ok) {
      setVoted(!voted);
      setHelpful(answer.data.helpful);
      setNotice("");
    } else setNotice(answer.problem.status === 401 ? t("signInFirst") : answer.problem.title);
  }

  const tone = voted ? "font-bold text-ink" : "text-soft hover:text-ink";
  return (
    <div className="mt-2 flex flex-wrap items-center gap-x-4">
      <button
        aria-disabled={busy}
        aria-pressed={voted}
        className={`inline-flex min-h-11 items-center text-sm ${tone}`}
        onClick={toggle}
        type="button"
      >
        {t("helpful", { count: helpful })}
      </button>
      <span className="text-sm text-soft" role="status">
        {notice}
      </span>
      <OpenOnClick
        className="inline-flex min-h-11 items-center text-sm text-soft hover:text-ink"
        label={t("report")}
      >
        <ReportForm reviewId={review.id} />
      </OpenOnClick>
    </div>
  );
}
