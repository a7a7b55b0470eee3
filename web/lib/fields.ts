/** How every form reads and checks single values, with the API's rules. The API has the last word. */
import { isEmail } from "./email.ts";
import { isPhone } from "./phone.ts";

/** Full-width digits and letters come from a Korean keyboard's other mode and mean the same. */
export const tidy = (value: FormDataEntryValue | null): string =>
  typeof value === "string" ? value.normalize("NFKC").trim() : "";

/** The longest values that the API accepts. */
export const maxLengths = {
  name: 60,
  email: 254,
  phone: 40,
  label: 20,
  recipient: 60,
  postcode: 5,
  address1: 200,
  address2: 200,
  memo: 200,
} as const;

/** An error that the browser can find; the messages are `form.inputErrors`. */
export type InputError = "required" | "email" | "phone" | "postcode" | "businessNumber";

type Format = { error: InputError; accepts: (value: string) => boolean };
export type FieldRule = { required?: boolean; format?: Format };

export const formats = {
  email: { error: "email", accepts: isEmail },
  postcode: { error: "postcode", accepts: (value) => /^[0-9]{5}$/.test(value) },
  phone: { error: "phone", accepts: isPhone },
} satisfies Record<string, Format>;

/** The fields that have rules, in the order of the form. */
export const fieldsOf = <Field extends string>(rules: Readonly<Record<Field, FieldRule>>): Field[] =>
  Object.keys(rules) as Field[];

export const readFields = <Field extends string>(form: FormData, names: readonly Field[]) =>
  Object.fromEntries(names.map((name) => [name, tidy(form.get(name))])) as Record<Field, string>;

function inputError(value: string, { required, format }: FieldRule): InputError | null {
  if (value === "") return required ? "required" : null;
  return format && !format.accepts(value) ? format.error : null;
}

/** The error of each wrong field, in the order of the form. */
export const findInputErrors = <Field extends string>(
  values: Readonly<Record<Field, string>>,
  rules: Readonly<Record<Field, FieldRule>>,
): Partial<Record<Field, InputError>> =>
  Object.fromEntries(
    fieldsOf(rules).flatMap((field) => {
      const error = inputError(values[field], rules[field]);
      return error ? [[field, error]] : [];
    }),
  ) as Partial<Record<Field, InputError>>;
