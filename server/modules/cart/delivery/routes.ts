/** What delivery costs: for shoppers in their language, and for staff to edit. */
import { Type } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can, everyone } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { LARGE_BODY_BYTES } from "../../../platform/http/json-body.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import { NotModified, type ResponseCache, replyFrom } from "../../../platform/http/response-cache.ts";
import { etagOfVersion, readVersion, VersionHeaders } from "../../../platform/http/versions.ts";
import type { Language } from "../../../platform/language.ts";
import { type Currency, Money, money } from "../../../platform/money.ts";
import { Closed, Nullable } from "../../../platform/schema.ts";
import { DeliveryRules, DeliveryRulesInput, regionNameIn } from "../contract/delivery-rules.ts";
import { changeRules, type DeliveryContext, RULES, readRules } from "./service.ts";

const tags = ["delivery"];
const MAX_AGE_MS = 60_000;

const baseTerms = {
  type: Type.Enum(["free", "fixed", "conditional", "per_quantity"]),
  fee: Money,
  freeFrom: Nullable(Money),
  pieces: Nullable(Type.Integer({ description: "the fee is paid for each so many pieces that are begun" })),
};
const DeliveryTerms = Closed({
  ...baseTerms,
  groups: Type.Array(Closed({ code: Type.String(), name: Type.String(), ...baseTerms }), {
    description: "goods that are sent apart, and what they cost",
  }),
  combine: Type.Enum(["sum", "highest"], { description: "of the fees of an order's groups" }),
  regions: Type.Array(Closed({ name: Type.String(), surcharge: Money })),
});

const presentBase = (base: DeliveryRules["base"], currency: Currency) => ({
  type: base.type,
  fee: money(base.type === "free" ? 0 : base.fee, currency),
  freeFrom: base.type === "conditional" ? money(base.freeFrom, currency) : null,
  pieces: base.type === "per_quantity" ? base.pieces : null,
});

function presentTerms(rules: DeliveryRules, currency: Currency, language: Language) {
  const { base, groups = [], combine = "sum", regions } = rules;
  return {
    ...presentBase(base, currency),
    groups: groups.map((group) => ({
      code: group.code,
      name: regionNameIn(group.name, language),
      ...presentBase(group.base, currency),
    })),
    combine,
    regions: regions.map(({ name, surcharge }) => ({
      name: regionNameIn(name, language),
      surcharge: money(surcharge, currency),
    })),
  };
}

export function deliveryRoutes(
  app: App,
  delivery: DeliveryContext,
  cache: ResponseCache,
  currency: Currency,
): void {
  app.get(
    "/api/v1/delivery",
    {
      config: { access: everyone },
      schema: {
        tags,
        summary: "Read what delivery costs",
        querystring: Closed({}),
        response: { 200: DeliveryTerms, 304: NotModified },
      },
    },
    (request, reply) => {
      const language = languageOf(request);
      const fill = async () => {
        const { rules } = await readRules(delivery);
        return { body: presentTerms(rules, currency, language), tags: [RULES], maxAgeMs: MAX_AGE_MS };
      };
      return replyFrom(cache, language, request, reply, fill);
    },
  );
  staffRoutes(app, delivery);
}

function staffRoutes(app: App, delivery: DeliveryContext): void {
  app.get(
    "/api/v1/admin/delivery-rules",
    {
      config: { access: can("delivery:write") },
      schema: {
        tags,
        summary: "Read the delivery fees to edit them",
        querystring: Closed({}),
        response: { 200: DeliveryRules, 304: NotModified },
      },
    },
    async (_request, reply) => {
      const { version, rules } = await readRules(delivery);
      return reply.header("etag", etagOfVersion(version)).send(rules);
    },
  );

  app.put(
    "/api/v1/admin/delivery-rules",
    {
      config: { access: can("delivery:write") },
      bodyLimit: LARGE_BODY_BYTES,
      schema: {
        tags,
        summary: "Set the delivery fees",
        description:
          "Carts and orders cost as much from now on. An order of a cart that was shown another fee is " +
          "refused once, with both. Orders that are placed keep their fee.",
        problems: ["STALE_EDIT"],
        headers: VersionHeaders,
        body: DeliveryRulesInput,
        response: { 200: DeliveryRules },
      },
    },
    async (request, reply) => {
      const base = readVersion(request.headers["if-match"]);
      const { version, rules } = await changeRules(delivery, base, request.body, callerOf(request));
      return reply.header("etag", etagOfVersion(version)).send(rules);
    },
  );
}
