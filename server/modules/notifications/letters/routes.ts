import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { OptionalEtagHeaders } from "../../../platform/http/edit-version.ts";
import { Language } from "../../../platform/language.ts";
import { Closed, Line, LongText, Nullable, OrNull } from "../../../platform/schema.ts";
import { ChangedKinds, changedKinds } from "../changed-kinds.ts";
import type { NotificationsContext } from "../context.ts";
import { letterKinds } from "../mails/letter-texts.ts";
import { listChanged, previewLetter, storeTexts } from "./edit-texts.ts";

const tags = ["mails"];
const config = { access: can("shop:write") };
const Kind = Type.Enum([...letterKinds]);
const params = Closed({ kind: Kind, language: Language });
const Texts = Closed({
  subject: { ...OrNull(Line(120)), description: "null, here and below: the program's own" },
  heading: OrNull(Line(120)),
  closing: { ...OrNull(LongText(1_000, 1)), description: "lines at the end of the mail" },
});
const Shown = Nullable(Type.String());
const Letter = Closed({
  kind: Kind,
  language: Language,
  subject: Type.String(),
  text: Type.String(),
  html: Type.String({ description: "with data that is made up" }),
  etag: Type.Optional(
    Type.String({
      description: "of the texts that are stored, for `If-Match`; a draft and older answers have none",
    }),
  ),
  texts: Closed({ subject: Shown, heading: Shown, closing: Shown }),
  programs: Closed({ subject: Type.String(), heading: Type.String() }),
  placeholders: Type.Array(Type.String(), { description: "that the texts may have, each in braces" }),
});

export function letterRoutes(app: App, context: NotificationsContext): void {
  app.get(
    "/api/v1/admin/mails",
    {
      config,
      schema: {
        tags,
        summary: "List the mails about orders",
        querystring: Closed({}),
        response: { 200: ChangedKinds(Kind, "where staff wrote texts") },
      },
    },
    async () => changedKinds(letterKinds, await listChanged(context)),
  );

  app.get(
    "/api/v1/admin/mails/:kind/:language",
    { config, schema: { tags, summary: "Preview a mail", params, response: { 200: Letter } } },
    (request) => previewLetter(context, request.params, undefined),
  );

  app.post(
    "/api/v1/admin/mails/:kind/:language/preview",
    {
      config,
      schema: {
        tags,
        summary: "Preview a mail with texts that are not stored",
        params,
        body: Texts,
        response: { 200: Letter },
      },
    },
    (request) => previewLetter(context, request.params, request.body),
  );

  app.put(
    "/api/v1/admin/mails/:kind/:language",
    {
      config,
      schema: {
        tags,
        summary: "Write the subject, the heading and the last lines of a mail",
        description: "What a mail must say (goods, amounts, codes, links) stays as the program has it.",
        problems: ["STALE_EDIT"],
        params,
        headers: OptionalEtagHeaders,
        body: Texts,
        response: { 200: Letter },
      },
    },
    async (request) => {
      const ifMatch = request.headers["if-match"];
      await storeTexts(context, request.params, request.body, callerOf(request), ifMatch);
      return previewLetter(context, request.params, undefined);
    },
  );
}
