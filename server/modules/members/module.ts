import type { Clock } from "../../platform/clock.ts";
import type { Db } from "../../platform/db/db.ts";
import type { Authenticate } from "../../platform/http/access.ts";
import type { Log } from "../../platform/log.ts";
import type { Module } from "../../platform/module.ts";
import { audit } from "./audit.ts";
import { members as contract } from "./contract.ts";
import { ensureOwner, type FirstOwner } from "./first-owner.ts";
import { loadKeys } from "./keys.ts";
import { passwordVerifier } from "./passwords.ts";
import { routes } from "./routes.ts";
import { type Members, sweep, whoIs } from "./service.ts";
import { defaultRules, type ThrottleRules } from "./throttle.ts";
import { turns } from "./turns.ts";

export interface MembersOptions {
  /** The shop's public address: claim `iss` of its tokens. */
  readonly issuer: string;
  /** Folder of the private signing keys; the first one is made when there is none. */
  readonly keysDir: string;
  /** True when the shop is served over https. */
  readonly secureCookies: boolean;
  readonly log: Log;
  readonly throttle?: ThrottleRules;
}

export interface MembersModule extends Module<typeof contract> {
  readonly authenticate: Authenticate;
  ensureOwner(owner: FirstOwner): Promise<void>;
}

/** Two cores: two hashes of 19 MiB at a time. Who is further back in the queue than this would wait for a second. */
const HASHES_AT_ONCE = 2;
const HASHES_WAITING = 32;

export async function membersModule(db: Db, clock: Clock, options: MembersOptions): Promise<MembersModule> {
  const { issuer, keysDir, secureCookies, log, throttle: rules = defaultRules } = options;
  const [keys, verifyPassword] = await Promise.all([loadKeys(keysDir), passwordVerifier()]);
  const takeTurn = turns(HASHES_AT_ONCE, HASHES_WAITING);
  const members: Members = { db, clock, log, issuer, keys, rules, verifyPassword, takeTurn };
  return {
    contract,
    port: { whoIs: ({ token }) => whoIs(members, token) },
    authenticate: (bearer) => whoIs(members, bearer),
    ensureOwner: (owner) => ensureOwner(members, owner),
    consumers: {},
    jobs: [{ name: "members.sweep", everyMs: 3_600_000, run: () => sweep(members) }],
    routes: (app) => routes(app, members, secureCookies),
    audit: () => audit(db),
  };
}
