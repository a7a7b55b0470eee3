"use client";

import { useTranslations } from "next-intl";

type Props = { name: string; error: string | undefined; chosen?: number | undefined };

/** One to five stars, as radio buttons: they work by keyboard and are read aloud. */
export function StarField({ name, error, chosen }: Props) {
  const t = useTranslations("reviews");
  const mine = useTranslations("myReviews");
  return (
    <fieldset aria-describedby={error && `${name}-error`} id={`field-${name}`}>
      <legend className="mb-1 text-[0.9375rem] font-semibold">{mine("rating")}</legend>
      <div className="flex flex-wrap gap-x-4">
        {[5, 4, 3, 2, 1].map((stars) => (
          <label className="inline-flex min-h-11 items-center gap-1.5" key={stars}>
            <input
              className="size-5 accent-ink"
              defaultChecked={stars === chosen}
              name={name}
              type="radio"
              value={stars}
            />
            {t("starsShort", { rating: stars })}
          </label>
        ))}
      </div>
      {error && (
        <p className="mt-1 text-sm font-medium text-accent-deep" id={`${name}-error`}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
