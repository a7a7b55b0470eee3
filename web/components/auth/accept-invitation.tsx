"use client";

import { useTranslations } from "next-intl";
import { useEffect, useState } from "react";
import { findInvitation } from "@/lib/api/auth";
import { useApi } from "@/lib/api/browser";
import type { Invitation } from "@/lib/api/types";
import { ShopLink } from "../ui/shop-link";
import { FormOutcome } from "./form-outcome";
import { InvitationForm } from "./invitation-form";
import { LinkNotice } from "./link-notice";
import { LinkToken } from "./link-token";
import { NarrowPage } from "./narrow-page";

type InvitationView =
  | { state: "reading" | "done" | "expired" | "failed" }
  | { state: "shown"; invitation: Invitation };

/** Shows the invitation and the form that accepts it. Reading an invitation does not use its link up. */
export function AcceptInvitation() {
  return (
    <LinkToken missing={<LinkNotice why="missing" />} reading={<Reading />}>
      {(token) => <InvitationOf token={token} />}
    </LinkToken>
  );
}

function Reading() {
  const t = useTranslations("links");
  return (
    <NarrowPage title={t("invitation.title")}>
      <p className="animate-late text-soft" role="status">
        {t("open")}
      </p>
    </NarrowPage>
  );
}

function InvitationOf({ token }: { token: string }) {
  const t = useTranslations("links");
  const form = useTranslations("form");
  const api = useApi();
  const [view, setView] = useState<InvitationView>({ state: "reading" });

  useEffect(() => {
    let left = false;
    void findInvitation(api, token).then((answer) => {
      if (left) return;
      if (answer.ok) setView({ state: "shown", invitation: answer.data });
      else setView({ state: answer.problem.code === "LINK_EXPIRED" ? "expired" : "failed" });
    });
    return () => {
      left = true;
    };
  }, [api, token]);

  switch (view.state) {
    case "expired":
      return <LinkNotice why="expired" />;
    case "failed":
      return <FormOutcome icon="alert" look="bad" text={form("unsure")} title={t("failed")} />;
    case "done":
      return (
        <FormOutcome
          icon="check"
          look="good"
          text={t("invitation.doneText")}
          title={t("invitation.doneTitle")}
        >
          <ShopLink className="button button-ink w-full max-w-xs" href="/sign-in">
            {t("toSignIn")}
          </ShopLink>
        </FormOutcome>
      );
    case "shown":
      return (
        <InvitationForm
          accepted={() => setView({ state: "done" })}
          expired={() => setView({ state: "expired" })}
          invitation={view.invitation}
          token={token}
        />
      );
    case "reading":
      return <Reading />;
  }
}
