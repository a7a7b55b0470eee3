"use client";

import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import type { ApiResult, Problem } from "@/lib/api/problem";
import { type ErrorWords, type FormErrors, formErrorsOf, noErrors } from "@/lib/form-errors";

type FormOptions<Field extends string> = {
  /** The form's fields by the API's names for them. */
  fields: Readonly<Record<string, Field>>;
  /** The form's own words, by the API's error codes. */
  codes?: Readonly<Record<string, string>>;
  /** The form's own sentences for what can go wrong with any call. */
  sentences?: Partial<ErrorWords>;
  /** True when a success leaves the page: the form then stays busy until `ready` is called. */
  leaves?: boolean;
};

/**
 * A form that sends one request at a time. It is busy until the response, then shows the errors.
 * `send` returns the data, or null after an error.
 * `handled` returns true for a problem that the form shows by itself. Needs the words `form`.
 */
export function useForm<Field extends string>({
  fields,
  codes = {},
  sentences = {},
  leaves = false,
}: FormOptions<Field>) {
  const t = useTranslations("form");
  const [busy, setBusy] = useState(false);
  const [errors, showErrors] = useState<FormErrors<Field>>(noErrors);
  // State is a render behind; two clicks within one frame must still be one request.
  const running = useRef(false);

  const run = (started: boolean) => {
    running.current = started;
    setBusy(started);
  };
  const words: ErrorWords = {
    offline: t("offline"),
    unsure: t("unsure"),
    wait: (minutes) => t("wait", { minutes }),
    ...sentences,
  };

  async function send<T>(
    work: () => Promise<ApiResult<T>>,
    handled: (problem: Problem) => boolean | Promise<boolean> = () => false,
  ): Promise<{ data: T } | null> {
    if (running.current) return null;
    run(true);
    showErrors(noErrors);
    let leaving = false;
    try {
      const result = await work();
      if (result.ok) {
        leaving = leaves;
        return { data: result.data };
      }
      if (!(await handled(result.problem))) showErrors(formErrorsOf(result.problem, fields, codes, words));
      return null;
    } catch (cause) {
      showErrors({ fields: {}, failure: words.unsure });
      throw cause;
    } finally {
      if (!leaving) run(false);
    }
  }

  /** Shows errors that the form finds by itself. */
  const setErrors = (found: FormErrors<Field>["fields"], failure: string | null = null) =>
    showErrors({ fields: found, failure });

  return { busy, errors, send, setErrors, ready: () => run(false) };
}
