import { Type } from "typebox";
import { everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { etagOfBody, setEtag } from "../../platform/http/etag.ts";
import { rawBodyOf } from "../../platform/http/json-body.ts";
import { NotModified } from "../../platform/http/response-cache.ts";
import { Closed } from "../../platform/schema.ts";
import type { PaymentsContext } from "./context.ts";
import { PaymentMethod } from "./contract.ts";
import { offeredMethods } from "./service/open-attempt.ts";
import { receiveWebhook } from "./service/webhook.ts";

/** A payment with a hundred partial refunds fits. Anybody may send webhooks, so no more than that is read. */
const BODY_BYTES = 64 * 1024;

const OfferedMethod = Closed({
  method: PaymentMethod,
  cashReceipt: Type.Boolean({ description: "an order that is paid so may ask for a cash receipt" }),
  windowHosts: Type.Optional(
    Type.Array(Type.String(), {
      description: "a script opens the window in the shop's page, which may talk to these hosts",
    }),
  ),
});

export function routes(app: App, payments: PaymentsContext): void {
  app.get(
    "/api/v1/payments/methods",
    {
      config: { access: everyone },
      schema: {
        tags: ["payments"],
        summary: "List the payment methods of the shop",
        response: {
          200: Closed({
            items: Type.Array(OfferedMethod, {
              description: "for `paymentMethod` of an order; the first is used without one",
            }),
          }),
          304: NotModified,
        },
      },
    },
    async (_request, reply) => {
      const items = await offeredMethods(payments);
      reply.header("cache-control", "no-cache");
      return setEtag(reply, etagOfBody(items)) ? reply.code(304).send(null) : reply.send({ items });
    },
  );
  app.post(
    "/api/v1/payments/webhooks/:provider",
    {
      config: { access: everyone, crossSite: "anyone", neverRefusedForLoad: true, keepsRawBody: true },
      bodyLimit: BODY_BYTES,
      schema: {
        tags: ["payments"],
        summary: "Receive a webhook of a payment provider",
        problems: ["SIGNATURE_INVALID"],
        params: Closed({ provider: Type.String({ maxLength: 40 }) }),
        body: Type.Object({}, { description: "as the provider sends it; a hint that proves nothing" }),
        response: { 200: Closed({}) },
      },
    },
    async (request) => {
      const { headers, body } = request;
      await receiveWebhook(payments, request.params.provider, {
        headers,
        body,
        rawBody: rawBodyOf(request),
      });
      return {};
    },
  );
}
