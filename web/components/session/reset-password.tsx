"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { resetPassword } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import { PasswordField } from "../ui/password-field";
import { ShopLink } from "../ui/shop-link";
import { FormErrors } from "./form-errors";
import { LinkNotice } from "./link-notice";
import { LinkToken } from "./link-token";
import { NarrowPage } from "./narrow-page";
import { Outcome } from "./outcome";
import { useForm } from "./use-form";
import { usePasswordCodes } from "./use-password-codes";

const fields = { password: "password" } as const;

/** A new password by the link of a mail. Nobody is signed in by it: whoever read the mail need not be the member. */
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
  const words = useTranslations("session");
  const links = useTranslations("links");
  const api = useApi();
  const [ended, setEnded] = useState<"done" | "expired" | null>(null);
  const { busy, trouble, send, complain } = useForm({ fields, codes: usePasswordCodes() });

  if (ended === "expired") return <NoLink why="expired" />;
  if (ended === "done") {
    return (
      <Outcome icon="check" look="good" text={t("doneText")} title={t("doneTitle")}>
        <ShopLink className="button button-ink w-full max-w-xs" href="/sign-in">
          {links("toSignIn")}
        </ShopLink>
      </Outcome>
    );
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    if (password === "") return complain({ password: words("complaints.required") });
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
        <FormErrors labels={{ password: words("newPassword") }} trouble={trouble} />
        <PasswordField
          autoComplete="new-password"
          error={trouble.errors.password}
          hide={words("hide")}
          hint={words("passwordHint")}
          label={words("newPassword")}
          name="password"
          required
          show={words("show")}
        />
        <button aria-disabled={busy || !token} className="button button-accent w-full" type="submit">
          {busy ? t("sending") : t("save")}
        </button>
      </form>
    </NarrowPage>
  );
}
