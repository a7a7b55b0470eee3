/** The module behind real HTTP on a database of its own, for the tests in this folder. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { sql } from "kysely";
import { inject } from "vitest";
import { listenForChanges } from "../../platform/db/changes.ts";
import { connect, type Db } from "../../platform/db/db.ts";
import { prepared } from "../../platform/db/prepared.ts";
import { actorOf, can } from "../../platform/http/access.ts";
import { createApp } from "../../platform/http/app.ts";
import { createIdempotency } from "../../platform/http/idempotency.ts";
import { subscribe } from "../../platform/jobs/events.ts";
import { createLog } from "../../platform/log.ts";
import { noMailer } from "../../platform/mail/mailer.ts";
import { nothing } from "../../platform/schema.ts";
import { cloneDatabase } from "../../platform/testing/cluster.ts";
import { problemTexts } from "../../problems.ts";
import type { MembersSettings } from "./context.ts";
import { members as contract } from "./contract.ts";
import { type MembersModule, type MembersOptions, membersModule } from "./module.ts";
import { hashPassword, readPassword } from "./passwords/hashing.ts";

export const issuer = "http://shop.test";
export const owner = { email: "owner@shop.test", password: "사과나무 아래 🍎 열 개" };

export interface MembersShop {
  readonly url: string;
  readonly db: Db;
  readonly members: MembersModule;
  readonly keysDir: string;
  readonly now: () => Date;
  /** Moves the shop's clock forward. */
  advance(ms: number): void;
  /** The same module as in another process: same database, same keys. */
  replica(settings?: Partial<MembersSettings>): Promise<MembersShop>;
  addMember(email: string, password: string): Promise<void>;
  login(body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, token?: string): Promise<Response>;
  /** Any other request; `body` is sent as JSON. */
  send(
    method: string,
    path: string,
    token?: string,
    body?: unknown,
    headers?: Record<string, string>,
  ): Promise<Response>;
  logout(token: string): Promise<Response>;
  /** The payloads of all published events of this type (`signedUp`), the oldest first. */
  publishedEvents(event: keyof typeof contract.events): Promise<Record<string, unknown>[]>;
  close(): Promise<void>;
}

const outbox = prepared<{ type: string }, { payload: Record<string, unknown> }>(
  (p) =>
    sql`SELECT message->'payload' AS payload FROM platform.outbox WHERE message->>'type' = ${p.type}
      ORDER BY id`,
);

