import { createHash } from "node:crypto";
import { Type } from "typebox";
import { DomainError } from "../../platform/errors.ts";
import { everyone } from "../../platform/http/access.ts";
import type { App } from "../../platform/http/app.ts";
import { problems } from "../../platform/http/problem.ts";
import { Closed } from "../../platform/schema.ts";
import { insertWebhook } from "./queries.ts";
import type { Payments } from "./service.ts";

export function routes(app: App, { db, providers, log }: Payments): void {
  app.post(
    "/api/v1/payments/webhooks/:provider",
    {
      config: { access: everyone, crossSite: "anyone" },
      schema: {
        tags: ["payments"],
        params: Closed({ provider: Type.String({ maxLength: 40 }) }),
        body: Type.Object({}, { description: "as the provider sends it; a hint that proves nothing" }),
        response: { 200: Closed({}), ...problems(400, 404) },
      },
    },
    async (request) => {
      const provider = providers.get(request.params.provider);
      if (!provider) throw new DomainError("NOT_FOUND");
      const about = provider.readWebhook(request.body);
      if (!about) {
        log.info({ provider: provider.name }, "a webhook of a kind that is not used");
        return {};
      }
      const body = JSON.stringify(request.body);
      const header = request.headers["tosspayments-webhook-transmission-id"];
      const eventId =
        typeof header === "string" ? header.slice(0, 200) : createHash("sha256").update(body).digest("hex");
      await db.rows(insertWebhook, {
        provider: provider.name,
        eventId,
        body,
        providerOrderId: about.providerOrderId,
      });
      return {};
    },
  );
}
