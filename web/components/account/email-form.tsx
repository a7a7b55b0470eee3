"use client";

import { useTranslations } from "next-intl";
import { EmailField } from "@/components/form/person-fields";
import { askEmailChange } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import { isEmail } from "@/lib/email";
import { tidy } from "@/lib/fields";
import { ChangeForm } from "../form/change-form";
import { PasswordField } from "../form/password-field";
import { useChange } from "../form/use-change";

/** The address changes when the member follows the link in the mail to the new one, not here. */
export function EmailForm() {
  const t = useTranslations("account.profile");
  const words = useTranslations("account.form");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const state = useChange({
    fields: { email: "newEmail", password: "emailPassword" },
    codes: { INVALID_CREDENTIALS: words("wrongPassword") },
    beside: { INVALID_CREDENTIALS: "emailPassword" },
  });
  const errors = state.errors.fields;

  const check = (values: FormData) => {
    const email = tidy(values.get("newEmail"));
    return {
      ...(email === ""
        ? { newEmail: inputErrors("required") }
        : isEmail(email)
          ? {}
          : { newEmail: inputErrors("email") }),
      ...(values.get("emailPassword") === "" ? { emailPassword: inputErrors("required") } : {}),
    };
  };
  const send = (values: FormData, form: HTMLFormElement) => {
    const email = tidy(values.get("newEmail"));
    const password = String(values.get("emailPassword"));
    return state.change({
      call: () => askEmailChange(api, { email, password }),
      done: t("emailAsked", { email }),
      after: () => form.reset(),
    });
  };

  return (
    <ChangeForm
      check={check}
      labels={{ newEmail: t("newEmail"), emailPassword: t("currentPassword") }}
      send={send}
      state={state}
      submit={t("askEmail")}
    >
      <EmailField error={errors.newEmail} hint={t("emailHint")} label={t("newEmail")} name="newEmail" />
      <PasswordField
        autoComplete="current-password"
        error={errors.emailPassword}
        label={t("currentPassword")}
        name="emailPassword"
        required
      />
    </ChangeForm>
  );
}
