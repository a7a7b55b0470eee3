/** `npm run reset`: clears everything the shop has kept on this machine, so that the next start is a first start. */
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeCluster } from "../server/platform/embedded-postgres/location.ts";
import { findRunningPostgres } from "../server/platform/embedded-postgres/start.ts";
import { findInstance } from "./start/instance.ts";
import { StartProblem } from "./start/problem.ts";
import { readStartSettings } from "./start/settings.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const { dataDir } = readStartSettings(root, process.env);
  await reset(dataDir);
  console.log(`비웠습니다 · cleared: ${dataDir}`);
} catch (error) {
  if (!(error instanceof StartProblem)) throw error;
  console.error(error.message);
  process.exitCode = 1;
}

async function reset(dataDir: string): Promise<void> {
  const postgresDir = join(dataDir, "postgres");
  await requireOurs(dataDir);
  const running = (await findInstance(dataDir)) ?? (await findRunningPostgres(postgresDir));
  if (running !== undefined) {
    throw new StartProblem(
      `The shop of ${dataDir} is open (pid ${running.pid}). Stop it first (Ctrl-C where it runs).`,
    );
  }
  try {
    await removeCluster(postgresDir);
    // The lock belongs to a command that is installing packages just now.
    const entries = existsSync(dataDir)
      ? (await readdir(dataDir)).filter((entry) => entry !== "install.lock")
      : [];
    for (const entry of entries) await rm(join(dataDir, entry), { recursive: true, force: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM")))
      throw error;
    throw new StartProblem(
      `${dataDir} belongs to another user (it was first used as that user). Reset as that user.`,
    );
  }
}

/** DATA_DIR may name any folder: only one that a start has made is deleted. */
async function requireOurs(dataDir: string): Promise<void> {
  if (dataDir === join(root, ".data") || !existsSync(dataDir)) return;
  const marks = ["secrets", "start.json", "postgres", "postgres.location"];
  const entries = await readdir(dataDir);
  if (entries.length > 0 && !entries.some((entry) => marks.includes(entry))) {
    throw new StartProblem(`${dataDir} does not look like a data folder of Jangteo. Nothing was deleted.`);
  }
}
