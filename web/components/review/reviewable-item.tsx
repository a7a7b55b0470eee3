"use client";

import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import type { ReviewableLine } from "@/lib/api/types";
import { formatDay } from "@/lib/dates";
import { NoPicture, Picture } from "../ui/picture";
import { ReviewForm } from "./review-form";

/** A bought line without a review, with the form that writes one. */
export function ReviewableItem({ line }: { line: ReviewableLine }) {
  const mine = useTranslations("myReviews");
  const locale = useLocale();
  const [open, setOpen] = useState(false);
  const { name, options, image, placedAt } = line;
  return (
    <li className="py-4 first:pt-0 last:pb-0">
      <div className="flex items-center gap-3.5">
        <span className="size-14 shrink-0 overflow-hidden rounded-md">
          {image ? (
            <Picture className="size-full" decorative image={image} sizes="3.5rem" />
          ) : (
            <NoPicture className="size-full" />
          )}
        </span>
        <div className="min-w-0 flex-1">
          <p className="font-medium">{name}</p>
          <p className="text-sm text-soft">
            {[...options.map(({ value }) => value), formatDay(placedAt, locale)].join(" · ")}
          </p>
        </div>
        {!open && (
          <button
            aria-label={mine("writeAbout", { name })}
            className="button button-line"
            onClick={() => setOpen(true)}
            type="button"
          >
            {mine("write")}
          </button>
        )}
      </div>
      {open && <ReviewForm name={name} orderLineId={line.orderLineId} />}
    </li>
  );
}
