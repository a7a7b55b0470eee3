import { contract } from "../../platform/contract/contract.ts";

/** No other module asks this one: it listens to their events. */
export const notifications = contract(
  "notifications",
  {},
  { routes: ["/api/v1/admin/webhooks", "/api/v1/admin/mails"] },
);

export type NotificationsError = "NOT_FOUND" | "WEBHOOK_LIMIT" | "WEBHOOK_NOT_ACTIVE";
