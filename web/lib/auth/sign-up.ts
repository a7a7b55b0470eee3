import type { AgreementCode, AgreementDocument, SignUpRequest } from "../api/types.ts";
import { findInputErrors, formats, tidy } from "../fields.ts";

export type SignUpValues = {
  name: string;
  email: string;
  password: string;
  phone: string;
  agreed: ReadonlySet<AgreementCode>;
};

/** A password is sent as it was typed. */
export const readSignUp = (form: FormData, agreed: ReadonlySet<AgreementCode>): SignUpValues => ({
  name: tidy(form.get("name")),
  email: tidy(form.get("email")),
  password: String(form.get("password") ?? ""),
  phone: tidy(form.get("phone")),
  agreed,
});

const signUpRules = {
  name: { required: true },
  email: { required: true, format: formats.email },
  password: { required: true },
  phone: { format: formats.phone },
};

/** The errors that the browser finds by itself, in the order of the form. */
export const signUpErrors = ({ name, email, password, phone }: SignUpValues) =>
  findInputErrors({ name, email, password, phone }, signUpRules);

export const missingAgreements = (
  { agreed }: SignUpValues,
  documents: readonly AgreementDocument[],
): AgreementCode[] =>
  documents.filter(({ code, required }) => required && !agreed.has(code)).map(({ code }) => code);

/** @throws when a required agreement is missing: the form checks first */
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
