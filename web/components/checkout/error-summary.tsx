"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { type Field, fields } from "@/lib/checkout/form";
import { Icon } from "../ui/icon";
import { fieldId } from "../ui/text-field";
import type { FieldErrors } from "./use-place-order";

type Props = { errors: FieldErrors; failure: string | null };

/** Everything that has to be put right, each with the way to its field. Takes the focus when it appears. */
export function ErrorSummary({ errors, failure }: Props) {
  const t = useTranslations("checkout");
  const box = useRef<HTMLDivElement>(null);
  const wrong = fields.filter((field): field is Field => errors[field] !== undefined);
  const shown = failure !== null || wrong.length > 0;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new set of errors is announced
  useEffect(() => {
    if (shown) box.current?.focus();
  }, [errors, failure]);

  if (!shown) return null;
  return (
    <div className="rounded-lg bg-accent-wash p-5 text-accent-deep" ref={box} role="alert" tabIndex={-1}>
      <p className="flex items-center gap-2 font-bold">
        <Icon className="shrink-0" name="alert" size={20} />
        {failure ?? t("fix", { count: wrong.length })}
      </p>
      {wrong.length > 0 && (
        <ul className="mt-2 pl-7">
          {wrong.map((field) => (
            <li key={field}>
              <a className="inline-block py-1 text-[0.9375rem] text-link" href={`#${fieldId(field)}`}>
                {t(`fields.${field}`)}: {errors[field]}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
