import type { Metrics } from "../../platform/metrics.ts";
import type { Module } from "../../platform/module.ts";
import { consumers } from "./consumers.ts";
import type { NotificationsContext } from "./context.ts";
import { notifications as contract } from "./contract.ts";
import { letterRoutes } from "./letters/routes.ts";
import { measureWebhooks } from "./metrics.ts";
import { forgetSent } from "./service/send-mails.ts";
import { webhookRoutes } from "./webhooks/routes.ts";
import { forgetDeliveries } from "./webhooks/service/deliveries.ts";
import { webhookFigures } from "./webhooks/service/figures.ts";
import { sendDue } from "./webhooks/service/send-due.ts";

export function notificationsModule(
  given: Omit<NotificationsContext, "measures">,
  metrics: Metrics,
): Module<typeof contract> {
  const context: NotificationsContext = { ...given, measures: measureWebhooks(metrics) };
  return {
    contract,
    port: {},
    consumers: consumers(context),
    jobs: [
      { name: "notifications.sendWebhooks", everyMs: 1_000, run: () => sendDue(context) },
      { name: "notifications.forgetSent", everyMs: 3_600_000, run: () => forgetSent(context) },
      { name: "notifications.forgetDeliveries", everyMs: 3_600_000, run: () => forgetDeliveries(context) },
    ],
    routes(app) {
      webhookRoutes(app, context);
      letterRoutes(app, context);
    },
    audit: async () => [],
    figures: webhookFigures(context, metrics),
  };
}
