import { concurrencyLimiter, serializedByKey } from "../../platform/concurrency.ts";
import type { Module } from "../../platform/module.ts";
import { loadSealing } from "../../platform/sealing.ts";
import { recipientOf } from "./accounts/profile.ts";
import { audit } from "./audit.ts";
import { authenticate } from "./authenticate.ts";
import { consumers } from "./consumers.ts";
import type { MembersContext } from "./context.ts";
import { members as contract } from "./contract.ts";
import { purgeDeparted } from "./leaving/leave.ts";
import { passwordComparer } from "./passwords/hashing.ts";
import { routes } from "./routes.ts";
import { loadKeys } from "./sessions/keys.ts";
import { watchRevocations } from "./sessions/revocations.ts";
import { tokenReader } from "./sessions/tokens.ts";
import { ensureOwner, type FirstOwner } from "./staff/first-owner.ts";
import { sweepInvitations } from "./staff/invitations.ts";
import { sweep } from "./sweep.ts";
import { defaultRules, type ThrottleRules } from "./throttle/rules.ts";

type GivenToContext =
  | "db"
  | "clock"
  | "log"
  | "changes"
  | "mailer"
  | "idempotency"
  | "orders"
  | "cart"
  | "reviews"
  | "restock"
  | "recommendations"
  | "promotions"
  | "catalog"
  | "shopSettings"
  | "settings";

export interface MembersOptions extends Pick<MembersContext, GivenToContext> {
  /** The shop's public URL: claim `iss` of its tokens, and the base of links in mails. */
  readonly issuer: string;
  /** Folder of the private signing keys and of the sealing key. Missing keys are created. */
  readonly keysDir: string;
  readonly signUpsPerHour: number;
  readonly throttle?: Partial<ThrottleRules>;
}

export interface MembersModule extends Module<typeof contract> {
  ensureOwner(owner: FirstOwner): Promise<void>;
}

/**
 * Two cores: two hashes of 19 MiB at a time. A request further back in the queue would wait for more than a
 * second.
 */
const HASHES_AT_ONCE = 2;
const HASHES_WAITING = 32;

export async function membersModule(options: MembersOptions): Promise<MembersModule> {
  const members = await createContext(options);
  return {
    contract,
    port: {
      authenticate: ({ token, check, admin }) => authenticate(members, token, check, admin),
      recipientOf: ({ memberId }) => recipientOf(members, memberId),
    },
    ensureOwner: (owner) => ensureOwner(members, owner),
    consumers: consumers(members),
    jobs: [
      { name: "members.sweep", everyMs: 3_600_000, run: () => sweep(members) },
      { name: "members.sweepInvitations", everyMs: 3_600_000, run: () => sweepInvitations(members) },
      { name: "members.purge", everyMs: 3_600_000, run: () => purgeDeparted(members) },
    ],
    routes: (app) => routes(app, members),
    audit: () => audit(members),
  };
}

async function createContext({
  keysDir,
  signUpsPerHour,
  throttle,
  ...options
}: MembersOptions): Promise<MembersContext> {
  const { db, clock, changes, log } = options;
  const issuer = options.issuer.replace(/\/+$/, "");
  const [keys, sealing, comparePassword, revocations] = await Promise.all([
    loadKeys(keysDir),
    loadSealing(keysDir),
    passwordComparer(),
    watchRevocations(db, clock, changes, log),
  ]);
  const rules = { ...defaultRules, signUp: { ...defaultRules.signUp, allowed: signUpsPerHour }, ...throttle };
  return {
    ...options,
    issuer,
    keys,
    sealing,
    tokens: tokenReader(keys, issuer),
    revocations,
    rules,
    comparePassword,
    limitHashing: concurrencyLimiter(HASHES_AT_ONCE, HASHES_WAITING),
    serializedByKey: serializedByKey(),
  };
}
