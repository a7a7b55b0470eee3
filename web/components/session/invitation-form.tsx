"use client";

import { useTranslations } from "next-intl";
import type { FormEvent } from "react";
import { acceptInvitation } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { Invitation } from "@/lib/api/types";
import { tidy } from "@/lib/fields";
import { PasswordField } from "../ui/password-field";
import { TextField } from "../ui/text-field";
import { FormErrors } from "./form-errors";
import { NarrowPage } from "./narrow-page";
import { useForm } from "./use-form";
import { usePasswordCodes } from "./use-password-codes";

type Props = { invitation: Invitation; token: string; accepted: () => void; expired: () => void };

const fields = { name: "name", password: "password" } as const;
const roles = ["owner", "manager", "catalogue", "orders", "support", "analyst"] as const;

export function InvitationForm({ invitation: { email, role, hasAccount }, token, accepted, expired }: Props) {
  const t = useTranslations("links");
  const words = useTranslations("session");
  const api = useApi();
  const { busy, trouble, send, complain } = useForm({ fields, codes: usePasswordCodes() });
  const known = roles.find((each) => each === role);
  const passwordLabel = words(hasAccount ? "newPassword" : "password");

  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const given = { name: tidy(form.get("name")), password: String(form.get("password") ?? "") };
    const wanted = hasAccount ? (["password"] as const) : (["name", "password"] as const);
    const missing = wanted.filter((field) => given[field] === "");
    if (missing.length > 0)
      return complain(Object.fromEntries(missing.map((field) => [field, words("complaints.required")])));
    const answer = await send(
      () => acceptInvitation(api, hasAccount ? { token, password: given.password } : { token, ...given }),
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
        <FormErrors labels={{ name: words("name"), password: passwordLabel }} trouble={trouble} />
        <p className="text-[0.9375rem]">{hasAccount ? t("invitation.known") : t("invitation.fresh")}</p>
        {/* Read-only rather than text: a password manager files the new password under it. */}
        <TextField
          autoComplete="username"
          label={words("email")}
          name="email"
          readOnly
          type="email"
          value={email}
        />
        {!hasAccount && (
          <TextField
            autoComplete="name"
            error={trouble.errors.name}
            label={words("name")}
            maxLength={50}
            name="name"
            required
          />
        )}
        <PasswordField
          autoComplete="new-password"
          error={trouble.errors.password}
          hide={words("hide")}
          hint={words("passwordHint")}
          label={passwordLabel}
          name="password"
          required
          show={words("show")}
        />
        <button aria-disabled={busy} className="button button-accent w-full" type="submit">
          {busy ? t("sending") : t("invitation.submit")}
        </button>
      </form>
    </NarrowPage>
  );
}
