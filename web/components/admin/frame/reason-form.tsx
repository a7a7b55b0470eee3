"use client";

import { ChangeForm } from "@/components/form/change-form";
import { TextField } from "@/components/form/text-field";
import type { useChange } from "@/components/form/use-change";

type Props<Field extends string> = {
  /** Of the field, and what `state` calls its error. */
  name: Field;
  state: ReturnType<typeof useChange<Field>>;
  send: (reason: string, form: HTMLFormElement) => Promise<void>;
  /** Of what opens it, and of its button. */
  action: string;
  label: string;
  hint?: string;
  /** Said when there is no reason. */
  missing: string;
};

/** A decision that needs a reason. Closed until it is wanted. */
export function ReasonForm<Field extends string>(props: Props<Field>) {
  const { name, state, send, action, label, hint, missing } = props;
  const reasonOf = (values: FormData) => String(values.get(name) ?? "").trim();
  const only = (text: string) => ({ [name]: text }) as Record<Field, string>;
  return (
    <details>
      <summary className="inline-flex min-h-11 cursor-pointer items-center text-[0.9375rem] text-link">
        {action}
      </summary>
      <ChangeForm
        check={(values) => (reasonOf(values) === "" ? only(missing) : {})}
        labels={only(label)}
        send={(values, form) => send(reasonOf(values), form)}
        state={state}
        submit={action}
      >
        <TextField error={state.errors.fields[name]} hint={hint} label={label} maxLength={200} name={name} />
      </ChangeForm>
    </details>
  );
}
