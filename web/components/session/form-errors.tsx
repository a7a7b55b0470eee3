"use client";

import { useTranslations } from "next-intl";
import type { Trouble } from "@/lib/form-trouble";
import { ErrorSummary } from "../ui/error-summary";

type Props<Field extends string> = {
  trouble: Trouble<Field>;
  /** In the order of the form. */
  labels: Readonly<Record<Field, string>>;
};

/** The summary above a form of useForm. Needs the words `session`. */
export function FormErrors<Field extends string>({ trouble, labels }: Props<Field>) {
  const t = useTranslations("session");
  const { errors, failure } = trouble;
  const wrong = (Object.keys(labels) as Field[]).flatMap((name) => {
    const message = errors[name];
    return message === undefined ? [] : [{ name, label: labels[name], message }];
  });
  const title = failure ?? (wrong.length > 0 ? t("trouble.fix", { count: wrong.length }) : null);
  return <ErrorSummary occasion={trouble} title={title} wrong={wrong} />;
}
