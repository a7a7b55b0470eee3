/** One run of the shop, from the command until its last process has ended. */
import { join } from "node:path";
import { requireUsableKeys } from "../../server/modules/members/sessions/keys.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { type Guard, startGuard } from "../../server/platform/processes/guard.ts";
import { ensureServerBundle, keepServerBundle } from "../bundle/server-bundle.ts";
import { STOP_MS } from "./child.ts";
import { requireUsableDatabase } from "./database.ts";
import { findInstance, forgetInstance, recordInstance } from "./instance.ts";
import { type Interrupts, listenForInterrupts } from "./interrupts.ts";
import type { LineWriter } from "./line-writer.ts";
import { requireFreePort } from "./ports.ts";
import { inWords, StartProblem } from "./problem.ts";
import type { Plan, PlanInput } from "./programs.ts";
import { createReserve, type Reserve } from "./reserve.ts";
import { patient } from "./restarts.ts";
import { ensureSecrets, type Secrets } from "./secrets.ts";
import { postgresService, programService } from "./services.ts";
import type { StartSettings } from "./settings.ts";
import { runStep, type Step } from "./steps.ts";
import { firstSteps, summary } from "./summary.ts";
import { createSupervisor, type RunningService, type Supervisor } from "./supervisor.ts";
import { oneLine, text } from "./texts.ts";
import { ensureWebBuild } from "./web-build.ts";

interface ShopOpening {
  readonly settings: StartSettings;
  readonly secrets: Secrets;
  readonly plan: Plan;
  readonly room: Room;
  readonly supervisor: Supervisor;
  readonly guard: Guard;
  readonly steps: Set<RunningService>;
  readonly closing: AbortController;
  readonly logsDir: string;
  readonly lines: LineWriter;
}

/** Opens the shop, keeps it open until an interrupt or a failure, and closes it. Returns the exit code. */
export async function openShop(settings: StartSettings, plan: Plan, lines: LineWriter): Promise<number> {
  const interrupts = listenForInterrupts();
  let secrets: Secrets;
  try {
    await requireAlone(settings);
    await requireFreePort(settings.port, settings.host);
    await requireUsableKeys(join(settings.dataDir, "keys"));
    await recordInstance(settings.dataDir, settings.publicUrl);
    secrets = ensureSecrets(settings.dataDir);
  } catch (error) {
    lines.print(inWords(error));
    return 1;
  }
  const room = createRoom(settings.dataDir);
  const opening: ShopOpening = {
    settings,
    secrets,
    plan,
    room,
    supervisor: createSupervisor(lines.print, patient, room.hasRoom),
    guard: startGuard({ first: "TERM", last: "KILL", graceSeconds: STOP_MS / 1000 }),
    steps: new Set(),
    closing: new AbortController(),
    logsDir: join(settings.dataDir, "logs"),
    lines,
  };
  const opened = open(opening).then(() => opening.supervisor.failure);
  const broken = opened.catch((error: unknown) => {
    if (!opening.closing.signal.aborted) lines.print(`\n${inWords(error)}`);
    return 1;
  });
  const code = await Promise.race([interrupts.first.then(() => 0), broken]);
  return (await close(opening, interrupts)) ? code : 1;
}

async function open(opening: ShopOpening): Promise<void> {
  const { settings, secrets, plan, supervisor, lines } = opening;
  const begun = Date.now();
  const [web = 0, sandbox = 0, smtp = 0, apiOps = 0, workerOps = 0] = await freePorts(5);
  const base = { settings, secrets, ports: { web, sandbox, smtp, apiOps, workerOps } };
  const building = ensureWebBuild(settings.root, () => run(opening, plan.build(settings.root)));
  const [input] = await Promise.all([prepareDatabase(opening, base), building]);
  keepServerBundle(input.server, opening.closing.signal);
  await lines.step(oneLine(text("startingPrograms")), async (detail) => {
    for (const batch of plan.batches(input)) {
      detail(batch.map(({ name }) => name).join(", "));
      await supervisor.start(batch.map((program) => programService(opening.guard, program, opening.logsDir)));
    }
  });
  lines.print(`${summary(settings, secrets, (Date.now() - begun) / 1000)}\n${firstSteps(settings)}`);
}

