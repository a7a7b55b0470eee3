import type { Clock } from "../../platform/clock.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Targets } from "../../platform/http/send-outside.ts";
import type { Log } from "../../platform/log.ts";
import type { Mailer } from "../../platform/mail/mailer.ts";
import type { Messenger } from "../../platform/messages/messenger.ts";
import type { Sealing } from "../../platform/sealing.ts";
import type { members } from "../members/contract.ts";
import type { orders } from "../orders/contract.ts";
import type { promotions } from "../promotions/contract.ts";
import type { recommendations } from "../recommendations/contract.ts";
import type { settings } from "../settings/contract.ts";
import type { MessageMeasures, WebhookMeasures } from "./metrics.ts";

/** What the use cases of this module need. */
export interface NotificationsContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly mailer: Mailer;
  /** Null: no messages are sent to phones. */
  readonly messenger: Messenger | null;
  readonly orders: Pick<
    Port<typeof orders>,
    "letterOf" | "letterOfClaim" | "issueLookupCode" | "findNumbers" | "findRefund"
  >;
  readonly members: Pick<Port<typeof members>, "recipientOf">;
  /** Null: mails recommend nothing. */
  readonly recommendations: Pick<Port<typeof recommendations>, "forMail" | "noteMailed"> | null;
  readonly promotions: Pick<Port<typeof promotions>, "expiringPoints">;
  readonly shopSettings: Pick<Port<typeof settings>, "shopName" | "advertiser">;
  readonly measures: WebhookMeasures;
  readonly messageMeasures: MessageMeasures;
  /** The shop's public address. */
  readonly shopUrl: string;
  /** Seals the secrets of webhooks. */
  readonly sealing: Sealing;
  /** Where webhooks may go. */
  readonly targets: Targets;
  /** How long deliveries of webhooks are kept. */
  readonly logMs: number;
  /** Ends the requests that are under way when the process stops. */
  readonly stopping: AbortSignal;
}
