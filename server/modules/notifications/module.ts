import type { Metrics } from "../../platform/metrics.ts";
import type { Module } from "../../platform/module.ts";
import { consumers } from "./consumers.ts";
import type { NotificationsContext } from "./context.ts";
import { notifications as contract } from "./contract.ts";
import { letterRoutes } from "./letters/routes.ts";
import { messageRoutes } from "./messages/routes.ts";
import { messageFigures } from "./messages/service/figures.ts";
import { areMessagesDue, forgetMessages, sendMessages } from "./messages/service/send-messages.ts";
import { measureMessages, measureWebhooks } from "./metrics.ts";
import { warnOfPoints } from "./points/warn-of-points.ts";
import { countFailed } from "./service/count-failed.ts";
import { forgetSent } from "./service/send-mails.ts";
import { webhookRoutes } from "./webhooks/routes.ts";
import { forgetDeliveries } from "./webhooks/service/deliveries.ts";
import { webhookFigures } from "./webhooks/service/figures.ts";
import { areWebhooksDue, sendDue } from "./webhooks/service/send-due.ts";

export function notificationsModule(
  given: Omit<NotificationsContext, "measures" | "messageMeasures">,
  metrics: Metrics,
): Module<typeof contract> {
  const context: NotificationsContext = {
    ...given,
    measures: measureWebhooks(metrics),
    messageMeasures: measureMessages(metrics),
  };
  const figures = [webhookFigures(context, metrics), messageFigures(context, metrics)];
  return {
    contract,
    port: { countFailed: ({ since }) => countFailed(context, since) },
    consumers: consumers(context),
    jobs: [
      {
        name: "notifications.sendWebhooks",
        everyMs: 1_000,
        isDue: () => areWebhooksDue(context),
        run: () => sendDue(context),
      },
      {
        name: "notifications.sendMessages",
        everyMs: 1_000,
        isDue: () => areMessagesDue(context),
        run: () => sendMessages(context),
      },
      { name: "notifications.forgetMessages", everyMs: 3_600_000, run: () => forgetMessages(context) },
      { name: "notifications.warnOfPoints", everyMs: 3_600_000, run: () => warnOfPoints(context) },
      { name: "notifications.forgetSent", everyMs: 3_600_000, run: () => forgetSent(context) },
      { name: "notifications.forgetDeliveries", everyMs: 3_600_000, run: () => forgetDeliveries(context) },
    ],
    routes(app) {
      webhookRoutes(app, context);
      letterRoutes(app, context);
      messageRoutes(app, context);
    },
    audit: async () => [],
    figures: {
      read: async () => void (await Promise.all(figures.map((each) => each.read()))),
      forget: () => figures.flatMap((each) => each.forget()),
    },
  };
}
