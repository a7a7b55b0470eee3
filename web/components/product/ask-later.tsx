"use client";

import { type ComponentProps, lazy } from "react";
import { OpenOnClick } from "../ui/open-on-click";

const QuestionForm = lazy(() => import("../review/question-form"));
const RestockForm = lazy(() => import("./restock-form"));

/** The button that opens the form of a question. */
export function AskQuestion({ label, slug }: ComponentProps<typeof QuestionForm> & { label: string }) {
  return (
    <OpenOnClick className="button button-line mt-5 min-w-40" label={label}>
      <QuestionForm slug={slug} />
    </OpenOnClick>
  );
}

/** Offers a mail for when a sold-out variant is back. */
export function AskForNotice({
  label,
  slug,
  variants,
}: ComponentProps<typeof RestockForm> & { label: string }) {
  return (
    <OpenOnClick className="button button-line mt-6" label={label}>
      <RestockForm slug={slug} variants={variants} />
    </OpenOnClick>
  );
}
