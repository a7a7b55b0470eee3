import { type Static, Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { accountOf, can, everyone, originOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { etagOfBody, setEtag } from "../../../platform/http/etag.ts";
import { LARGE_BODY_BYTES } from "../../../platform/http/json-body.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { NotModified } from "../../../platform/http/response-cache.ts";
import { Closed, Line, LongText, Nullable, Timestamp } from "../../../platform/schema.ts";
import type { MembersContext } from "../context.ts";
import { type AgreementRow, agreementCodes } from "./queries.ts";
import { chooseMarketing, listAgreements, listDocuments, publishDocument } from "./service.ts";

const Code = Type.Enum([...agreementCodes]);
const Document = Closed({
  code: Code,
  version: Type.Integer(),
  required: Type.Boolean({ description: "nobody becomes a member without it" }),
  title: Type.String(),
  body: Type.String({ description: "plain text; blank lines part paragraphs, `- ` begins an item" }),
  effectiveAt: Timestamp,
});
const Agreement = Closed({
  code: Code,
  title: Type.String(),
  required: Type.Boolean(),
  agreed: Type.Boolean(),
  version: Nullable(Type.Integer({ description: "that was agreed to" })),
  currentVersion: Type.Integer(),
  at: Nullable(Timestamp),
});
const Agreements = Closed({ items: Type.Array(Agreement) });
const DocumentText = Closed({ title: Line(100), body: LongText(50_000, 1) });
const PublishedDocument = Closed({
  code: Code,
  version: Type.Integer(),
  required: Type.Boolean(),
  effectiveAt: Timestamp,
});

export function agreementRoutes(app: App, members: MembersContext): void {
  app.get(
    "/api/v1/agreements",
    {
      config: { access: everyone },
      schema: {
        tags: ["agreements"],
        summary: "List what members agree to",
        response: {
          200: Closed({ items: Type.Array(Document) }),
          304: NotModified,
        },
      },
    },
    async (request, reply) => {
      const language = languageOf(request);
      const rows = await listDocuments(members, language);
      const items = rows.map((row) => ({ ...row, effectiveAt: row.effectiveAt.toISOString() }));
      // Caches may store it but must revalidate each time: a member must not agree to an outdated text.
      reply.headers({
        "cache-control": "public, no-cache",
        "content-language": language,
        vary: "accept-language",
      });
      return setEtag(reply, etagOfBody(items)) ? reply.code(304).send(null) : reply.send({ items });
    },
  );

  const tags = ["me"];
  app.get(
    "/api/v1/me/agreements",
    {
      config: { access: signedIn({ check: "token" }) },
      schema: { tags, summary: "List what the member agreed to", response: { 200: Agreements } },
    },
    async (request) =>
      presentAgreements(await listAgreements(members, accountOf(request).id, languageOf(request))),
  );

  const Channel = Type.Optional(Type.Boolean());
  app.put(
    "/api/v1/me/agreements",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Choose the channels of marketing",
        body: Closed({ marketing: Closed({ email: Channel, sms: Channel, push: Channel }) }),
        response: { 200: Agreements },
      },
    },
    async (request) => {
      const { id } = accountOf(request);
      await chooseMarketing(members, id, request.body.marketing, originOf(request));
      return presentAgreements(await listAgreements(members, id, languageOf(request)));
    },
  );

  app.post(
    "/api/v1/admin/agreements",
    {
      config: { access: can("setting:write") },
      bodyLimit: LARGE_BODY_BYTES,
      schema: {
        tags: ["agreements"],
        summary: "Publish a version of an agreement",
        problems: ["NOT_FOUND"],
        body: Closed({
          code: Code,
          ko: DocumentText,
          en: DocumentText,
          effectiveAt: Type.Optional(Timestamp),
        }),
        response: { 201: PublishedDocument },
      },
    },
    async (request, reply) => {
      const { code, ko, en, effectiveAt } = request.body;
      const document = {
        code,
        ko,
        en,
        effectiveAt: effectiveAt ? new Date(effectiveAt) : null,
      };
      const published = await publishDocument(members, document, callerOf(request));
      return reply.code(201).send({ ...published, effectiveAt: published.effectiveAt.toISOString() });
    },
  );
}

const presentAgreements = (rows: readonly AgreementRow[]): Static<typeof Agreements> => ({
  items: rows.map((row) => ({ ...row, at: row.at?.toISOString() ?? null })),
});
