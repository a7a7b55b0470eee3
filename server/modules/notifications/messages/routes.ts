import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { OptionalEtagHeaders } from "../../../platform/http/edit-version.ts";
import { Language } from "../../../platform/language.ts";
import { Closed, LongText, Nullable } from "../../../platform/schema.ts";
import { ChangedKinds, changedKinds } from "../changed-kinds.ts";
import type { NotificationsContext } from "../context.ts";
import { messageKinds } from "../mails/phone-texts.ts";
import { listClosings, previewMessage, storeClosing } from "./service/edit-closing.ts";

const tags = ["mails"];
const config = { access: can("shop:write") };
const Kind = Type.Enum([...messageKinds]);
const params = Closed({ kind: Kind, language: Language });
/** An LMS has room for them beside the longest text. */
const CLOSING_LENGTH = 300;
const Closing = Nullable(
  Closed({
    closing: LongText(CLOSING_LENGTH, 1),
    advertises: Type.Boolean({
      description: "only members who agreed get the lines, with the mark of the law, and not from 21 to 8",
    }),
  }),
);
const Lines = Closed({ lines: { ...Closing, description: "null: none" } });
const Message = Closed({
  kind: Kind,
  language: Language,
  text: Type.String({ description: "with data that is made up" }),
  type: Type.Enum(["SMS", "LMS"], { description: "SMS up to 90 bytes in EUC-KR" }),
  bytes: Type.Integer(),
  template: Type.String({ description: "as it is registered with Kakao; #{name} is a variable" }),
  kakaoCode: Nullable(Type.String({ description: "of the approved template; null: it goes as SMS" })),
  etag: Type.Optional(
    Type.String({
      description: "of the lines that are stored, for `If-Match`; a draft and older answers have none",
    }),
  ),
  lines: Nullable(Closed({ closing: Type.String(), advertises: Type.Boolean() })),
  canAdvertise: Type.Boolean({ description: "the settings have a number for opt-outs" }),
  isOn: Type.Boolean({ description: "false: the settings have no gateway, and no messages are sent" }),
  placeholders: Type.Array(Type.String(), { description: "that the lines may have, each in braces" }),
});

export function messageRoutes(app: App, context: NotificationsContext): void {
  app.get(
    "/api/v1/admin/messages",
    {
      config,
      schema: {
        tags,
        summary: "List the messages to phones",
        querystring: Closed({}),
        response: { 200: ChangedKinds(Kind, "where staff wrote lines") },
      },
    },
    async () => changedKinds(messageKinds, await listClosings(context)),
  );

  app.get(
    "/api/v1/admin/messages/:kind/:language",
    { config, schema: { tags, summary: "Preview a message", params, response: { 200: Message } } },
    (request) => previewMessage(context, request.params, undefined),
  );

  app.post(
    "/api/v1/admin/messages/:kind/:language/preview",
    {
      config,
      schema: {
        tags,
        summary: "Preview a message with lines that are not stored",
        params,
        body: Lines,
        response: { 200: Message },
      },
    },
    (request) => previewMessage(context, request.params, request.body.lines),
  );

  app.put(
    "/api/v1/admin/messages/:kind/:language",
    {
      config,
      schema: {
        tags,
        summary: "Write the last lines of a message",
        description: "An SMS has them. Kakao shows the approved text alone.",
        problems: ["STALE_EDIT"],
        params,
        headers: OptionalEtagHeaders,
        body: Lines,
        response: { 200: Message },
      },
    },
    async (request) => {
      const ifMatch = request.headers["if-match"];
      await storeClosing(context, request.params, request.body.lines, callerOf(request), ifMatch);
      return previewMessage(context, request.params, undefined);
    },
  );
}
