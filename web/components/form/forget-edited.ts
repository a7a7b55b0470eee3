import type { FormEvent } from "react";
import type { useForm } from "./use-form";

/**
 * Returns the handler of a form's `onInput`: what is wrong with a field is forgotten when it is edited.
 * The names of the inputs are those of the form's fields.
 */
export const forgetEdited =
  <Field extends string>({
    errors: { fields, failure },
    setErrors,
  }: Pick<ReturnType<typeof useForm<Field>>, "errors" | "setErrors">) =>
  ({ target }: FormEvent<HTMLFormElement>): void => {
    const edited = (target as HTMLInputElement).name as Field;
    if (fields[edited] === undefined) return;
    const { [edited]: _, ...rest } = fields;
    setErrors(rest as typeof fields, failure);
  };
