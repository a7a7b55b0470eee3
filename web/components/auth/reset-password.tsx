"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { resetPassword } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import { ErrorSummary } from "../form/error-summary";
import { PasswordField } from "../form/password-field";
import { useForm } from "../form/use-form";
import { ShopLink } from "../ui/shop-link";
import { FormOutcome } from "./form-outcome";
import { LinkNotice } from "./link-notice";
import { LinkToken } from "./link-token";
import { NarrowPage } from "./narrow-page";
import { usePasswordCodes } from "./use-password-codes";

const fields = { password: "password" } as const;

/**
 * Sets a new password by the link of a mail. It signs no member in, because the reader of the mail may be
 * another person.
 */
export function ResetPassword() {
  return (
    <LinkToken missing={<NoLink why="missing" />} reading={<ResetForm token={null} />}>
      {(token) => <ResetForm token={token} />}
    </LinkToken>
  );
}

function NoLink({ why }: { why: "missing" | "expired" }) {
  const t = useTranslations("links");
  return (
    <LinkNotice why={why}>
      <ShopLink className="button button-ink w-full max-w-xs" href="/forgot-password">
        {t("askAgain")}
      </ShopLink>
    </LinkNotice>
  );
}

/** @param token null until the address is read */
function ResetForm({ token }: { token: string | null }) {
  const t = useTranslations("reset");
  const words = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const links = useTranslations("links");
  const api = useApi();
  const [ended, setEnded] = useState<"done" | "expired" | null>(null);
  const { busy, errors, send, setErrors } = useForm({ fields, codes: usePasswordCodes() });

  if (ended === "expired") return <NoLink why="expired" />;
  if (ended === "done") {
    return (
      <FormOutcome icon="check" look="good" text={t("doneText")} title={t("doneTitle")}>
        <ShopLink className="button button-ink w-full max-w-xs" href="/sign-in">
          {links("toSignIn")}
        </ShopLink>
      </FormOutcome>
    );
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    if (password === "") return setErrors({ password: inputErrors("required") });
    if (!token) return;
    const answer = await send(
      () => resetPassword(api, token, password),
      ({ code }) => {
        if (code !== "LINK_EXPIRED") return false;
        setEnded("expired");
        return true;
      },
    );
    if (answer) setEnded("done");
  };
  return (
    <NarrowPage text={t("newText")} title={t("newTitle")}>
      <form className="space-y-5" method="post" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} labels={{ password: words("newPassword") }} />
        <PasswordField
          autoComplete="new-password"
          error={errors.fields.password}
          hint={words("passwordHint")}
          label={words("newPassword")}
          name="password"
          required
        />
        <button aria-disabled={busy || !token} className="button button-accent w-full" type="submit">
          {busy ? t("sending") : t("save")}
        </button>
      </form>
    </NarrowPage>
  );
}
