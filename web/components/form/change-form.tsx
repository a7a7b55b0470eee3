"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { ErrorSummary } from "./error-summary";
import { forgetEdited } from "./forget-edited";
import { Notice } from "./notice";
import type { useChange } from "./use-change";

type Props<Field extends string> = {
  /** Of useChange. */
  state: ReturnType<typeof useChange<Field>>;
  /** In the order of the form. */
  labels: Readonly<Record<Field, string>>;
  /** Returns the errors that the browser can find by itself. */
  check: (values: FormData) => Partial<Record<Field, string>>;
  send: (values: FormData, form: HTMLFormElement) => Promise<void>;
  /** The label of the button. */
  submit: string;
  children: ReactNode;
  /** Beside the button. */
  beside?: ReactNode;
};

/** A form of useChange: shows errors above and beside its fields, keeps the values, and sends once. */
export function ChangeForm<Field extends string>({
  state,
  labels,
  check,
  send,
  submit,
  children,
  beside,
}: Props<Field>) {
  const t = useTranslations("form");
  return (
    <form
      className="space-y-5"
      method="post"
      noValidate
      onInput={forgetEdited(state)}
      onSubmit={(event) => {
        event.preventDefault();
        if (state.busy) return;
        const values = new FormData(event.currentTarget);
        const errors = check(values);
        if (Object.keys(errors).length > 0) state.setErrors(errors);
        else void send(values, event.currentTarget);
      }}
    >
      <ErrorSummary errors={state.errors} labels={labels} />
      {children}
      <div className="flex flex-wrap items-center gap-x-4 gap-y-3 pt-1">
        <button aria-disabled={state.busy} className="button button-ink min-w-32" type="submit">
          {state.busy ? t("sending") : submit}
        </button>
        {beside}
        <Notice text={state.notice} />
      </div>
    </form>
  );
}
