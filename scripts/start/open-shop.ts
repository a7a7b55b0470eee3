/** One run of the shop, from the command to the last process gone. */
import { mkdir } from "node:fs/promises";
import { join } from "node:path";
import { PostgresProblem } from "../../server/platform/embedded-postgres/problem.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { type Guard, startGuard } from "../../server/platform/processes/guard.ts";
import { stopMs } from "./child.ts";
import { requireUsableDatabase } from "./database.ts";
import { findInstance, forgetInstance, recordInstance } from "./instance.ts";
import { type Interrupts, listenForInterrupts } from "./interrupts.ts";
import { requireFreePort } from "./ports.ts";
import { StartProblem } from "./problem.ts";
import type { Plan, PlanInput } from "./programs.ts";
import { keepSecrets } from "./secrets.ts";
import { postgresService, programService } from "./services.ts";
import type { StartSettings } from "./settings.ts";
import { runStep, type Step } from "./steps.ts";
import { summary } from "./summary.ts";
import { createSupervisor, type RunningService, type Supervisor } from "./supervisor.ts";
import { ensureWebBuild } from "./web-build.ts";

type Say = (line: string) => void;

interface ShopOpening {
  readonly settings: StartSettings;
  readonly plan: Plan;
  readonly supervisor: Supervisor;
  readonly guard: Guard;
  readonly steps: Set<RunningService>;
  readonly closing: AbortController;
  readonly logsDir: string;
  readonly say: Say;
}

/** Opens the shop, keeps it open until it is told to end or cannot go on, and closes it. Gives the exit code. */
export async function openShop(settings: StartSettings, plan: Plan, say: Say): Promise<number> {
  const interrupts = listenForInterrupts();
  try {
    await requireFreePort(settings.port, settings.host);
    await requireAlone(settings);
  } catch (error) {
    say(inWords(error));
    return 1;
  }
  const opening: ShopOpening = {
    settings,
    plan,
    supervisor: createSupervisor(say),
    guard: startGuard({ first: "TERM", last: "KILL", graceSeconds: stopMs / 1000 }),
    steps: new Set(),
    closing: new AbortController(),
    logsDir: join(settings.dataDir, "logs"),
    say,
  };
  const opened = open(opening).then(() => opening.supervisor.failure);
  const broken = opened.catch((error: unknown) => {
    if (!opening.closing.signal.aborted) say(`\n${inWords(error)}`);
    return 1;
  });
  const code = await Promise.race([interrupts.first.then(() => 0), broken]);
  return (await close(opening, interrupts)) ? code : 1;
}

async function open(opening: ShopOpening): Promise<void> {
  const { settings, plan, supervisor, say } = opening;
  const begun = Date.now();
  const secrets = keepSecrets(settings.dataDir);
  const [web = 0, sandbox = 0, smtp = 0, apiOps = 0, workerOps = 0] = await freePorts(5);
  const base = { settings, secrets, ports: { web, sandbox, smtp, apiOps, workerOps } };
  const building = ensureWebBuild(settings.root, () => run(opening, plan.build(settings.root)));
  const [input] = await Promise.all([prepareDatabase(opening, base), building]);
  say("프로그램 시작 · starting the programs");
  for (const batch of plan.batches(input)) {
    await supervisor.start(batch.map((program) => programService(opening.guard, program, opening.logsDir)));
  }
  say(summary(settings, secrets, (Date.now() - begun) / 1000));
}

async function requireAlone(settings: StartSettings): Promise<void> {
  await mkdir(settings.dataDir, { recursive: true });
  const other = await findInstance(settings.dataDir);
  if (other !== undefined) {
    throw new StartProblem(
      `The shop of ${settings.dataDir} is already open at ${other.publicUrl} (pid ${other.pid}). ` +
        "Stop it first, or use another folder: DATA_DIR=.data-2 npm start",
    );
  }
  await recordInstance(settings.dataDir, settings.publicUrl);
}

async function prepareDatabase(
  opening: ShopOpening,
  base: Omit<PlanInput, "databaseUrl">,
): Promise<PlanInput> {
  const input: PlanInput = { ...base, databaseUrl: await databaseUrl(opening) };
  for (const step of opening.plan.prepare(input)) await run(opening, step);
  return input;
}

async function databaseUrl({ settings, supervisor, logsDir, say }: ShopOpening): Promise<string> {
  if (settings.databaseUrl !== undefined) {
    await requireUsableDatabase(settings.databaseUrl);
    return settings.databaseUrl;
  }
  const begun = Date.now();
  const postgres = postgresService(join(settings.dataDir, "postgres"), logsDir);
  await supervisor.start([postgres]);
  say(`PostgreSQL: ${((Date.now() - begun) / 1000).toFixed(1)} s`);
  return postgres.url();
}

async function run({ guard, steps, closing, logsDir, say }: ShopOpening, step: Step): Promise<void> {
  closing.signal.throwIfAborted();
  await runStep(guard, step, logsDir, say, (running) => {
    steps.add(running);
    running.exited.then(() => steps.delete(running));
  });
}

/** Ends everything, patiently, or at once on a second wish. Gives whether it was done patiently. */
async function close(opening: ShopOpening, interrupts: Interrupts): Promise<boolean> {
  const { supervisor, steps, guard, settings, say } = opening;
  opening.closing.abort();
  say("멈추는 중 · stopping …");
  const patiently = Promise.all([...steps].map((step) => step.stop())).then(() => supervisor.stop());
  const done = await Promise.race([patiently.then(() => true), interrupts.second.then(() => false)]);
  if (!done) {
    say("바로 끝냅니다 · ending everything at once");
    for (const step of steps) step.kill();
    supervisor.kill();
    await patiently;
  }
  guard.end();
  await forgetInstance(settings.dataDir);
  say("멈췄습니다 · stopped");
  return done;
}

function inWords(error: unknown): string {
  if (error instanceof StartProblem || error instanceof PostgresProblem) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
