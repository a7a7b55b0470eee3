"use client";

import { type ComponentProps, type ReactNode, useId } from "react";

type FieldProps = {
  name: string;
  label: string;
  error?: string | undefined;
  hint?: string | undefined;
  /** Beside the label, e.g. a button that fills the field in. */
  aside?: ReactNode;
};
type Props = FieldProps & Omit<ComponentProps<"input">, "id" | "className">;
type AreaProps = FieldProps & Omit<ComponentProps<"textarea">, "id" | "className">;

/** The element id is the field's name with a prefix, so that an error summary can link to it. */
export const fieldId = (name: string) => `field-${name}`;

/** What a control needs to be found by its label and to be read with its notes. */
type Control = {
  "aria-describedby": string | undefined;
  "aria-invalid": true | undefined;
  className: string;
  id: string;
  name: string;
};

/** A label, a control, its error and its hint. Screen readers read both notes with the control. */
export function LabelledField({
  name,
  label,
  error,
  hint,
  aside,
  children,
}: FieldProps & { children: (control: Control) => ReactNode }) {
  const described = useId();
  const notes = [hint && `${described}-hint`, error && `${described}-error`].filter(Boolean).join(" ");
  const control: Control = {
    "aria-describedby": notes || undefined,
    "aria-invalid": error ? true : undefined,
    className: "field",
    id: fieldId(name),
    name,
  };
  return (
    <div>
      <div className="mb-1.5 flex min-h-6 items-center justify-between gap-3">
        <label className="text-[0.9375rem] font-semibold" htmlFor={fieldId(name)}>
          {label}
        </label>
        {aside}
      </div>
      {children(control)}
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

/** A labelled field of one line. */
export const TextField = ({ name, label, error, hint, aside, ...input }: Props) => (
  <LabelledField aside={aside} error={error} hint={hint} label={label} name={name}>
    {(control) => <input {...input} {...control} />}
  </LabelledField>
);

/** A labelled field of several lines. */
export const TextArea = ({ name, label, error, hint, aside, ...area }: AreaProps) => (
  <LabelledField aside={aside} error={error} hint={hint} label={label} name={name}>
    {(control) => <textarea rows={3} {...area} {...control} />}
  </LabelledField>
);
