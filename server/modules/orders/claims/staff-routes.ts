/** What staff do with claims. */
import type { Static } from "typebox";
import { callerOf } from "../../../platform/audit-log/audit-log.ts";
import { can } from "../../../platform/http/access.ts";
import type { App } from "../../../platform/http/app.ts";
import { pageOf, readIdCursor } from "../../../platform/http/cursor.ts";
import type { Idempotency } from "../../../platform/http/idempotency.ts";
import { languageOf } from "../../../platform/http/problem.ts";
import type { Currency } from "../../../platform/money.ts";
import { asMoney } from "../../../platform/schema.ts";
import type { OrdersContext } from "../context.ts";
import { OptionalKeyHeaders, OrderRef } from "../request-schemas.ts";
import { presentOptions, presentSummary } from "./present.ts";
import {
  ApproveInput,
  ClaimOptions,
  CollectedInput,
  FeePaidBackInput,
  FeeWaivedInput,
  InspectedInput,
  OptionsInput,
  RejectInput,
  ReshipInput,
  StaffClaim,
  StaffClaimList,
  StaffListQuery,
} from "./schemas.ts";
import { payFeeBack, settleFee } from "./service/claim-fee.ts";
import { approve, collected, inspect, reject, turnIntoReturn } from "./service/decide-claim.ts";
import { completeClaim, reship } from "./service/finish-claim.ts";
import { nameOptions, optionsOfClaim } from "./service/name-options.ts";
import { listForStaff, readForStaff } from "./service/read-claims.ts";

const tags = ["orders"];
const params = OrderRef;
const LIST = "staff claims";
const decide = { access: can("claim:decide") };
const response = { 200: StaffClaim };
const REPEAT = "A repeat changes nothing.";

export function staffClaimRoutes(
  app: App,
  orders: OrdersContext,
  idempotency: Idempotency,
  currency: Currency,
): void {
  reading(app, orders);
  naming(app, orders);
  deciding(app, orders);
  receiving(app, orders);
  completing(app, orders, idempotency);
  finishing(app, orders);
  settling(app, orders);
  payingFeeBack(app, orders, currency);
}

function reading(app: App, orders: OrdersContext): void {
  const config = { access: can("order:read") };

  app.get(
    "/api/v1/admin/claims",
    {
      config,
      schema: {
        tags,
        summary: "List all claims, the newest first",
        description:
          "`counts` has the claims of each status that the search and the kind fit, up to 1,000; none for " +
          "a search that very many claims fit.",
        querystring: StaffListQuery,
        response: { 200: StaffClaimList },
      },
    },
    async (request) => {
      const { limit = 20, cursor, q, status, kind } = request.query;
      const beforeId = readIdCursor(LIST, cursor);
      const { rows, counts } = await listForStaff(orders, { q, status, kind, beforeId, limit: limit + 1 });
      const page = pageOf(
        LIST,
        rows,
        limit,
        presentSummary(orders.clock.now(), languageOf(request)),
        ({ id }) => [id],
      );
      return { ...page, ...(counts && { counts }) };
    },
  );

  app.get(
    "/api/v1/admin/claims/:id",
    {
      config,
      schema: { tags, summary: "Read a claim with what it would give back", params, response },
    },
    (request) => readForStaff(orders, request.params.id, languageOf(request)),
  );
}

