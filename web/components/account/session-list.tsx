"use client";

import clsx from "clsx";
import { useRouter } from "next/navigation";
import { useLocale, useTranslations } from "next-intl";
import { useRef } from "react";
import { deviceWords, isHandheld } from "@/lib/account/device";
import { endAllSessions, endOtherSessions, endSession } from "@/lib/api/account";
import { useApi } from "@/lib/api/browser";
import type { Session } from "@/lib/api/types";
import { formatDateTime } from "@/lib/dates";
import { forgetVisitor } from "@/lib/forget-visitor";
import { localePath } from "@/lib/paths";
import { Notice, Refusal } from "../form/notice";
import { useChange } from "../form/use-change";
import { Icon } from "../ui/icon";
import { ConfirmButton } from "./confirm-button";

/** The member's sessions, this device first, with the ways to end them. */
export function SessionList({ sessions }: { sessions: Session[] }) {
  const t = useTranslations("account.sessions");
  const api = useApi();
  const locale = useLocale();
  const router = useRouter();
  const { busy, notice, errors, change } = useChange();
  const list = useRef<HTMLUListElement>(null);
  // The list takes the focus of a button that disappears with its session.
  const after = () => {
    router.refresh();
    list.current?.focus();
  };

  return (
    <>
      <ul
        aria-label={t("list")}
        className="divide-y divide-line rounded-lg border border-line bg-white"
        ref={list}
        tabIndex={-1}
      >
        {sessions.map((session) => (
          <li key={session.id}>
            <SessionRow
              busy={busy}
              end={() => void change({ call: () => endSession(api, session.id), done: t("ended"), after })}
              session={session}
            />
          </li>
        ))}
      </ul>
      <div>
        <div className="flex flex-wrap gap-3">
          {sessions.some(({ current }) => !current) && (
            <ConfirmButton
              act={() => void change({ call: () => endOtherSessions(api), done: t("othersEnded"), after })}
              busy={busy}
              className="button button-line"
              confirm={t("signOut")}
              text={t("endOthersText")}
              title={t("endOthers")}
            >
              {t("endOthers")}
            </ConfirmButton>
          )}
          <ConfirmButton
            // A new document, so that nothing drawn for the member stays on the screen.
            act={() =>
              void change({
                call: () => endAllSessions(api),
                after: () => {
                  forgetVisitor();
                  location.replace(localePath(locale, "/"));
                },
              })
            }
            busy={busy}
            className="button button-line"
            confirm={t("signOut")}
            text={t("endAllText")}
            title={t("endAll")}
          >
            {t("endAll")}
          </ConfirmButton>
        </div>
        <div className="*:not-empty:mt-3">
          <Notice text={notice} />
          <Refusal text={errors.failure} />
        </div>
      </div>
    </>
  );
}

function SessionRow({ session, busy, end }: { session: Session; busy: boolean; end: () => void }) {
  const t = useTranslations("account.sessions");
  const locale = useLocale();
  const device = deviceWords(session.userAgent) ?? t("unknown");
  return (
    <div className="flex flex-wrap items-start gap-x-4 p-4 sm:flex-nowrap md:p-5">
      <span className="mt-0.5 grid size-10 shrink-0 place-items-center rounded-full bg-sand">
        <Icon name={isHandheld(session.userAgent) ? "phone" : "screen"} size={20} />
      </span>
      <div className="min-w-0 flex-1 basis-[calc(100%-4rem)] text-sm text-soft tabular-nums">
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 text-base text-ink">
          <strong>{device}</strong>
          {session.current && (
            <span className="rounded-sm bg-leaf-wash px-2 py-0.5 text-[0.8125rem] font-semibold text-leaf">
              {t("current")}
            </span>
          )}
          {session.audience === "staff" && (
            <span className="rounded-sm bg-sand px-2 py-0.5 text-[0.8125rem] font-semibold">
              {t("staff")}
            </span>
          )}
        </p>
        <p className="mt-1">{t("lastUsed", { at: formatDateTime(session.lastUsedAt, locale) })}</p>
        <p>{t("since", { at: formatDateTime(session.createdAt, locale) })}</p>
        {session.ip && <p>{t("from", { ip: session.ip })}</p>}
      </div>
      {!session.current && (
        <button
          aria-disabled={busy}
          aria-label={t("endOf", { device })}
          className={clsx(
            "-mb-3 ml-12 inline-flex min-h-11 shrink-0 items-center px-2 text-[0.9375rem] text-link",
            "sm:-my-2 sm:ml-0",
          )}
          onClick={end}
          type="button"
        >
          {t("end")}
        </button>
      )}
    </div>
  );
}
