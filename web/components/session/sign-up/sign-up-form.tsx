"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { signUp } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { Agreement } from "@/lib/api/types";
import { type Code, complaintsAbout, readSignUp, signUpRequest } from "@/lib/session/sign-up";
import { PasswordField } from "../../ui/password-field";
import { TextField } from "../../ui/text-field";
import { FormErrors } from "../form-errors";
import { useForm } from "../use-form";
import { usePasswordCodes } from "../use-password-codes";
import { Agreements } from "./agreements";

type Props = { documents: Agreement[]; sent: (email: string) => void };
type Field = "name" | "email" | "password" | "phone" | Code;

const fields: Record<string, Field> = {
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
  const words = useTranslations("session");
  const api = useApi();
  const [agreed, setAgreed] = useState<ReadonlySet<Code>>(new Set());
  const { busy, trouble, send, complain } = useForm({ fields, codes: usePasswordCodes() });

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const values = readSignUp(new FormData(event.currentTarget), agreed);
    const wrong = complaintsAbout(values, documents).map(([field, complaint]) => [
      field,
      complaint === "agree" ? t("agree") : words(`complaints.${complaint}`),
    ]);
    if (wrong.length > 0) return complain(Object.fromEntries(wrong));
    if (await send(() => signUp(api, signUpRequest(values)))) sent(values.email);
  };

  const titles = Object.fromEntries(documents.map(({ code, title }) => [code, title])) as Record<
    Code,
    string
  >;
  const labels: Record<Field, string> = {
    name: words("name"),
    email: words("email"),
    password: words("password"),
    phone: words("phone"),
    ...titles,
  };
  return (
    <form className="space-y-5" method="post" noValidate onSubmit={(event) => void submit(event)}>
      <FormErrors labels={labels} trouble={trouble} />
      <TextField
        autoComplete="name"
        error={trouble.errors.name}
        label={words("name")}
        maxLength={50}
        name="name"
        required
      />
      <TextField
        autoComplete="email"
        error={trouble.errors.email}
        inputMode="email"
        label={words("email")}
        maxLength={254}
        name="email"
        required
        spellCheck={false}
        type="email"
      />
      <PasswordField
        autoComplete="new-password"
        error={trouble.errors.password}
        hide={words("hide")}
        hint={words("passwordHint")}
        label={words("password")}
        name="password"
        required
        show={words("show")}
      />
      <TextField
        autoComplete="tel"
        error={trouble.errors.phone}
        inputMode="tel"
        label={t("optionalPhone")}
        maxLength={20}
        name="phone"
        placeholder="010-0000-0000"
        type="tel"
      />
      <Agreements agreed={agreed} choose={setAgreed} documents={documents} errors={trouble.errors} />
      <button aria-disabled={busy} className="button button-accent w-full" type="submit">
        {busy ? t("sending") : t("submit")}
      </button>
    </form>
  );
}
