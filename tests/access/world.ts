/**
 * All routes of all modules behind real HTTP in one process, with tokens for every role made without a
 * sign-in.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inject } from "vitest";
import { compose } from "../../server/compose.ts";
import { writeApiKey } from "../../server/modules/members/api-keys/api-key.ts";
import { audienceOf, permissions } from "../../server/modules/members/roles.ts";
import { loadKeys } from "../../server/modules/members/sessions/keys.ts";
import { signAccessToken } from "../../server/modules/members/sessions/tokens.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { connect } from "../../server/platform/db/db.ts";
import type { Access } from "../../server/platform/http/access.ts";
import { createApp } from "../../server/platform/http/app.ts";
import { hashSecret, newId, newSecret } from "../../server/platform/ids.ts";
import { createLog } from "../../server/platform/log.ts";
import { cloneDatabase } from "../../server/platform/testing/cluster.ts";
import { problemTexts } from "../../server/problems.ts";

export interface Route {
  readonly method: string;
  readonly url: string;
  readonly access: Access;
  /** Takes files in place of JSON. */
  readonly takesFiles: boolean;
  /** Bytes of JSON; undefined where the limit is that of most routes. */
  readonly bodyLimit: number | undefined;
}

export interface Identity {
  readonly role: string;
  /** Time since the last sign-in. */
  readonly signedInMsAgo?: number;
  readonly withKey?: boolean;
}

export interface AccessWorld {
  readonly url: string;
  readonly routes: readonly Route[];
  /** The log lines of level warn and above. */
  readonly warnings: Record<string, unknown>[];
  /**
   * For each an access token, or an API key with every scope made by the role. Each has a separate account.
   */
  issueTokens(identities: readonly Identity[]): Promise<string[]>;
  close(): Promise<void>;
}

export async function openAccessWorld(): Promise<AccessWorld> {
  const database = await cloneDatabase(inject("clusterUrl"));
  const folder = await mkdtemp(join(tmpdir(), "jangteo-access-"));
  const warnings: Record<string, unknown>[] = [];
  const log = createLog("warn", {}, { write: (line) => warnings.push(JSON.parse(line)) });
  const config = readConfig({ DATABASE_URL: database.url, KEYS_DIR: folder });
  const shop = await compose({ config, clock: systemClock, log });
  const { authenticate } = shop;
  const publicUrl = config.PUBLIC_URL;
  const app = createApp({
    log,
    problemTexts,
    authenticate,
    clock: systemClock,
    publicUrl,
    refuseUndeclaredProblems: true,
  });
  const routes: Route[] = [];
  app.addHook("onRoute", ({ method, url, schema, config: options, bodyLimit }) => {
    for (const each of [method].flat()) {
      if (each !== "HEAD")
        routes.push({
          method: each,
          url,
          access: options?.access ?? { kind: "everyone" },
          takesFiles: schema?.consumes?.includes("multipart/form-data") ?? false,
          bodyLimit,
        });
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
    async issueTokens(identities) {
      const stored = identities.map((identity) => ({
        ...identity,
        accountId: newId(),
        sessionId: newId(),
        secret: newSecret(),
      }));
      await db.script(stored.map(insertIdentity).join(";"));
      return Promise.all(
        stored.map(({ role, withKey = false, signedInMsAgo = 0, accountId, sessionId, secret }) => {
          if (withKey) return writeApiKey(sessionId, secret);
          const now = systemClock.now();
          const authTime = new Date(now.getTime() - signedInMsAgo);
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

type StoredIdentity = Identity & {
  readonly accountId: string;
  readonly sessionId: string;
  readonly secret: string;
};

function insertIdentity({
  role,
  withKey = false,
  signedInMsAgo = 0,
  accountId,
  sessionId,
  secret,
}: StoredIdentity): string {
  const email = `${accountId}@shop.test`;
  const hash = hashSecret(secret).toString("hex");
  const account = `
    INSERT INTO members.accounts (id, email, email_key, name, password_hash, role,
                                  email_verified_at, created_at, updated_at)
    VALUES ('${accountId}', '${email}', '${email}', '아무개', '$argon2id$', '${role}', now(), now(), now())`;
  const key = `
    INSERT INTO members.api_keys (id, name, permissions, secret_hash, created_by, created_at, expires_at)
    VALUES ('${sessionId}', 'key', '{${permissions.join()}}', '\\x${hash}', '${accountId}',
            now(), now() + interval '1 hour')`;
  const session = `
    INSERT INTO members.sessions (id, account_id, audience, created_at, last_used_at,
                                  idle_expires_at, absolute_expires_at, auth_time)
    VALUES ('${sessionId}', '${accountId}', '${audienceOf(role)}', now(), now(), now() + interval '1 hour',
            now() + interval '1 hour', now() - interval '${signedInMsAgo} milliseconds')`;
  return `${account}; ${withKey ? key : session}`;
}
