"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { confirmEmailChange, verifyEmail } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { Problem } from "@/lib/api/problem";
import { ErrorSummary } from "../form/error-summary";
import { PasswordField } from "../form/password-field";
import { useForm } from "../form/use-form";
import { ShopLink } from "../ui/shop-link";
import { FormOutcome } from "./form-outcome";
import { LinkNotice } from "./link-notice";
import { LinkToken } from "./link-token";
import { NarrowPage } from "./narrow-page";

const fields = { password: "password" } as const;

type Props = { of: "verifyEmail" | "confirmEmail"; signedIn: boolean };

/**
 * A link of a mail counts only after a click, because mail scanners open addresses but press no buttons.
 * Without a session, the account's password is also needed to verify an address: a stranger may have signed
 * up with it.
 */
export function ConfirmLink(props: Props) {
  const form = (token: string | null) => <Confirmation {...props} token={token} />;
  return (
    <LinkToken missing={<LinkNotice why="missing" />} reading={form(null)}>
      {form}
    </LinkToken>
  );
}

/** @param token null until the address is read */
function Confirmation({ of, signedIn, token }: Props & { token: string | null }) {
  const t = useTranslations("links");
  const words = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const [ended, setEnded] = useState<"done" | "expired" | null>(null);
  const [passwordDue, setPasswordDue] = useState(of === "verifyEmail" && !signedIn);
  const { busy, errors, send, setErrors } = useForm({ fields });

  if (ended === "expired") return <LinkNotice why="expired" />;
  if (ended === "done") {
    return (
      <FormOutcome icon="check" look="good" text={t(`${of}.doneText`)} title={t(`${of}.doneTitle`)}>
        <ShopLink className="button button-ink w-full max-w-xs" href={signedIn ? "/" : "/sign-in"}>
          {signedIn ? t("home") : t("toSignIn")}
        </ShopLink>
      </FormOutcome>
    );
  }
  const refused = ({ code }: Problem): boolean => {
    if (code === "LINK_EXPIRED") setEnded("expired");
    else if (code === "INVALID_CREDENTIALS") setErrors({ password: t("verifyEmail.wrongPassword") });
    else if (code === "UNAUTHENTICATED" && !passwordDue) {
      setPasswordDue(true);
      setErrors({}, t("verifyEmail.notSignedIn"));
    } else return false;
    return true;
  };
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password") ?? "");
    if (passwordDue && password === "") return setErrors({ password: inputErrors("required") });
    if (!token) return;
    const confirm = () =>
      of === "confirmEmail"
        ? confirmEmailChange(api, token)
        : verifyEmail(api, token, passwordDue ? password : undefined);
    if (await send(confirm, refused)) setEnded("done");
  };
  return (
    <NarrowPage text={t(passwordDue ? "verifyEmail.passwordText" : `${of}.text`)} title={t(`${of}.title`)}>
      <form className="space-y-5" method="post" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} labels={{ password: words("password") }} />
        {passwordDue && (
          <PasswordField
            autoComplete="current-password"
            error={errors.fields.password}
            label={words("password")}
            name="password"
            required
          />
        )}
        <button aria-disabled={busy || !token} className="button button-accent w-full" type="submit">
          {busy ? t("sending") : t(`${of}.submit`)}
        </button>
      </form>
      {passwordDue && (
        <p className="mt-6 text-[0.9375rem] text-soft">
          {t("verifyEmail.notMine")}{" "}
          <ShopLink
            className="inline-flex min-h-11 items-center text-link md:min-h-6"
            href="/forgot-password"
          >
            {t("verifyEmail.reset")}
          </ShopLink>
        </p>
      )}
    </NarrowPage>
  );
}
