"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { EmailField, NameField, PhoneField } from "@/components/form/person-fields";
import { signUp } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { AgreementCode, AgreementDocument } from "@/lib/api/types";
import { missingAgreements, readSignUp, signUpErrors, signUpRequest } from "@/lib/auth/sign-up";
import { ErrorSummary } from "../../form/error-summary";
import { forgetEdited } from "../../form/forget-edited";
import { PasswordField } from "../../form/password-field";
import { useForm } from "../../form/use-form";
import { useInputMessages } from "../../form/use-input-messages";
import { usePasswordCodes } from "../use-password-codes";
import { Agreements } from "./agreements";

type Props = { documents: AgreementDocument[]; sent: (email: string) => void };
type SignUpField = "name" | "email" | "password" | "phone" | AgreementCode;

const fields: Record<string, SignUpField> = {
  name: "name",
  email: "email",
  password: "password",
  phone: "phone",
  "agreements/terms": "terms",
  "agreements/privacy": "privacy",
  "agreements/over14": "over14",
};

export function SignUpForm({ documents, sent }: Props) {
  const t = useTranslations("signUp");
  const words = useTranslations("auth");
  const inputMessages = useInputMessages();
  const api = useApi();
  const [agreed, setAgreed] = useState<ReadonlySet<AgreementCode>>(new Set());
  const { busy, errors, send, setErrors } = useForm({ fields, codes: usePasswordCodes() });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = readSignUp(new FormData(event.currentTarget), agreed);
    const wrong = {
      ...inputMessages(signUpErrors(values)),
      ...Object.fromEntries(missingAgreements(values, documents).map((code) => [code, t("agree")])),
    };
    if (Object.keys(wrong).length > 0) return setErrors(wrong);
    if (await send(() => signUp(api, signUpRequest(values)))) sent(values.email);
  };

  const titles = Object.fromEntries(documents.map(({ code, title }) => [code, title])) as Record<
    AgreementCode,
    string
  >;
  const labels: Record<SignUpField, string> = {
    name: words("name"),
    email: words("email"),
    password: words("password"),
    phone: words("phone"),
    ...titles,
  };
  return (
    <form
      className="space-y-5"
      method="post"
      noValidate
      onInput={forgetEdited({ errors, setErrors })}
      onSubmit={(event) => void submit(event)}
    >
      <ErrorSummary errors={errors} labels={labels} />
      <NameField error={errors.fields.name} label={words("name")} />
      <EmailField error={errors.fields.email} label={words("email")} />
      <PasswordField
        autoComplete="new-password"
        error={errors.fields.password}
        hint={words("passwordHint")}
        label={words("password")}
        name="password"
        required
      />
      <PhoneField error={errors.fields.phone} label={t("optionalPhone")} />
      <Agreements agreed={agreed} choose={setAgreed} documents={documents} errors={errors.fields} />
      <button aria-disabled={busy} className="button button-accent w-full" type="submit">
        {busy ? t("sending") : t("submit")}
      </button>
    </form>
  );
}
