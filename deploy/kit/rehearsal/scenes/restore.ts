/**
 * The database restored to a moment before an accident: a base backup, the archive of its WAL, and
 * deploy/data/rehearsal of the tree with its audit. A folder stands for the object storage.
 */
import { chown, cp, readdir, rm, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import { fileURLToPath } from "node:url";
import { lastLines } from "../../processes.ts";
import { kubectl } from "../cluster.ts";
import { converse } from "../conversation.ts";
import { until } from "../processes.ts";
import { edit, treePath } from "../repository.ts";
import { inWords, type RehearsalStage, underTraffic } from "../stage.ts";
import {
  backupFolder,
  DATA_NAMESPACE,
  dataFolder,
  POSTGRES_USER,
  SERVER_SECRET,
} from "../stand-ins/postgres.ts";
import { withImages } from "../tree-copy.ts";
import { firstVersion } from "./delivery.ts";

const CORE = `/api/v1/namespaces/${DATA_NAMESPACE}`;
const SQL = fileURLToPath(new URL("../sql.ts", import.meta.url));
const SHOPPING_MS = 8_000;

interface Session {
  query<Row>(statement: string): Promise<readonly Row[]>;
  end(): void;
}

/** A session of the superuser. */
async function openSession({ api }: RehearsalStage, instance: string): Promise<Session> {
  const pod = await api.find<{ status: { podIP: string } }>(`${CORE}/pods/${instance}`);
  const secret = await api.find<{ data: { password: string } }>(`${CORE}/secrets/${SERVER_SECRET}`);
  if (pod === undefined || secret === undefined) throw new Error(`there is no ${instance}`);
  const password = Buffer.from(secret.data.password, "base64").toString();
  const talk = converse(SQL, `postgres://postgres:${password}@${pod.status.podIP}:5432/shop`);
  await talk.ask();
  return {
    async query(statement) {
      const { rows, fault } = await talk.ask<{ rows: []; fault?: string }>(JSON.stringify(statement));
      if (fault !== undefined) throw new Error(`${statement.slice(0, 80)}: ${fault}`);
      return rows;
    },
    end: talk.end,
  };
}

/** PostgreSQL's own way of a base backup while it serves. */
async function backUp(session: Session): Promise<void> {
  await session.query("SELECT pg_backup_start('rehearsal', true)");
  await rm(backupFolder(), { recursive: true, force: true });
  await cp(join(dataFolder("shop-db-1"), "pgdata"), backupFolder(), {
    recursive: true,
    verbatimSymlinks: true,
    filter: (path) => !/\/(postmaster\.pid|pg_wal\/.+)$/.test(path),
  });
  const [backup] = await session.query<{ labelfile: string }>("SELECT labelfile FROM pg_backup_stop()");
  await writeFile(join(backupFolder(), "backup_label"), backup?.labelfile ?? "");
  for (const file of ["", ...(await readdir(backupFolder(), { recursive: true }))]) {
    await chown(join(backupFolder(), file), POSTGRES_USER, POSTGRES_USER);
  }
}

/** Of each table of the shop's business: the number of rows, and a sum of all their contents. */
async function sums(session: Session): Promise<readonly string[]> {
  const schemas = [
    "catalog",
    "inventory",
    "members",
    "notifications",
    "orders",
    "payments",
    "promotions",
    "recommendations",
    "reports",
    "restock",
    "reviews",
    "settings",
  ];
  const list = schemas.map((name) => `'${name}'`).join(", ");
  const tables = await session.query<{ name: string }>(
    `SELECT schemaname || '.' || tablename AS name FROM pg_tables WHERE schemaname IN (${list}) ORDER BY 1`,
  );
  const found: string[] = [];
  for (const { name } of tables) {
    const [row] = await session.query<{ count: number; sum: string }>(
      `SELECT count(*)::int AS count, md5(coalesce(string_agg(t::text, ' ' ORDER BY t::text), '')) AS sum
       FROM ${name} AS t`,
    );
    found.push(`${name}: ${row?.count} rows, ${row?.sum}`);
  }
  return found;
}

async function archived(session: Session): Promise<void> {
  const [last] = await session.query<{ name: string }>("SELECT pg_walfile_name(pg_switch_wal()) AS name");
  await until("the WAL is archived", 60, async () => {
    const [row] = await session.query<{ name: string }>(
      "SELECT last_archived_wal AS name FROM pg_stat_archiver",
    );
    return (row?.name ?? "") >= (last?.name ?? "");
  });
}

export async function restore(stage: RehearsalStage): Promise<void> {
  const expected = "all tables of the business equal those before the DELETE";
  const restored = await stage.expect("a restore to a moment before a DELETE", expected, async (detail) => {
    const session = await openSession(stage, "shop-db-1");
    try {
      detail("base backup");
      await backUp(session);
      const bought = await underTraffic(stage, () => wait(SHOPPING_MS));
      // What the shop does afterwards (events, mails) is done.
      await wait(3_000);
      const before = await sums(session);
      const [moment] = await session.query<{ now: string }>("SELECT clock_timestamp()::text AS now");
      await wait(1_000);
      // A person with all rights: no trigger and no reference holds it up.
      await session.query("SET session_replication_role = replica");
      await session.query("DELETE FROM orders.lines");
      await archived(session);
      detail("restoring");
      await applyRehearsal(stage, moment?.now ?? "");
      const copy = await openSession(stage, "shop-db-rehearsal-1");
      const after = await sums(copy);
      copy.end();
      const other = after.filter((line, at) => line !== before[at]);
      const sold = `${inWords(bought)} after the base backup`;
      const example = other[0] === undefined ? "" : ` (${other[0]})`;
      const seen = `${after.length} tables, ${other.length} differ${example}; ${sold}`;
      return { seen, holds: after.length > 0 && after.length === before.length && other.length === 0 };
    } finally {
      session.end();
    }
  });
  if (!restored) return;
  await stage.expect(
    "the Job audit-rehearsal of deploy/data/rehearsal",
    "succeeds on the restored data",
    async () => {
      const path = `/apis/batch/v1/namespaces/${DATA_NAMESPACE}/jobs/audit-rehearsal`;
      let succeeded = 0;
      await until("the audit is done", 120, async () => {
        const job = await stage.api.find<{ status: { succeeded?: number } }>(path);
        succeeded = job?.status.succeeded ?? 0;
        return succeeded > 0;
      });
      return { seen: `${succeeded} succeeded`, holds: succeeded === 1 };
    },
  );
}

/** As deploy/README.md says: set the moment, apply the folder. */
async function applyRehearsal(stage: RehearsalStage, moment: string): Promise<void> {
  const { server, web } = firstVersion(stage);
  if (server === undefined || web === undefined) throw new Error("there are no images");
  const folder = "deploy/data/rehearsal";
  await edit(`${folder}/cluster.yaml`, (text) => text.replace(/targetTime: .*/, `targetTime: "${moment}"`));
  await edit("deploy/apps/images/production/kustomization.yaml", (text) => withImages(text, { server, web }));
  const applied = await kubectl(stage.programs, ["apply", "--server-side", "-k", treePath(folder)]);
  if (applied.code !== 0) throw new Error(`deploy/data/rehearsal: ${lastLines(applied.output, 3)}`);
  const path = `/apis/postgresql.cnpg.io/v1/namespaces/${DATA_NAMESPACE}/clusters/shop-db-rehearsal`;
  await until("the restored database is ready", 180, async () => {
    const cluster = await stage.api.find<{ status?: { readyInstances?: number } }>(path);
    return (cluster?.status?.readyInstances ?? 0) > 0;
  });
}
