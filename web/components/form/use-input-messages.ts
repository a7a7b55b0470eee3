"use client";

import { useTranslations } from "next-intl";
import type { InputError } from "@/lib/fields";

/** Turns errors that the browser found into messages. Needs the words `form`. */
export function useInputMessages() {
  const t = useTranslations("form.inputErrors");
  return <Field extends string>(errors: Partial<Record<Field, InputError>>) =>
    Object.fromEntries(
      Object.entries<InputError | undefined>(errors).flatMap(([field, error]) =>
        error ? [[field, t(error)]] : [],
      ),
    ) as Partial<Record<Field, string>>;
}
