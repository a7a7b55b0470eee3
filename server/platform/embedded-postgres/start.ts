/**
 * A real PostgreSQL 18 without an installation: the programs come from npm, the data stands in a folder.
 *
 * The server listens on 127.0.0.1 alone. It runs as an unprivileged account when we are root. It ends with
 * the process that started it, also when that process is killed. Its data stay until `removeCluster`.
 */
import { isAbsolute } from "node:path";
import { Client, DatabaseError } from "pg";
import { freePorts } from "../processes/free-ports.ts";
import { createCluster, damaged, inspectCluster, readPassword, SUPERUSER } from "./cluster.ts";
import { checkKoreanSearch } from "./korean-search.ts";
import { type Exit, launch, type ServerProcess } from "./launch.ts";
import { clusterDirOf, preparePlace } from "./location.ts";
import { PostgresProblem } from "./problem.ts";
import { findServer, refuseOrTakeOver, writeOwner } from "./running.ts";
import { type PostgresSettings, settingsFor } from "./settings.ts";

export interface PostgresOptions {
  /** Absolute path of the cluster; made if absent. For root it may stand elsewhere, see `location.ts`. */
  readonly dataDir: string;
  /** Default or 0: a free port. */
  readonly port?: number;
  /** `false`: a throw-away cluster, several times faster, lost by a crash of the machine. Default `true`. */
  readonly durable?: boolean;
  /** Server settings over ours, by their PostgreSQL names. */
  readonly settings?: PostgresSettings;
  /** Receives each line the server logs. */
  readonly log?: (line: string) => void;
}

export interface RunningPostgres {
  /** Superuser `jangteo` on database `jangteo`. */
  readonly url: string;
  readonly port: number;
  readonly pid: number;
  /** The folder of its files. */
  readonly clusterDir: string;
  /** Settles when the server ends, for any reason. */
  readonly exited: Promise<Exit>;
  /** Disconnects all clients, writes everything to disk, and waits for the end. */
  stop(): Promise<void>;
}

/** Starts the server of `dataDir`. Throws a `PostgresProblem` for every reason that a person can mend. */
export async function startPostgres(options: PostgresOptions): Promise<RunningPostgres> {
  const { dataDir, durable = true, log = () => undefined } = options;
  if (!isAbsolute(dataDir)) throw new TypeError(`dataDir must be absolute: ${dataDir}`);
  const place = await preparePlace(dataDir);
  const { clusterDir } = place;
  if ((await inspectCluster(clusterDir)) === "absent") await createCluster(place, durable);
  await refuseOrTakeOver(clusterDir, log);
  const settings = settingsFor(durable, options.settings ?? {});
  const { server, port } = await launchOnPort(options.port ?? 0, (port) =>
    launch({ place, port, settings, log }),
  );
  try {
    await writeOwner(clusterDir, server.pid);
    const url = await urlOf(clusterDir, port);
    await prepareDatabase(url, clusterDir);
    return { url, port, pid: server.pid, clusterDir, exited: server.exited, stop: server.stop };
  } catch (error) {
    await server.stop();
    throw error;
  }
}

/** Returns the address of the server that runs on `dataDir`, also if another process started it. */
export async function findRunningPostgres(
  dataDir: string,
): Promise<{ url: string; pid: number } | undefined> {
  const clusterDir = await clusterDirOf(dataDir);
  const server = await findServer(clusterDir);
  if (server?.status !== "ready") return undefined;
  return { url: await urlOf(clusterDir, server.port), pid: server.pid };
}

/** Another program may take a free port before the server does. Then the next free port is tried. */
async function launchOnPort(requested: number, launchAt: (port: number) => Promise<ServerProcess>) {
  for (let attempt = 1; ; attempt += 1) {
    const [port = 0] = requested === 0 ? await freePorts(1) : [requested];
    try {
      return { server: await launchAt(port), port };
    } catch (error) {
      const raced =
        error instanceof PostgresProblem && error.code === "PORT_TAKEN" && requested === 0 && attempt < 5;
      if (!raced) throw error;
    }
  }
}

const urlOf = async (clusterDir: string, port: number): Promise<string> =>
  `postgres://${SUPERUSER}:${await readPassword(clusterDir)}@127.0.0.1:${port}/jangteo`;

async function prepareDatabase(url: string, clusterDir: string): Promise<void> {
  try {
    await withClient(url, checkKoreanSearch);
  } catch (error) {
    if (!(error instanceof DatabaseError)) throw error;
    if (error.code !== "3D000") throw damaged(clusterDir, error.message, error);
    // The first start after initdb: the cluster has no database yet.
    await withClient(url.replace(/jangteo$/, "postgres"), (client) =>
      client.query("CREATE DATABASE jangteo"),
    );
    await withClient(url, checkKoreanSearch);
  }
}

async function withClient<Result>(url: string, use: (client: Client) => Promise<Result>): Promise<Result> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  // A lost connection also rejects the query in flight, which is where it is reported.
  client.on("error", () => undefined);
  await client.connect();
  try {
    return await use(client);
  } finally {
    await client.end();
  }
}
