"use client";

import { useTranslations } from "next-intl";
import { changePassword } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import { ChangeForm } from "../form/change-form";
import { PasswordField } from "../form/password-field";
import { useChange } from "../form/use-change";

/** @param props.email tells password managers the account of this password */
export function PasswordForm({ email }: { email: string }) {
  const t = useTranslations("account.password");
  const words = useTranslations("account.form");
  const auth = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const state = useChange({
    fields: { currentPassword: "currentPassword", newPassword: "newPassword", password: "newPassword" },
    codes: { INVALID_CREDENTIALS: words("wrongPassword") },
    beside: { INVALID_CREDENTIALS: "currentPassword" },
  });
  const errors = state.errors.fields;

  const check = (values: FormData) => ({
    ...(values.get("currentPassword") === "" ? { currentPassword: inputErrors("required") } : {}),
    ...(values.get("newPassword") === "" ? { newPassword: inputErrors("required") } : {}),
  });
  const send = (values: FormData, form: HTMLFormElement) => {
    const currentPassword = String(values.get("currentPassword"));
    const newPassword = String(values.get("newPassword"));
    return state.change({
      call: () => changePassword(api, { currentPassword, newPassword }),
      done: t("changed"),
      after: () => form.reset(),
    });
  };

  return (
    <ChangeForm
      check={check}
      labels={{ currentPassword: t("current"), newPassword: auth("newPassword") }}
      send={send}
      state={state}
      submit={t("change")}
    >
      <input autoComplete="username" defaultValue={email} hidden name="username" type="email" />
      <PasswordField
        autoComplete="current-password"
        error={errors.currentPassword}
        label={t("current")}
        name="currentPassword"
        required
      />
      <PasswordField
        autoComplete="new-password"
        error={errors.newPassword}
        hint={auth("passwordHint")}
        label={auth("newPassword")}
        name="newPassword"
        required
      />
    </ChangeForm>
  );
}
