"use client";

import { useTranslations } from "next-intl";
import { type FormEvent, useState } from "react";
import { askPasswordReset } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import { isEmail, tidy } from "@/lib/fields";
import { ShopLink } from "../ui/shop-link";
import { TextField } from "../ui/text-field";
import { FormErrors } from "./form-errors";
import { NarrowPage } from "./narrow-page";
import { Outcome } from "./outcome";
import { useForm } from "./use-form";

const fields = { email: "email" } as const;

/** Says the same whether or not the address is a member's. */
export function AskReset() {
  const t = useTranslations("reset");
  const words = useTranslations("session");
  const api = useApi();
  const [sentTo, setSentTo] = useState<string | null>(null);
  const { busy, trouble, send, complain } = useForm({ fields });

  const back = (
    <ShopLink className="button button-line w-full max-w-xs" href="/sign-in">
      {t("toSignIn")}
    </ShopLink>
  );
  if (sentTo) {
    return (
      <Outcome icon="mail" look="plain" text={t("sentText", { email: sentTo })} title={t("sentTitle")}>
        {back}
      </Outcome>
    );
  }
  const submit = async (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const email = tidy(new FormData(event.currentTarget).get("email"));
    if (!isEmail(email)) return complain({ email: words(`complaints.${email ? "email" : "required"}`) });
    if (await send(() => askPasswordReset(api, email))) setSentTo(email);
  };
  return (
    <NarrowPage text={t("text")} title={t("title")}>
      <form className="space-y-5" method="post" noValidate onSubmit={(event) => void submit(event)}>
        <FormErrors labels={{ email: words("email") }} trouble={trouble} />
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
        <button aria-disabled={busy} className="button button-accent w-full" type="submit">
          {busy ? t("sending") : t("submit")}
        </button>
      </form>
    </NarrowPage>
  );
}
