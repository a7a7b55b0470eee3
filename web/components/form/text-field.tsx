"use client";

import { type ComponentProps, type ReactNode, useId } from "react";

type Props = Omit<ComponentProps<"input">, "id" | "className"> & {
  name: string;
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  /** Beside the label, e.g. a button that fills the field in. */
  aside?: ReactNode;
};

/** The element id is the field's name with a prefix, so that an error summary can link to it. */
export const fieldId = (name: string) => `field-${name}`;

/** A labelled field. Screen readers read its hint and its error with it. */
export function TextField({ name, label, error, hint, aside, ...input }: Props) {
  const described = useId();
  const notes = [hint && `${described}-hint`, error && `${described}-error`].filter(Boolean).join(" ");
  return (
    <div>
      <div className="mb-1.5 flex min-h-6 items-center justify-between gap-3">
        <label className="text-[0.9375rem] font-semibold" htmlFor={fieldId(name)}>
          {label}
        </label>
        {aside}
      </div>
      <input
        {...input}
        aria-describedby={notes || undefined}
        aria-invalid={error ? true : undefined}
        className="field"
        id={fieldId(name)}
        name={name}
      />
      {error && (
        <p className="mt-1.5 text-sm font-medium text-accent-deep" id={`${described}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className="mt-1.5 text-sm text-soft" id={`${described}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
