"use client";

import { useTranslations } from "next-intl";
import { useState } from "react";
import { confirmEmailChange, verifyEmail } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import { ShopLink } from "../ui/shop-link";
import { FormErrors } from "./form-errors";
import { LinkNotice } from "./link-notice";
import { LinkToken } from "./link-token";
import { NarrowPage } from "./narrow-page";
import { Outcome } from "./outcome";
import { useForm } from "./use-form";

const calls = { verifyEmail, confirmEmail: confirmEmailChange };

type Props = { of: keyof typeof calls; signedIn: boolean };

/** A link that needs a click to count: programs that look into mails open addresses, and press nothing. */
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
  const api = useApi();
  const [ended, setEnded] = useState<"done" | "expired" | null>(null);
  const { busy, trouble, send } = useForm({ fields: {} });

  if (ended === "expired") return <LinkNotice why="expired" />;
  if (ended === "done") {
    return (
      <Outcome icon="check" look="good" text={t(`${of}.doneText`)} title={t(`${of}.doneTitle`)}>
        <ShopLink className="button button-ink w-full max-w-xs" href={signedIn ? "/" : "/sign-in"}>
          {signedIn ? t("home") : t("toSignIn")}
        </ShopLink>
      </Outcome>
    );
  }
  const confirm = async () => {
    if (!token) return;
    const answer = await send(
      () => calls[of](api, token),
      ({ code }) => {
        if (code !== "LINK_EXPIRED") return false;
        setEnded("expired");
        return true;
      },
    );
    if (answer) setEnded("done");
  };
  return (
    <NarrowPage text={t(`${of}.text`)} title={t(`${of}.title`)}>
      <div className="space-y-5">
        <FormErrors labels={{}} trouble={trouble} />
        <button
          aria-disabled={busy || !token}
          className="button button-accent w-full"
          onClick={() => void confirm()}
          type="button"
        >
          {busy ? t("sending") : t(`${of}.submit`)}
        </button>
      </div>
    </NarrowPage>
  );
}
