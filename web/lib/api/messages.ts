import type { Locale } from "../../i18n/routing.ts";
import type { Api } from "./client.ts";
import { resultOf } from "./result.ts";
import type { MessageKind, MessageLines } from "./types.ts";

const of = (kind: MessageKind, language: Locale) => ({ params: { path: { kind, language } } });

export const listMessages = (api: Api) => resultOf(api.GET("/api/v1/admin/messages"));

export const readMessage = (api: Api, kind: MessageKind, language: Locale) =>
  resultOf(api.GET("/api/v1/admin/messages/{kind}/{language}", of(kind, language)));

/** With lines that are not stored. */
export const previewMessage = (api: Api, kind: MessageKind, language: Locale, body: MessageLines) =>
  resultOf(api.POST("/api/v1/admin/messages/{kind}/{language}/preview", { ...of(kind, language), body }));

/** `etag`: of what the edit began with; undefined: not known, then nothing is compared. */
export const storeMessage = (
  api: Api,
  kind: MessageKind,
  language: Locale,
  etag: string | undefined,
  body: MessageLines,
) =>
  resultOf(
    api.PUT("/api/v1/admin/messages/{kind}/{language}", {
      params: { path: { kind, language }, header: etag === undefined ? {} : { "if-match": etag } },
      body,
    }),
  );
