/** `npm run reset`: deletes all data of the shop on this machine, so that the next start is a first start. */
import { existsSync } from "node:fs";
import { readdir, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { removeCluster } from "../server/platform/embedded-postgres/location.ts";
import { findRunningPostgres } from "../server/platform/embedded-postgres/start.ts";
import { findInstance } from "./start/instance.ts";
import { inWords, StartProblem } from "./start/problem.ts";
import { readStartSettings } from "./start/settings.ts";
import { oneLine, text } from "./start/texts.ts";

const root = dirname(dirname(fileURLToPath(import.meta.url)));

try {
  const { dataDir } = readStartSettings(root, process.env);
  await reset(dataDir);
  console.log(`${oneLine(text("resetDone"))}: ${dataDir}`);
} catch (error) {
  console.error(inWords(error));
  process.exitCode = 1;
}

async function reset(dataDir: string): Promise<void> {
  const postgresDir = join(dataDir, "postgres");
  await requireOurs(dataDir);
  const running = (await findInstance(dataDir)) ?? (await findRunningPostgres(postgresDir));
  if (running !== undefined) {
    throw new StartProblem(text("resetWhileOpen", { dataDir, pid: running.pid }));
  }
  try {
    await removeCluster(postgresDir);
    // The lock belongs to a command that may be installing packages at the moment.
    const entries = existsSync(dataDir)
      ? (await readdir(dataDir)).filter((entry) => entry !== "install.lock")
      : [];
    for (const entry of entries) await rm(join(dataDir, entry), { recursive: true, force: true });
  } catch (error) {
    if (!(error instanceof Error && "code" in error && (error.code === "EACCES" || error.code === "EPERM")))
      throw error;
    throw new StartProblem(text("resetOtherUser", { dataDir }), { cause: error });
  }
}

/** DATA_DIR may name any folder. Only a folder that a start has made is deleted. */
async function requireOurs(dataDir: string): Promise<void> {
  if (dataDir === join(root, ".data") || !existsSync(dataDir)) return;
  const marks = ["secrets", "start.json", "postgres", "postgres.location"];
  const entries = await readdir(dataDir);
  if (entries.length > 0 && !entries.some((entry) => marks.includes(entry))) {
    throw new StartProblem(text("resetForeignFolder", { dataDir }));
  }
}
