"use client";

import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { FormErrors } from "@/lib/form-errors";
import { Icon } from "../ui/icon";
import { fieldId } from "./text-field";

type Props<Field extends string> = {
  /** A new value for each response, so that the same mistake made again is announced again. */
  errors: FormErrors<Field>;
  /** In the order of the form. */
  labels: Readonly<Record<Field, string>>;
};

/** Whether the errors are what is left of earlier ones after a field was edited. */
const isRestOf = <Field extends string>(errors: FormErrors<Field>, earlier: FormErrors<Field>): boolean =>
  errors.failure === earlier.failure &&
  Object.keys(errors.fields).length < Object.keys(earlier.fields).length &&
  Object.entries(errors.fields).every(([name, message]) => earlier.fields[name as Field] === message);

/**
 * Lists all errors above a form, each with a link to its field. Takes the focus with each new set of errors.
 * Needs the words `form`.
 */
export function ErrorSummary<Field extends string>({ errors, labels }: Props<Field>) {
  const t = useTranslations("form");
  const box = useRef<HTMLDivElement>(null);
  const earlier = useRef(errors);
  const wrong = (Object.keys(labels) as Field[]).flatMap((name) => {
    const message = errors.fields[name];
    return message === undefined ? [] : [{ name, message }];
  });
  const title = errors.failure ?? (wrong.length > 0 ? t("fix", { count: wrong.length }) : null);
  const shown = title !== null;

  // biome-ignore lint/correctness/useExhaustiveDependencies: each new set of errors is announced
  useEffect(() => {
    if (shown && !isRestOf(errors, earlier.current)) box.current?.focus();
    earlier.current = errors;
  }, [errors]);

  if (!shown) return null;
  return (
    <div className="rounded-lg bg-accent-wash p-5 text-accent-deep" ref={box} role="alert" tabIndex={-1}>
      <p className="flex items-center gap-2 font-bold">
        <Icon className="shrink-0" name="alert" size={20} />
        {title}
      </p>
      {wrong.length > 0 && (
        <ul className="mt-2 pl-7">
          {wrong.map(({ name, message }) => (
            <li key={name}>
              <a className="inline-block py-1 text-[0.9375rem] text-link" href={`#${fieldId(name)}`}>
                {labels[name]}: {message}
              </a>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
