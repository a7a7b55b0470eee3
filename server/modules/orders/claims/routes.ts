/** What buyers do with claims. */
import { type Static, Type } from "typebox";
import { inputError, inputProblem } from "../../../platform/errors.ts";
import { accountIdOf, guestOrSignedIn } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import type { Idempotency } from "../../../platform/http/idempotency.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import type { Currency } from "../../../platform/money.ts";
import { money } from "../../../platform/money.ts";
import { Closed, Uuid } from "../../../platform/schema.ts";
import type { OrdersContext } from "../context.ts";
import { mergePieces } from "../refund-amounts.ts";
import { GuestHeaders, KeyHeaders, OrderRef } from "../request-schemas.ts";
import { getOrderOf } from "../service/read-order.ts";
import { feeOf } from "./claim.ts";
import { presentClaim, presentOptions, presentPlan } from "./present.ts";
import { ClaimInput, ClaimList, ClaimQuote, ClaimQuoteInput, ExchangeOptions, OneClaim } from "./schemas.ts";
import { claimsOf } from "./service/read-claims.ts";
import { type ClaimChoice, judgeAhead, requestClaim, withdrawClaim } from "./service/request-claim.ts";
import { optionsForBuyer } from "./service/wanted-variants.ts";
import { staffClaimRoutes } from "./staff-routes.ts";

const tags = ["orders"];
const buyer = { access: guestOrSignedIn("session") };
const problems = [
  ...["WRONG_ORDER_STATUS", "TOO_MANY_PIECES", "CLAIM_TOO_LATE"],
  ...["EXCHANGE_VARIANT_REFUSED", "EXCHANGE_PRICE_DIFFERS", "OUT_OF_STOCK"],
];
const ClaimRef = Closed({ id: Uuid, claimId: Uuid });

export function claimRoutes(
  app: App,
  orders: OrdersContext,
  idempotency: Idempotency,
  currency: Currency,
): void {
  requesting(app, orders, idempotency);
  reading(app, orders);
  staffClaimRoutes(app, orders, idempotency, currency);
}

/**
 * Entries of one line are one, unless they name variants. Throws INVALID_INPUT for a line that is named twice
 * with variants, and for a return that is to send one.
 */
function choiceOf({ kind, lines, fault = "buyer" }: Static<typeof ClaimQuoteInput>): ClaimChoice {
  const wrong = lines.flatMap(({ lineId, variantId, heldVariantId }, at) => {
    const named = variantId !== undefined || heldVariantId !== undefined;
    const repeated = named && lines.filter((each) => each.lineId === lineId).length > 1;
    if (repeated) return [inputProblem(`/lines/${at}/lineId`, "DUPLICATE")];
    const sends = kind === "return" && variantId !== undefined;
    return sends ? [inputProblem(`/lines/${at}/variantId`, "UNKNOWN_FIELD")] : [];
  });
  if (wrong.length > 0) throw inputError(wrong);
  const pieces = mergePieces(lines).map((merged) => ({
    ...lines.find(({ lineId }) => lineId === merged.lineId),
    ...merged,
  }));
  return { kind, pieces, fault };
}

function requesting(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  app.post(
    "/api/v1/orders/:id/claims",
    {
      config: buyer,
      schema: {
        tags,
        summary: "Return pieces, or have them exchanged",
        description:
          "Pieces that were sent and are in no other claim, until the purchase is confirmed. An exchange " +
          "may be for another variant of the product that costs the same; it is reserved when staff approve.",
        problems,
        params: OrderRef,
        headers: Type.Object({ ...KeyHeaders.properties, ...GuestHeaders.properties }),
        body: ClaimInput,
        response: { 201: OneClaim },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const { id: orderId } = await getOrderOf(orders, request.params.id, reader);
      const { reason, ...choice } = request.body;
      const claim = { ...choiceOf(choice), orderId, reason };
      return idempotency.run<Static<typeof OneClaim>>(request, reply, async (held) => ({
        status: 201,
        ...(await requestClaim(orders, claim, languageOf(request), { ...held, status: 201 })),
      }));
    },
  );

  app.post(
    "/api/v1/orders/:id/claims/quote",
    {
      config: buyer,
      schema: {
        tags,
        summary: "Ask what a return would give back, or an exchange cost",
        problems,
        params: OrderRef,
        headers: GuestHeaders,
        body: ClaimQuoteInput,
        response: { 200: ClaimQuote },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const order = await getOrderOf(orders, request.params.id, reader);
      const choice = choiceOf(request.body);
      const { plan } = await judgeAhead(orders, order, choice);
      const fee = plan || choice.fault === "seller" ? 0 : feeOf(orders.returnRules, choice.kind);
      return { refund: plan && presentPlan(plan, order.currency), fee: money(fee, order.currency) };
    },
  );

  app.post(
    "/api/v1/orders/:id/claims/:claimId/withdraw",
    {
      config: buyer,
      schema: {
        tags,
        summary: "Withdraw a claim that was not decided yet",
        description: "A repeat changes nothing.",
        problems: ["WRONG_CLAIM_STATUS"],
        params: ClaimRef,
        headers: GuestHeaders,
        response: { 200: OneClaim },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const order = await getOrderOf(orders, request.params.id, reader);
      const claim = await withdrawClaim(orders, order.id, request.params.claimId);
      return { claim: presentClaim(claim, order, languageOf(request)) };
    },
  );
}

function reading(app: App, orders: OrdersContext): void {
  app.get(
    "/api/v1/orders/:id/claims",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags,
        summary: "List the claims of an order, the oldest first",
        params: OrderRef,
        headers: GuestHeaders,
        response: { 200: ClaimList },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const order = await getOrderOf(orders, request.params.id, reader);
      return claimsOf(orders, order, languageOf(request));
    },
  );

  app.get(
    "/api/v1/orders/:id/lines/:lineId/exchange-options",
    {
      config: { access: guestOrSignedIn() },
      schema: {
        tags,
        summary: "List the variants that an exchange of a line may send",
        description:
          "Those that cost the same for this buyer and can be sent now, by the rule of the claim; none " +
          "where an exchange would be refused whatever it sends. `available` has the pieces for all lines " +
          "of a claim together; no more are told than the order has of the product.",
        params: Closed({ id: Uuid, lineId: Uuid }),
        headers: GuestHeaders,
        response: { 200: ExchangeOptions },
      },
    },
    async (request, reply) => {
      reply.header("cache-control", "no-store");
      const reader = { memberId: accountIdOf(request), guestToken: request.headers["x-guest-token"] };
      const order = await getOrderOf(orders, request.params.id, reader);
      const options = await optionsForBuyer(orders, order, request.params.lineId);
      return presentOptions(options, languageOf(request));
    },
  );
}
