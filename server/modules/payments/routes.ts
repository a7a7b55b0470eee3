import { Type } from "typebox";
import { everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { Closed } from "../../platform/schema.ts";
import type { PaymentsContext } from "./context.ts";
import { receiveWebhook } from "./service/webhook.ts";

/** A payment with a hundred partial refunds fits. Anybody may send webhooks, so no more than that is read. */
const BODY_BYTES = 64 * 1024;

export function routes(app: App, payments: PaymentsContext): void {
  app.post(
    "/api/v1/payments/webhooks/:provider",
    {
      config: { access: everyone, crossSite: "anyone", neverRefusedForLoad: true },
      bodyLimit: BODY_BYTES,
      schema: {
        tags: ["payments"],
        summary: "Receive a webhook of a payment provider",
        params: Closed({ provider: Type.String({ maxLength: 40 }) }),
        body: Type.Object({}, { description: "as the provider sends it; a hint that proves nothing" }),
        response: { 200: Closed({}) },
      },
    },
    async (request) => {
      await receiveWebhook(payments, request.params.provider, request.headers, request.body);
      return {};
    },
  );
}
