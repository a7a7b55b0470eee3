import type { Clock } from "../../platform/clock.ts";
import type { ConcurrencyLimiter, KeyedSerializer } from "../../platform/concurrency.ts";
import type { Port } from "../../platform/contract/contract.ts";
import type { Changes } from "../../platform/db/changes.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Idempotency } from "../../platform/http/idempotency.ts";
import type { Log } from "../../platform/log.ts";
import type { Mailer } from "../../platform/mail/mailer.ts";
import type { Sealing } from "../../platform/sealing.ts";
import type { cart } from "../cart/contract.ts";
import type { catalog } from "../catalog/contract.ts";
import type { orders } from "../orders/contract.ts";
import type { promotions } from "../promotions/contract.ts";
import type { recommendations } from "../recommendations/contract.ts";
import type { restock } from "../restock/contract.ts";
import type { reviews } from "../reviews/contract.ts";
import type { settings } from "../settings/contract.ts";
import type { ComparePassword } from "./passwords/hashing.ts";
import type { Audience } from "./roles.ts";
import type { KeyRing } from "./sessions/keys.ts";
import type { Revocations } from "./sessions/revocations.ts";
import type { TokenReader } from "./sessions/tokens.ts";
import type { ThrottleRules } from "./throttle/rules.ts";

/** What the use cases of this module need. */
export interface MembersContext {
  readonly db: Db;
  readonly clock: Clock;
  readonly log: Log;
  readonly changes: Changes;
  /**
   * The shop's public URL without a slash at its end: claim `iss` of tokens, and the base of links in mails.
   */
  readonly issuer: string;
  readonly settings: MembersSettings;
  readonly keys: KeyRing;
  readonly sealing: Sealing;
  readonly tokens: TokenReader;
  /** Sessions that ended recently, in any process. */
  readonly revocations: Revocations;
  readonly rules: ThrottleRules;
  readonly comparePassword: ComparePassword;
  /** Limits how many hashes this process computes at once. */
  readonly limitHashing: ConcurrencyLimiter;
  /** Verifies guesses at one account one after the other. */
  readonly serializedByKey: KeyedSerializer;
  readonly mailer: Mailer;
  readonly idempotency: Idempotency;
  /**
   * Modules that hold data of a member: queried before leaving and for the export, and notified after
   * leaving.
   */
  readonly orders: Pick<
    Port<typeof orders>,
    "openOrders" | "exportOf" | "forgetMember" | "ordersOf" | "spentBy"
  >;
  readonly cart: Pick<Port<typeof cart>, "exportOf" | "forgetMember">;
  readonly reviews: Pick<Port<typeof reviews>, "exportOf" | "forgetMember">;
  readonly restock: Pick<Port<typeof restock>, "exportOf" | "forgetMember">;
  readonly recommendations: Pick<Port<typeof recommendations>, "exportOf" | "forgetMember" | "listMembers">;
  readonly promotions: Pick<
    Port<typeof promotions>,
    "exportOf" | "forgetMember" | "grantPoints" | "pointsOf" | "giveCoupon" | "couponsOf"
  >;
  /** It prices by the groups of members, and has copies of them. */
  readonly catalog: Pick<
    Port<typeof catalog>,
    "storeMemberGroup" | "dropMemberGroup" | "storeGroupOfMember" | "forgetMember"
  >;
  /** The shop's name, for mails, authenticators and the check of passwords. */
  readonly shopSettings: Pick<Port<typeof settings>, "shopName">;
}

export const MINUTE_MS = 60_000;
export const DAY_MS = 24 * 60 * MINUTE_MS;

/** How long a session lasts without use, and in any case. */
export const sessionLifetimes: Record<Audience, { readonly idleMs: number; readonly absoluteMs: number }> = {
  staff: { idleMs: 30 * MINUTE_MS, absoluteMs: 8 * 60 * MINUTE_MS },
  member: { idleMs: 30 * DAY_MS, absoluteMs: 90 * DAY_MS },
};

/** How the shop treats its members; part of the process's settings. */
export interface MembersSettings {
  /** `isms`: two kinds of characters from 10, three from 8, beside the list of common passwords. */
  readonly passwordPolicy: "modern" | "isms";
  /** `required`: no admin route opens for a session without a second factor; setting one up is possible. */
  readonly staffSecondFactor: "optional" | "required";
  /** True when the shop is served over https. */
  readonly secureCookies: boolean;
}
