import type { Locale } from "../../i18n/routing.ts";
import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { MailKind, MailTexts } from "./types.ts";

const of = (kind: MailKind, language: Locale) => ({ params: { path: { kind, language } } });

export const listMails = (api: Api) => resultOf(api.GET("/api/v1/admin/mails"));

export const readMail = (api: Api, kind: MailKind, language: Locale) =>
  resultOf(api.GET("/api/v1/admin/mails/{kind}/{language}", of(kind, language)));

/** With texts that are not stored. */
export const previewMail = (api: Api, kind: MailKind, language: Locale, body: MailTexts) =>
  resultOf(api.POST("/api/v1/admin/mails/{kind}/{language}/preview", { ...of(kind, language), body }));

/** `etag`: of what the edit began with; undefined: not known, then nothing is compared. */
export const storeMail = (
  api: Api,
  kind: MailKind,
  language: Locale,
  etag: string | undefined,
  body: MailTexts,
) =>
  resultOf(
    api.PUT("/api/v1/admin/mails/{kind}/{language}", {
      params: { path: { kind, language }, header: etag === undefined ? {} : { "if-match": etag } },
      body,
    }),
  );
