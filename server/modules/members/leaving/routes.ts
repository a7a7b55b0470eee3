import { type Static, Type } from "typebox";
import { accountOf, originOf, signedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import type { Language } from "../../../platform/language.ts";
import { Closed, Nullable } from "../../../platform/schema.ts";
import { orders } from "../../orders/contract.ts";
import type { MembersContext } from "../context.ts";
import { PasswordInput } from "../inputs.ts";
import { clearSignInCookies } from "../sessions/sign-in-response.ts";
import { exportPerson } from "./export.ts";
import { FINGERPRINT_DAYS, findOpenOrders, leave, RECORD_YEARS } from "./leave.ts";
import { PersonalData, presentPersonalData } from "./personal-data.ts";

const OpenOrders = orders.calls.openOrders.output;
const RetainedData = Closed({
  what: Type.Enum(["orders", "payments", "agreements", "email_hash"]),
  until: Type.String({
    description: "in words, counted from the order, the payment, the agreement, or the leaving",
  }),
  years: Type.Optional(Type.Integer()),
  days: Type.Optional(Type.Integer()),
});

export function leavingRoutes(app: App, members: MembersContext): void {
  const tags = ["me"];

  app.get(
    "/api/v1/me/leaving",
    {
      config: { access: signedIn() },
      schema: {
        tags,
        summary: "Read what closing the account would delete",
        description:
          "What stands in the way of leaving, and what would be kept for how long. " +
          "All else would be deleted.",
        response: {
          200: Closed({ openOrders: OpenOrders, kept: Type.Array(RetainedData) }),
        },
      },
    },
    async (request) => ({
      openOrders: await findOpenOrders(members, accountOf(request).id),
      kept: retainedData(languageOf(request)),
    }),
  );

  app.delete(
    "/api/v1/me",
    {
      config: { access: signedIn({ stepUp: true }) },
      schema: {
        tags,
        summary: "Close the account",
        problems: ["OPEN_ORDERS", "LAST_OWNER", "INVALID_CREDENTIALS", "TOO_MANY_REQUESTS"],
        body: Nullable(Closed({ password: Type.Optional(PasswordInput) })),
        response: {
          204: Type.Null({ description: "the account is gone" }),
        },
      },
    },
    async (request, reply) => {
      await leave(members, { id: accountOf(request).id, ...request.body }, originOf(request));
      clearSignInCookies(reply, members);
      return reply.code(204).send(null);
    },
  );

  app.get(
    "/api/v1/me/export",
    {
      config: { access: signedIn() },
      schema: { tags, summary: "Export the member's data", response: { 200: PersonalData } },
    },
    async (request, reply) => {
      const data = await exportPerson(members, accountOf(request).id, languageOf(request));
      const day = data.exportedAt.toISOString().slice(0, 10);
      reply.header("content-disposition", `attachment; filename="my-data-${day}.json"`);
      return presentPersonalData(data);
    },
  );
}

function retainedData(language: Language): Static<typeof RetainedData>[] {
  const years = {
    years: RECORD_YEARS,
    until: language === "ko" ? `${RECORD_YEARS}년` : `${RECORD_YEARS} years`,
  };
  const days = {
    days: FINGERPRINT_DAYS,
    until: language === "ko" ? `${FINGERPRINT_DAYS}일` : `${FINGERPRINT_DAYS} days`,
  };
  return [
    { what: "orders", ...years },
    { what: "payments", ...years },
    { what: "agreements", ...years },
    { what: "email_hash", ...days },
  ];
}
