"use client";

import { useTranslations } from "next-intl";
import { fields } from "@/lib/checkout/form";
import { ErrorSummary } from "../ui/error-summary";
import type { FieldErrors } from "./use-place-order";

type Props = { errors: FieldErrors; failure: string | null };

export function OrderErrors({ errors, failure }: Props) {
  const t = useTranslations("checkout");
  const wrong = fields.flatMap((name) => {
    const message = errors[name];
    return message === undefined ? [] : [{ name, label: t(`fields.${name}`), message }];
  });
  const title = failure ?? (wrong.length > 0 ? t("fix", { count: wrong.length }) : null);
  return <ErrorSummary occasion={errors} title={title} wrong={wrong} />;
}
