import type { Module } from "../../platform/module.ts";
import { consumers } from "./consumers.ts";
import type { NotificationsContext } from "./context.ts";
import { notifications as contract } from "./contract.ts";
import { forgetSent } from "./service/send-mails.ts";

export function notificationsModule(context: NotificationsContext): Module<typeof contract> {
  return {
    contract,
    port: {},
    consumers: consumers(context),
    jobs: [{ name: "notifications.forgetSent", everyMs: 3_600_000, run: () => forgetSent(context) }],
    routes: () => undefined,
    audit: async () => [],
  };
}