export async function startShop(settings: Partial<MembersSettings> = {}): Promise<MembersShop> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-members-"));
  const database = await cloneDatabase(inject("clusterUrl"));
  const shop = await open(database.url, join(folder, "keys"), { aheadMs: 0 }, { ...plain, ...settings });
  await subscribe(
    shop.db,
    "members",
    Object.values(contract.events).map(({ type }) => type),
  );
  await shop.members.ensureOwner(owner);
  return {
    ...shop,
    async close() {
      await shop.close();
      await database.drop();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

const plain: MembersSettings = {
  passwordPolicy: "modern",
  staffSecondFactor: "optional",
  secureCookies: false,
};

export const shopName = { ko: "달상점", en: "Moon Shop" };

const noPoints = { balance: 0, available: 0, held: 0, expiringSoon: { points: 0, first: null } };

/** This shop sells nothing: no member has an order or a cart. `server/testing.ts` opens whole shops. */
const emptyShelves: Pick<
  MembersOptions,
  "orders" | "cart" | "reviews" | "restock" | "recommendations" | "promotions" | "catalog" | "shopSettings"
> = {
  shopSettings: { shopName: async () => shopName },
  orders: {
    openOrders: async () => [],
    exportOf: async () => ({ orders: [], complete: true }),
    forgetMember: async () => nothing,
    ordersOf: async () => [],
    spentBy: async ({ memberIds }) =>
      memberIds.map(() => ({ count: 0, spent: { amount: 0, currency: "KRW" } })),
  },
  cart: { exportOf: async () => null, forgetMember: async () => nothing },
  reviews: {
    exportOf: async () => ({ reviews: [], questions: [], votes: [], complete: true }),
    forgetMember: async () => nothing,
  },
  restock: { exportOf: async () => ({ notices: [] }), forgetMember: async () => nothing },
  recommendations: {
    exportOf: async () => ({
      interest: { personal: true, events: [], lists: [], exposures: [] },
      complete: true,
    }),
    forgetMember: async () => nothing,
    listMembers: async () => ({ memberIds: [] }),
  },
  promotions: {
    exportOf: async () => ({ coupons: [], points: { balance: 0, entries: [] }, complete: true }),
    forgetMember: async () => nothing,
    grantPoints: async () => noPoints,
    pointsOf: async () => ({ ...noPoints, entries: [] }),
    giveCoupon: async () => ({ given: 0 }),
    couponsOf: async () => [],
  },
  catalog: {
    storeMemberGroup: async () => nothing,
    dropMemberGroup: async () => nothing,
    storeGroupOfMember: async () => nothing,
    forgetMember: async () => nothing,
  },
};

async function open(
  databaseUrl: string,
  keysDir: string,
  time: { aheadMs: number },
  settings: MembersSettings,
): Promise<MembersShop> {
  const db = connect({ url: databaseUrl, size: 8 });
  const now = () => new Date(Date.now() + time.aheadMs);
  const clock = { now };
  const log = createLog("silent", {});
  const changes = await listenForChanges(databaseUrl, db.pool, log);
  const mailer = noMailer(log);
  const idempotency = createIdempotency(db, clock, problemTexts);
  const shared = { db, clock, log, changes, mailer, idempotency, issuer, keysDir };
  const members = await membersModule({ ...shared, ...emptyShelves, settings, signUpsPerHour: 1_000 });
  const authenticate = (token: string, check: "token" | "session", admin: boolean) =>
    members.port.authenticate({ token, check, admin });
  const app = createApp({
    log,
    problemTexts,
    authenticate,
    clock,
    publicUrl: issuer,
    refuseUndeclaredProblems: true,
  });
  members.routes(app);
  app.get("/api/v1/admin/refunds", { config: { access: can("order:refund") } }, async (request) =>
    actorOf(request),
  );
  app.get("/api/v1/admin/secrets", { config: { access: can("nobody:may") } }, async () => ({}));
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const bearer = (token?: string) => (token === undefined ? {} : { authorization: `Bearer ${token}` });
  const replicas: MembersShop[] = [];
  return {
    url,
    db,
    members,
    keysDir,
    now,
    advance(ms) {
      time.aheadMs += ms;
    },
    async replica(changed) {
      const other = await open(databaseUrl, keysDir, time, { ...settings, ...changed });
      replicas.push(other);
      return other;
    },
    async addMember(email, password) {
      const hash = await hashPassword(readPassword(password));
      await db.script(`INSERT INTO members.accounts
        (id, email, email_key, name, password_hash, created_at, updated_at)
        VALUES (uuidv7(), '${email}', '${email}', '손님', '${hash}', now(), now())`);
    },
    login: (body, headers) =>
      fetch(`${url}/api/v1/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    get: (path, token) => fetch(`${url}${path}`, { headers: bearer(token) }),
    send: (method, path, token, body, headers = {}) =>
      fetch(`${url}${path}`, {
        method,
        headers: {
          ...bearer(token),
          ...(body === undefined ? {} : { "content-type": "application/json" }),
          ...headers,
        },
        ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      }),
    logout: (token) => fetch(`${url}/api/v1/auth/logout`, { method: "POST", headers: bearer(token) }),
    publishedEvents: async (event) =>
      (await db.rows(outbox, { type: contract.events[event].type })).map(({ payload }) => payload),
    async close() {
      for (const each of replicas) await each.close();
      await app.close();
      await changes.close();
      await db.close();
    },
  };
}

export async function tokenOf(answer: Response): Promise<string> {
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return accessToken;
}

/** A problem without the id of its request, for comparisons. */
export async function problemOf(answer: Response): Promise<Record<string, unknown>> {
  const { requestId: _, ...problem } = (await answer.json()) as Record<string, unknown>;
  return { http: answer.status, ...problem };
}
