"use client";

import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { NameField } from "@/components/form/person-fields";
import { acceptInvitation } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { Invitation } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { ErrorSummary } from "../form/error-summary";
import { PasswordField } from "../form/password-field";
import { TextField } from "../form/text-field";
import { useForm } from "../form/use-form";
import { NarrowPage } from "./narrow-page";
import { usePasswordCodes } from "./use-password-codes";

type Props = { invitation: Invitation; token: string; accepted: () => void; expired: () => void };

const fields = { name: "name", password: "password" } as const;
const roles = ["owner", "manager", "catalogue", "orders", "support", "analyst"] as const;

export function InvitationForm({ invitation: { email, role, hasAccount }, token, accepted, expired }: Props) {
  const t = useTranslations("links");
  const words = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const { busy, errors, send, setErrors } = useForm({ fields, codes: usePasswordCodes() });
  const known = roles.find((each) => each === role);
  const passwordLabel = words(hasAccount ? "newPassword" : "password");

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const values = { name: tidy(form.get("name")), password: String(form.get("password") ?? "") };
    const required = hasAccount ? (["password"] as const) : (["name", "password"] as const);
    const missing = required.filter((field) => values[field] === "");
    if (missing.length > 0)
      return setErrors(Object.fromEntries(missing.map((field) => [field, inputErrors("required")])));
    const answer = await send(
      () => acceptInvitation(api, hasAccount ? { token, password: values.password } : { token, ...values }),
      ({ code }) => {
        if (code === "LINK_EXPIRED") expired();
        return code === "LINK_EXPIRED";
      },
    );
    if (answer) accepted();
  };

  return (
    <NarrowPage
      text={t("invitation.text", { role: known ? t(`roles.${known}`) : role })}
      title={t("invitation.title")}
    >
      <form className="space-y-5" method="post" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} labels={{ name: words("name"), password: passwordLabel }} />
        <p className="text-[0.9375rem]">{hasAccount ? t("invitation.known") : t("invitation.fresh")}</p>
        {/* A read-only field rather than text: a password manager stores the new password under it. */}
        <TextField
          autoComplete="username"
          label={words("email")}
          name="email"
          readOnly
          type="email"
          value={email}
        />
        {!hasAccount && <NameField error={errors.fields.name} label={words("name")} />}
        <PasswordField
          autoComplete="new-password"
          error={errors.fields.password}
          hint={words("passwordHint")}
          label={passwordLabel}
          name="password"
          required
        />
        <button aria-disabled={busy} className="button button-accent w-full" type="submit">
          {busy ? t("sending") : t("invitation.submit")}
        </button>
      </form>
    </NarrowPage>
  );
}
