import type { AgreementDocument, SignUpRequest } from "../api/types.ts";
import { isEmail, tidy } from "../fields.ts";
import { isMemberPhone } from "../phone.ts";

export type Code = AgreementDocument["code"];

export type SignUpValues = {
  name: string;
  email: string;
  password: string;
  phone: string;
  agreed: ReadonlySet<Code>;
};

/** A password is taken as it was typed. */
export const readSignUp = (form: FormData, agreed: ReadonlySet<Code>): SignUpValues => ({
  name: tidy(form.get("name")),
  email: tidy(form.get("email")),
  password: String(form.get("password") ?? ""),
  phone: tidy(form.get("phone")),
  agreed,
});

export type Complaint = "required" | "email" | "phone" | "agree";

/** What the browser finds wrong by itself, in the order of the form. */
export function complaintsAbout(
  values: SignUpValues,
  documents: readonly AgreementDocument[],
): [field: string, Complaint][] {
  const { name, email, password, phone, agreed } = values;
  return [
    ...(name ? [] : [["name", "required"] as [string, Complaint]]),
    ...(isEmail(email) ? [] : [["email", email ? "email" : "required"] as [string, Complaint]]),
    ...(password ? [] : [["password", "required"] as [string, Complaint]]),
    ...(phone === "" || isMemberPhone(phone) ? [] : [["phone", "phone"] as [string, Complaint]]),
    ...documents
      .filter(({ code, required }) => required && !agreed.has(code))
      .map(({ code }) => [code, "agree"] as [string, Complaint]),
  ];
}

/** @throws when a required agreement is missing: the form complains first */
export function signUpRequest({ name, email, password, phone, agreed }: SignUpValues): SignUpRequest {
  for (const code of ["terms", "privacy", "over14"] as const) {
    if (!agreed.has(code)) throw new Error(`${code} is not agreed to`);
  }
  return {
    email,
    password,
    name,
    ...(phone ? { phone } : {}),
    agreements: {
      terms: true,
      privacy: true,
      over14: true,
      marketing: {
        email: agreed.has("marketing_email"),
        sms: agreed.has("marketing_sms"),
        push: agreed.has("marketing_push"),
      },
    },
  };
}
