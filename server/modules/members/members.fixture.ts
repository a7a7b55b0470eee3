/** The module behind real HTTP on a database of its own, for the tests in this folder. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { connect, type Db } from "../../platform/db/db.ts";
import { can } from "../../platform/http/access.ts";
import { createApp } from "../../platform/http/app.ts";
import type { ProblemTexts } from "../../platform/http/problem.ts";
import { createLog } from "../../platform/log.ts";
import { cloneDatabase } from "../../platform/testing/cluster.ts";
import { type MembersModule, membersModule } from "./module.ts";
import { hashPassword, readPassword } from "./passwords.ts";

export const issuer = "http://shop.test";
export const owner = { email: "owner@shop.test", password: "사과나무 아래 🍎 열 개" };

const text = (status: number) => ({ status, ko: "오류", en: "problem" });
const problemTexts: ProblemTexts = {
  INVALID_INPUT: text(400),
  UNAUTHENTICATED: text(401),
  INVALID_CREDENTIALS: text(401),
  FORBIDDEN: text(403),
  NOT_FOUND: text(404),
  METHOD_NOT_ALLOWED: text(405),
  BODY_TOO_LARGE: text(413),
  UNSUPPORTED_MEDIA_TYPE: text(415),
  TOO_MANY_REQUESTS: text(429),
  INTERNAL: text(500),
};

export interface Shop {
  readonly url: string;
  readonly db: Db;
  readonly members: MembersModule;
  readonly keysDir: string;
  readonly now: () => Date;
  /** Moves the shop's clock forward. */
  advance(ms: number): void;
  /** The same module in another process, as far as the database and the keys can tell. */
  replica(secureCookies?: boolean): Promise<Shop>;
  addMember(email: string, password: string): Promise<void>;
  login(body: unknown, headers?: Record<string, string>): Promise<Response>;
  get(path: string, token?: string): Promise<Response>;
  logout(token: string): Promise<Response>;
  close(): Promise<void>;
}

export async function startShop(): Promise<Shop> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-members-"));
  const database = await cloneDatabase(inject("clusterUrl"));
  const shop = await open(database.url, join(folder, "keys"), { aheadMs: 0 }, false);
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

async function open(
  databaseUrl: string,
  keysDir: string,
  time: { aheadMs: number },
  secureCookies: boolean,
): Promise<Shop> {
  const db = connect({ url: databaseUrl, size: 8 });
  const now = () => new Date(Date.now() + time.aheadMs);
  const log = createLog("silent", {});
  const members = await membersModule(db, { now }, { issuer, keysDir, secureCookies, log });
  const app = createApp({ log, problemTexts, authenticate: members.authenticate });
  members.routes(app);
  app.get("/api/v1/admin/refunds", { config: { access: can("order:refund") } }, async ({ actor }) => actor);
  app.get("/api/v1/admin/secrets", { config: { access: can("nobody:may") } }, async () => ({}));
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const bearer = (token?: string) => (token === undefined ? {} : { authorization: `Bearer ${token}` });
  const replicas: Shop[] = [];
  return {
    url,
    db,
    members,
    keysDir,
    now,
    advance(ms) {
      time.aheadMs += ms;
    },
    async replica(secure = secureCookies) {
      const other = await open(databaseUrl, keysDir, time, secure);
      replicas.push(other);
      return other;
    },
    async addMember(email, password) {
      const hash = await hashPassword(readPassword(password));
      await db.script(`INSERT INTO members.accounts (id, email, email_key, name, password_hash, created_at, updated_at)
        VALUES (uuidv7(), '${email}', '${email}', '손님', '${hash}', now(), now())`);
    },
    login: (body, headers) =>
      fetch(`${url}/api/v1/auth/login`, {
        method: "POST",
        headers: { "content-type": "application/json", ...headers },
        body: typeof body === "string" ? body : JSON.stringify(body),
      }),
    get: (path, token) => fetch(`${url}${path}`, { headers: bearer(token) }),
    logout: (token) => fetch(`${url}/api/v1/auth/logout`, { method: "POST", headers: bearer(token) }),
    async close() {
      for (const each of replicas) await each.close();
      await app.close();
      await db.close();
    },
  };
}

export async function tokenOf(answer: Response): Promise<string> {
  const { accessToken } = (await answer.json()) as { accessToken: string };
  return accessToken;
}

/** A problem as it is compared: without the id of its request. */
export async function problemOf(answer: Response): Promise<Record<string, unknown>> {
  const { requestId: _, ...problem } = (await answer.json()) as Record<string, unknown>;
  return { http: answer.status, ...problem };
}
