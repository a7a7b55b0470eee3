/** Every route of every module behind real HTTP in one process, and people of every role, made without signing in. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { compose } from "../../server/compose.ts";
import { hashApiSecret, writeApiKey } from "../../server/modules/members/api-keys/api-key.ts";
import { audienceOf, permissions } from "../../server/modules/members/roles.ts";
import { loadKeys } from "../../server/modules/members/sessions/keys.ts";
import { signAccessToken } from "../../server/modules/members/sessions/tokens.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { connect } from "../../server/platform/db/db.ts";
import type { Access } from "../../server/platform/http/access.ts";
import { createApp } from "../../server/platform/http/app.ts";
import { newId, newSecret } from "../../server/platform/id.ts";
import { createLog } from "../../server/platform/log.ts";
import { cloneDatabase } from "../../server/platform/testing/cluster.ts";
import { problemTexts } from "../../server/problems.ts";

export interface Route {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
}

export interface Person {
  readonly role: string;
  /** When they last proved who they are. */
  readonly provenMsAgo?: number;
  readonly withKey?: boolean;
}

export interface World {
  readonly url: string;
  readonly routes: readonly Route[];
  /** What was logged at level warn and above. */
  readonly warnings: Record<string, unknown>[];
  /** A proof for each: an access token, or an API key with every scope whose maker has the role. Each has an account of its own. */
  prove(people: readonly Person[]): Promise<string[]>;
  close(): Promise<void>;
}

export async function openWorld(): Promise<World> {
  const database = await cloneDatabase(inject("clusterUrl"));
  const folder = await mkdtemp(join(tmpdir(), "jangteo-access-"));
  const warnings: Record<string, unknown>[] = [];
  const log = createLog("warn", {}, { write: (line) => warnings.push(JSON.parse(line)) });
  const config = readConfig({ DATABASE_URL: database.url, KEYS_DIR: folder });
  const shop = await compose(config, systemClock, log);
  const { authenticate } = shop;
  const publicUrl = config.PUBLIC_URL;
  const app = createApp({ log, problemTexts, authenticate, clock: systemClock, publicUrl });
  const routes: Route[] = [];
  app.addHook("onRoute", ({ method, url, config: options }) => {
    for (const each of [method].flat()) {
      if (each !== "HEAD")
        routes.push({ method: each, url, access: options?.access ?? { kind: "everyone" } });
    }
  });
  for (const { routes: register } of shop.modules.values()) register(app);
  const url = await app.listen({ host: "127.0.0.1", port: 0 });
  const db = connect({ url: database.url, size: 2 });
  const keys = await loadKeys(folder);

  return {
    url,
    routes,
    warnings,
    async prove(people) {
      const made = people.map((person) => ({
        ...person,
        accountId: newId(),
        sessionId: newId(),
        secret: newSecret(),
      }));
      await db.script(made.map(insertPerson).join(";"));
      return Promise.all(
        made.map(({ role, withKey = false, provenMsAgo = 0, accountId, sessionId, secret }) => {
          if (withKey) return writeApiKey(sessionId, secret);
          const now = systemClock.now();
          const authTime = new Date(now.getTime() - provenMsAgo);
          const claims = { accountId, sessionId, audience: audienceOf(role), authTime, methods: ["pwd"] };
          return signAccessToken(keys, publicUrl, claims, now);
        }),
      );
    },
    async close() {
      await app.close();
      await db.close();
      await shop.close();
      await database.drop();
      await rm(folder, { recursive: true });
    },
  };
}

type Made = Person & { readonly accountId: string; readonly sessionId: string; readonly secret: string };

function insertPerson({
  role,
  withKey = false,
  provenMsAgo = 0,
  accountId,
  sessionId,
  secret,
}: Made): string {
  const account = `INSERT INTO members.accounts (id, email, email_key, name, password_hash, role, email_verified_at, created_at, updated_at)
    VALUES ('${accountId}', '${accountId}@shop.test', '${accountId}@shop.test', '아무개', '$argon2id$', '${role}', now(), now(), now())`;
  const key = `INSERT INTO members.api_keys (id, name, permissions, secret_hash, created_by, created_at, expires_at)
    VALUES ('${sessionId}', 'key', '{${permissions.join()}}', '\\x${hashApiSecret(secret).toString("hex")}', '${accountId}',
            now(), now() + interval '1 hour')`;
  const session = `INSERT INTO members.sessions (id, account_id, audience, created_at, last_used_at, idle_expires_at, absolute_expires_at, auth_time)
    VALUES ('${sessionId}', '${accountId}', '${audienceOf(role)}', now(), now(), now() + interval '1 hour',
            now() + interval '1 hour', now() - interval '${provenMsAgo} milliseconds')`;
  return `${account}; ${withKey ? key : session}`;
}
