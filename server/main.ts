/**
 * The program. `node server/main.ts` runs what the settings say; `node server/main.ts migrate` only prepares
 * the databases, and `node server/main.ts recs train` trains the models of recommendations once.
 */
import { refuseUnknownModules } from "./compose.ts";
import { migrateAll, refuseMissingMigrations } from "./migrations.ts";
import { ConfigError, readConfig } from "./platform/config.ts";
import { createLog } from "./platform/log.ts";
import { startProcess } from "./process.ts";
import { trainOnce } from "./train-once.ts";

async function main(): Promise<void> {
  const config = readConfig(process.env);
  refuseUnknownModules(config);
  const log = createLog(config.LOG_LEVEL, { process: [...config.roles].join("+"), pid: process.pid });
  const onlyMigrates = process.argv[2] === "migrate";
  if (config.MIGRATIONS === "run" || onlyMigrates) {
    // One process migrates, the others wait for it; on a current database this takes a moment.
    const ran = await migrateAll(config);
    if (ran.length > 0) log.info({ ran }, "migrated");
  } else await refuseMissingMigrations(config);
  if (onlyMigrates) return;
  if (process.argv[2] === "recs" && process.argv[3] === "train") return await trainOnce({ config, log });
  const running = await startProcess({ config, log });
  const { publicPort, internalPort, opsPort } = running;
  log.info({ publicPort, internalPort, opsPort }, "ready");

  const stop = (reason: string): void => {
    log.info({ reason }, "stopping");
    // A stop that takes longer is cut off: a supervisor waits no longer.
    setTimeout(() => process.exit(1), config.SHUTDOWN_LIMIT_MS).unref();
    running.stop().then(
      () => process.exit(0),
      (err: unknown) => {
        log.error({ err }, "the stop failed");
        process.exit(1);
      },
    );
  };
  process.once("SIGTERM", () => stop("SIGTERM"));
  process.once("SIGINT", () => stop("SIGINT"));
  // Started by a supervisor: when it is gone, so are we.
  process.once("disconnect", () => stop("the supervisor is gone"));
}

main().catch((error: unknown) => {
  if (error instanceof ConfigError) console.error(error.message);
  else console.error(error);
  process.exit(1);
});
