"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { EmailField } from "@/components/form/person-fields";
import { askPasswordReset } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import { isKnownEmail } from "@/lib/email";
import { tidy } from "@/lib/fields";
import { ErrorSummary } from "../form/error-summary";
import { useForm } from "../form/use-form";
import { ShopLink } from "../ui/shop-link";
import { FormOutcome } from "./form-outcome";
import { NarrowPage } from "./narrow-page";

const fields = { email: "email" } as const;

/** Shows the same message for known and unknown addresses. */
export function AskReset() {
  const t = useTranslations("reset");
  const words = useTranslations("auth");
  const inputErrors = useTranslations("form.inputErrors");
  const api = useApi();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, errors, send, setErrors } = useForm({ fields });

  const back = (
    <ShopLink className="button button-line w-full max-w-xs" href="/sign-in">
      {t("toSignIn")}
    </ShopLink>
  );
  if (sentTo) {
    return (
      <FormOutcome icon="mail" look="plain" text={t("sentText", { email: sentTo })} title={t("sentTitle")}>
        {back}
      </FormOutcome>
    );
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = tidy(new FormData(event.currentTarget).get("email"));
    if (!isKnownEmail(email)) return setErrors({ email: inputErrors(email ? "email" : "required") });
    if (await send(() => askPasswordReset(api, email))) setSentTo(email);
  };
  return (
    <NarrowPage text={t("text")} title={t("title")}>
      <form className="space-y-5" method="post" noValidate onSubmit={(event) => void submit(event)}>
        <ErrorSummary errors={errors} labels={{ email: words("email") }} />
        <EmailField error={errors.fields.email} label={words("email")} />
        <button aria-disabled={busy} className="button button-accent w-full" type="submit">
          {busy ? t("sending") : t("submit")}
        </button>
      </form>
    </NarrowPage>
  );
}