function deciding(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/claims/:id/approve",
    {
      config: decide,
      schema: {
        tags,
        summary: "Let the goods of a claim come back",
        description:
          "Staff may decide whose fault it is, which changes the fee. Another variant that an exchange is " +
          `to send is reserved. ${REPEAT}`,
        problems: ["WRONG_CLAIM_STATUS", "OUT_OF_STOCK"],
        params,
        body: ApproveInput,
        response,
      },
    },
    async (request) => {
      await approve(orders, request.params.id, request.body?.fault, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );

  app.post(
    "/api/v1/admin/claims/:id/reject",
    {
      config: decide,
      schema: {
        tags,
        summary: "Reject a claim",
        description: "Until its goods are inspected. The buyer reads the reason. A repeat changes nothing.",
        problems: ["WRONG_CLAIM_STATUS"],
        params,
        body: RejectInput,
        response,
      },
    },
    async (request) => {
      await reject(orders, request.params.id, request.body.reason, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}

function naming(app: App, orders: OrdersContext): void {
  app.get(
    "/api/v1/admin/claims/:id/options",
    {
      config: decide,
      schema: {
        tags,
        summary: "List the variants that an exchange may send",
        description:
          "For each line of the claim: those that cost the same for its buyer and can be sent now. " +
          "`available` has the pieces for all lines of the claim together, also those that send the same " +
          "as comes back. No lines unless the claim is an exchange that is `requested`.",
        params,
        response: { 200: ClaimOptions },
      },
    },
    async (request) => {
      const lines = await optionsOfClaim(orders, request.params.id);
      const language = languageOf(request);
      return {
        lines: lines.map(({ lineId, ...options }) => ({ lineId, ...presentOptions(options, language) })),
      };
    },
  );

  app.post(
    "/api/v1/admin/claims/:id/options",
    {
      config: decide,
      schema: {
        tags,
        summary: "Name the variants that an exchange sends",
        description: `Until it is approved; lines that are not named stay as they are. ${REPEAT}`,
        problems: [
          "WRONG_CLAIM_STATUS",
          "EXCHANGE_VARIANT_REFUSED",
          "EXCHANGE_PRICE_DIFFERS",
          "OUT_OF_STOCK",
        ],
        params,
        body: OptionsInput,
        response,
      },
    },
    async (request) => {
      await nameOptions(orders, request.params.id, request.body.lines, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}

function receiving(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/claims/:id/collected",
    {
      config: decide,
      schema: {
        tags,
        summary: "Say that the goods of a claim have arrived at the shop",
        description: REPEAT,
        problems: ["WRONG_CLAIM_STATUS"],
        params,
        body: CollectedInput,
        response,
      },
    },
    async (request) => {
      const { carrier, trackingNumber } = request.body ?? {};
      await collected(orders, request.params.id, { carrier, trackingNumber }, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );

  app.post(
    "/api/v1/admin/claims/:id/inspected",
    {
      config: decide,
      schema: {
        tags,
        summary: "Say what came back and what of it can be sold again",
        description:
          "What can be sold again returns to the stock. Staff may decide whose fault it is. A repeat " +
          "changes nothing.",
        problems: ["WRONG_CLAIM_STATUS", "TOO_MANY_PIECES", "NOTHING_RECEIVED"],
        params,
        body: InspectedInput,
        response,
      },
    },
    async (request) => {
      const { lines, fault } = request.body;
      await inspect(orders, request.params.id, lines, fault, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}

/** It gives money back, so it takes a key. Without one a repeat is still known by the claim's status. */
function completing(app: App, orders: OrdersContext, idempotency: Idempotency): void {
  app.post(
    "/api/v1/admin/claims/:id/complete",
    {
      config: { access: can("claim:decide", { stepUp: true }) },
      schema: {
        tags,
        summary: "Refund a return, or close an exchange",
        description:
          "A return that was inspected, or an exchange that was sent. A repeat changes nothing; with the " +
          "same key it gets the first answer.",
        problems: ["WRONG_CLAIM_STATUS"],
        headers: OptionalKeyHeaders,
        params,
        response,
      },
    },
    async (request, reply) => {
      const complete = async () => {
        await completeClaim(orders, request.params.id, callerOf(request));
        return readForStaff(orders, request.params.id, languageOf(request));
      };
      if (request.headers["idempotency-key"] === undefined) return complete();
      return idempotency.run<Static<typeof StaffClaim>>(request, reply, async () => ({
        status: 200,
        body: await complete(),
      }));
    },
  );
}

function finishing(app: App, orders: OrdersContext): void {
  app.post(
    "/api/v1/admin/claims/:id/reship",
    {
      config: decide,
      schema: {
        tags,
        summary: "Send the goods of an exchange once more",
        description:
          "What came back is sent; it leaves the stock. A fee of the buyer is settled before. A repeat " +
          "changes nothing.",
        problems: ["WRONG_CLAIM_STATUS", "CLAIM_FEE_DUE", "OUT_OF_STOCK"],
        params,
        body: ReshipInput,
        response,
      },
    },
    async (request) => {
      const { carrier, trackingNumber } = request.body;
      await reship(orders, request.params.id, { carrier, trackingNumber }, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );

  app.post(
    "/api/v1/admin/claims/:id/turn-into-return",
    {
      config: decide,
      schema: {
        tags,
        summary: "Turn an exchange that cannot be made into a return",
        description: "The buyer pays no fee for it. A repeat changes nothing.",
        problems: ["WRONG_CLAIM_STATUS"],
        params,
        response,
      },
    },
    async (request) => {
      await turnIntoReturn(orders, request.params.id, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}

function settling(app: App, orders: OrdersContext): void {
  const problems = ["NO_CLAIM_FEE"];

  app.post(
    "/api/v1/admin/claims/:id/fee-received",
    {
      config: decide,
      schema: {
        tags,
        summary: "Say that the fee of an exchange was paid",
        description: REPEAT,
        problems,
        params,
        response,
      },
    },
    async (request) => {
      await settleFee(orders, request.params.id, null, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );

  app.post(
    "/api/v1/admin/claims/:id/fee-waived",
    {
      config: decide,
      schema: {
        tags,
        summary: "Waive the fee of an exchange",
        description: REPEAT,
        problems,
        params,
        body: FeeWaivedInput,
        response,
      },
    },
    async (request) => {
      await settleFee(orders, request.params.id, request.body.reason, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}

/** Money leaves the shop by hand. */
function payingFeeBack(app: App, orders: OrdersContext, currency: Currency): void {
  app.post(
    "/api/v1/admin/claims/:id/fee-paid-back",
    {
      config: { access: can("claim:decide", { stepUp: true }) },
      schema: {
        tags,
        summary: "Say that the owed fee of an exchange was paid back",
        description: "The whole fee. A repeat with the same reference changes nothing.",
        problems: ["NO_CLAIM_FEE", "AMOUNT_MISMATCH"],
        params,
        body: FeePaidBackInput,
        response,
      },
    },
    async (request) => {
      const { amount, reference } = request.body;
      const paid = { amount: asMoney(amount, currency), reference };
      await payFeeBack(orders, request.params.id, paid, callerOf(request));
      return readForStaff(orders, request.params.id, languageOf(request));
    },
  );
}
