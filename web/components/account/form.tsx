"use client";

import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { FormErrors } from "../session/form-errors";
import { Notice } from "./notice";
import type { useChange } from "./use-change";

type Complaints<Field extends string> = Partial<Record<Field, string>>;

type Props<Field extends string> = {
  /** Of useChange. */
  state: ReturnType<typeof useChange<Field>>;
  /** In the order of the form. */
  labels: Readonly<Record<Field, string>>;
  /** What the browser can find wrong by itself. */
  check: (values: FormData) => Complaints<Field>;
  send: (values: FormData, form: HTMLFormElement) => Promise<void>;
  /** What the button says. */
  submit: string;
  children: ReactNode;
  /** Beside the button. */
  beside?: ReactNode;
};

/** A form of the account: says what is wrong above and beside its fields, keeps what was typed, and sends once. */
export function AccountForm<Field extends string>({
  state,
  labels,
  check,
  send,
  submit,
  children,
  beside,
}: Props<Field>) {
  const t = useTranslations("account.form");
  return (
    <form
      className="space-y-5"
      method="post"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (state.busy) return;
        const values = new FormData(event.currentTarget);
        const found = check(values);
        if (Object.keys(found).length > 0) state.complain(found);
        else void send(values, event.currentTarget);
      }}
    >
      <FormErrors labels={labels} trouble={state.trouble} />
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