async function requireAlone(settings: StartSettings): Promise<void> {
  const other = await findInstance(settings.dataDir);
  if (other !== undefined) {
    const { publicUrl: url, pid } = other;
    throw new StartProblem(text("alreadyOpen", { dataDir: settings.dataDir, url, pid }));
  }
}

async function prepareDatabase(
  opening: ShopOpening,
  base: Omit<PlanInput, "database" | "server">,
): Promise<PlanInput> {
  const bundling = ensureServerBundle(opening.settings.root, (root, place) =>
    run(opening, opening.plan.bundle(root, place)),
  );
  const [database, server] = await Promise.all([openDatabase(opening), bundling]);
  const input: PlanInput = { ...base, database, server };
  for (const step of opening.plan.prepare(input)) await run(opening, step);
  return input;
}

async function openDatabase(opening: ShopOpening): Promise<PlanInput["database"]> {
  const { settings, supervisor, room, logsDir, lines } = opening;
  if (settings.databaseUrl !== undefined) {
    await requireUsableDatabase(settings.databaseUrl);
    return { url: settings.databaseUrl, folder: undefined };
  }
  const postgres = postgresService(join(settings.dataDir, "postgres"), logsDir);
  await lines.step(oneLine(text("startingPostgres")), () => supervisor.start([postgres]));
  const folder = await postgres.folder();
  await room.keepFor(folder);
  return { url: await postgres.url(), folder };
}

interface Room {
  readonly hasRoom: (program: string) => Promise<boolean>;
  /** Keeps room for the database in this folder from now on. */
  keepFor(folder: string): Promise<void>;
  close(): void;
}

const RESTORE_EVERY_MS = 30_000;

/** Until a database of ours runs, the disk of the data folder counts, and nothing is reserved. */
function createRoom(dataDir: string): Room {
  let reserve: Reserve = createReserve(dataDir);
  let timer: NodeJS.Timeout | undefined;
  return {
    // The worker only makes changes. It waits, so that the database has the reserve when it needs it.
    hasRoom: (program) => reserve.hasRoom(program !== "worker"),
    async keepFor(folder) {
      reserve = createReserve(folder);
      await reserve.restore();
      timer = setInterval(() => reserve.restore(), RESTORE_EVERY_MS);
    },
    close: () => clearInterval(timer),
  };
}

async function run({ guard, steps, closing, logsDir, lines }: ShopOpening, step: Step): Promise<void> {
  closing.signal.throwIfAborted();
  await runStep(guard, step, logsDir, lines, (running) => {
    steps.add(running);
    running.exited.then(() => steps.delete(running));
  });
}

/** Stops everything; a second interrupt kills it. Returns whether everything stopped by itself. */
async function close(opening: ShopOpening, interrupts: Interrupts): Promise<boolean> {
  const { supervisor, steps, guard, settings, lines } = opening;
  opening.closing.abort();
  opening.room.close();
  const stoppedByItself = await lines.step(oneLine(text("stopping")), async () => {
    const stopped = Promise.all([...steps].map((step) => step.stop())).then(() => supervisor.stop());
    const inTime = await Promise.race([stopped.then(() => true), interrupts.second.then(() => false)]);
    if (inTime) return true;
    lines.print(oneLine(text("stoppingAtOnce")));
    for (const step of steps) step.kill();
    supervisor.kill();
    await stopped;
    return false;
  });
  guard.end();
  await forgetInstance(settings.dataDir);
  lines.end();
  lines.print(oneLine(text("stopped")));
  return stoppedByItself;
}
