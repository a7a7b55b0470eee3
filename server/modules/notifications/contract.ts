import { Type } from "typebox";
import { call, contract, event } from "../../platform/contract/contract.ts";
import { Closed, Timestamp, Uuid } from "../../platform/schema.ts";

/** It listens to events of others; reports asks what failed. */
export const notifications = contract(
  "notifications",
  {
    /**
     * What was given up since then: deliveries of webhooks, messages to phones. `events`: those that no try
     * is left for, of any time; a mail that could not be sent is among them.
     */
    countFailed: call({
      input: Closed({ since: Timestamp }),
      output: Closed({ webhooks: Type.Integer(), messages: Type.Integer(), events: Type.Integer() }),
      retry: "safe",
    }),
  },
  {
    routes: ["/api/v1/admin/webhooks", "/api/v1/admin/mails", "/api/v1/admin/messages"],
    events: {
      /** A member is to be told of points that expire. Consumed here. `toldOn`: a day of the shop. */
      pointsExpiring: event({
        version: 1,
        payload: Closed({ memberId: Uuid, toldOn: Type.String({ format: "date" }) }),
      }),
    },
  },
);

export type NotificationsError = "NOT_FOUND" | "WEBHOOK_LIMIT" | "WEBHOOK_NOT_ACTIVE";
