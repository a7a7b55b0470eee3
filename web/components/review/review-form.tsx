"use client";

import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useState } from "react";
import { useApi } from "@/lib/api/browser";
import { editReview, uploadReviewPictures, writeReview } from "@/lib/api/reviews";
import type { OwnReview, ReviewPicture } from "@/lib/api/types";
import { ChangeForm } from "../form/change-form";
import { TextArea } from "../form/text-field";
import { useChange } from "../form/use-change";
import { Picture } from "../ui/picture";
import { StarField } from "./star-field";

const MOST_PICTURES = 5;

type Props = {
  /** The bought line that the review is about. */
  orderLineId: string;
  name: string;
  /** The review that is edited; none: a new one is written. */
  review?: OwnReview;
  onDone?: () => void;
};

/** A member's review of one line. Pictures are uploaded when they are chosen. */
export function ReviewForm({ orderLineId, name, review, onDone }: Props) {
  const t = useTranslations("reviews");
  const mine = useTranslations("myReviews");
  const api = useApi();
  const router = useRouter();
  const state = useChange({
    fields: { rating: "rating", text: "text", pictures: "pictures" },
    codes: { TOO_MANY_REQUESTS: t("tooMany") },
  });
  const [pictures, setPictures] = useState<ReviewPicture[]>(review?.pictures ?? []);
  const textOf = (values: FormData) => String(values.get("text") ?? "").trim();
  const check = (values: FormData) => ({
    ...(values.get("rating") === null ? { rating: mine("ratingMissing") } : {}),
    ...(textOf(values) === "" ? { text: mine("textMissing") } : {}),
  });
  const send = (values: FormData) => {
    const content = {
      rating: Number(values.get("rating")),
      text: textOf(values),
      pictures: pictures.map(({ id }) => id),
    };
    return state.change({
      call: () =>
        review ? editReview(api, review.id, content) : writeReview(api, { orderLineId, ...content }),
      done: mine("written"),
      after: () => {
        onDone?.();
        router.refresh();
      },
    });
  };
  return (
    <div className="mt-4 rounded-lg bg-sand/60 p-4 md:p-5">
      <h3 className="sr-only">{mine(review ? "editAbout" : "writeAbout", { name })}</h3>
      <ChangeForm
        check={check}
        labels={{ rating: mine("rating"), text: mine("text"), pictures: mine("pictures") }}
        send={send}
        state={state}
        submit={mine("submit")}
      >
        <StarField chosen={review?.rating} error={state.errors.fields.rating} name="rating" />
        <TextArea
          defaultValue={review?.text}
          error={state.errors.fields.text}
          label={mine("text")}
          maxLength={5_000}
          name="text"
          rows={4}
        />
        <PictureField
          error={state.errors.fields.pictures}
          onChange={setPictures}
          onError={(text) => state.setErrors({ pictures: text })}
          pictures={pictures}
        />
      </ChangeForm>
    </div>
  );
}

type PictureFieldProps = {
  pictures: ReviewPicture[];
  error: string | undefined;
  onChange: (pictures: ReviewPicture[]) => void;
  onError: (text: string) => void;
};

function PictureField({ pictures, error, onChange, onError }: PictureFieldProps) {
  const t = useTranslations("reviews");
  const mine = useTranslations("myReviews");
  const locale = useLocale();
  const [busy, setBusy] = useState(false);

  async function upload(files: File[]) {
    if (pictures.length + files.length > MOST_PICTURES)
      return onError(mine("tooManyPictures", { most: MOST_PICTURES }));
    setBusy(true);
    const answer = await uploadReviewPictures(files, locale);
    setBusy(false);
    if (answer.ok) onChange([...pictures, ...answer.data]);
    else onError(answer.problem.errors?.[0]?.message ?? (answer.problem.title || t("failed")));
  }

  return (
    <div>
      <label className="block text-[0.9375rem] font-semibold" htmlFor="field-pictures">
        {mine("pictures")}
      </label>
      <input
        accept="image/jpeg,image/png,image/webp,image/gif,image/avif"
        aria-describedby="pictures-hint"
        className="mt-1.5 block w-full text-sm file:mr-3 file:min-h-11 file:rounded-md file:border file:px-3"
        disabled={busy || pictures.length >= MOST_PICTURES}
        id="field-pictures"
        multiple
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          target.value = "";
          if (files.length > 0) void upload(files);
        }}
        type="file"
      />
      {error && <p className="mt-1.5 text-sm font-medium text-accent-deep">{error}</p>}
      <p className="mt-1.5 text-sm text-soft" id="pictures-hint" role="status">
        {busy ? mine("uploading") : mine("picturesHint", { most: MOST_PICTURES })}
      </p>
      <ul className="mt-2 flex flex-wrap gap-2">
        {pictures.map(({ id, image }) => (
          <li className="relative" key={id}>
            <Picture className="size-20 rounded-md" image={image} sizes="5rem" />
            <button
              aria-label={mine("removePicture", { name: image.alt })}
              className="absolute -top-2 -right-2 size-8 rounded-full bg-ink text-white"
              onClick={() => onChange(pictures.filter((picture) => picture.id !== id))}
              type="button"
            >
              ×
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
