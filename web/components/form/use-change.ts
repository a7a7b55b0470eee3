"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import type { ApiResult, Problem } from "@/lib/api/problem";
import { useForm } from "./use-form";

type ChangeOptions<Field extends string> = {
  /** The fields' names in the form, by the API's names for them. */
  fields?: Readonly<Record<string, Field>>;
  /** The form's own words, by the API's error codes. */
  codes?: Readonly<Record<string, string>>;
  /** Problems that are about one field, by their codes. */
  beside?: Readonly<Record<string, Field>>;
};

type ChangeRequest<T> = {
  call: () => Promise<ApiResult<T>>;
  /** The notice after success. */
  done?: string;
  /** Runs after success; the form is busy until it ends. */
  after?: (data: T) => unknown;
};

const noFields = {};

/** A form or a button that changes something: busy while the request runs, then a notice or the errors. */
export function useChange<Field extends string = never>({
  fields,
  codes = {},
  beside = {},
}: ChangeOptions<Field> = {}) {
  const t = useTranslations("form");
  const [notice, setNotice] = useState<string | null>(null);
  const [finishing, setFinishing] = useState(false);
  const words: Record<string, string> = { STEP_UP_REQUIRED: t("unproven"), ...codes };
  const form = useForm<Field>({ fields: fields ?? noFields, codes: words });

  const showBeside = ({ code }: Problem): boolean => {
    const field = beside[code];
    if (field) form.setErrors({ [field]: words[code] ?? "" } as Partial<Record<Field, string>>);
    return field !== undefined;
  };

  const change = async <T>({ call, done, after }: ChangeRequest<T>): Promise<void> => {
    if (finishing) return;
    setNotice(null);
    const sent = await form.send(call, showBeside);
    if (!sent) return;
    setFinishing(true);
    await after?.(sent.data);
    setFinishing(false);
    setNotice(done ?? null);
  };

  const setErrors = (errors: Partial<Record<Field, string>>) => {
    setNotice(null);
    form.setErrors(errors);
  };

  return { busy: form.busy || finishing, errors: form.errors, notice, change, setErrors };
}
