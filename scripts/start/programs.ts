/** The shop's programs: what runs, with which settings. */
import { join } from "node:path";
import type { Secrets } from "./secrets.ts";
import type { Program } from "./services.ts";
import type { StartSettings } from "./settings.ts";
import type { Step } from "./steps.ts";

/** Ports of 127.0.0.1 behind the public one. */
export interface InternalPorts {
  readonly web: number;
  readonly sandbox: number;
  /** Where the sandbox takes mails. */
  readonly smtp: number;
  readonly apiOps: number;
  readonly workerOps: number;
}

export interface PlanInput {
  readonly settings: StartSettings;
  readonly secrets: Secrets;
  readonly ports: InternalPorts;
  readonly databaseUrl: string;
}

/** All that is run to open a shop. Tests put stand-ins here. */
export interface Plan {
  /** Builds the web; left out when the build is current. */
  build(root: string): Step;
  /** Before anything serves, one after the other. */
  prepare(input: PlanInput): readonly Step[];
  /** Started batch by batch, stopped in the opposite order: the API may use the web and the sandbox to its last request. */
  batches(input: PlanInput): readonly (readonly Program[])[];
}

export const shopPlan: Plan = {
  build: webBuild,
  prepare: (input) => (input.settings.demo ? [migrate(input), seed(input)] : [migrate(input)]),
  batches: (input) => [
    [sandbox(input), web(input)],
    [api(input), worker(input)],
  ],
};

const migrate = (input: PlanInput): Step => ({
  name: "migrate",
  title: "데이터베이스 준비 · migrating the database",
  args: ["server/main.ts", "migrate"],
  cwd: input.settings.root,
  env: serverEnvironment(input),
});

const seed = (input: PlanInput): Step => ({
  name: "seed",
  title: "데모 상점 준비 · preparing the demo shop",
  args: ["demo/seed.ts"],
  cwd: input.settings.root,
  env: serverEnvironment(input),
});

const api = (input: PlanInput): Program => ({
  name: "api",
  args: ["server/main.ts"],
  cwd: input.settings.root,
  env: { ...serverEnvironment(input), ROLES: "api", OPS_PORT: String(input.ports.apiOps) },
  readyAt: [
    `http://127.0.0.1:${input.ports.apiOps}/readyz`,
    `${apiUrl(input.settings)}/.well-known/jwks.json`,
  ],
});

const worker = (input: PlanInput): Program => ({
  name: "worker",
  args: ["server/main.ts"],
  cwd: input.settings.root,
  env: {
    ...serverEnvironment(input),
    ROLES: "worker",
    PORT: undefined,
    OPS_PORT: String(input.ports.workerOps),
  },
  readyAt: [`http://127.0.0.1:${input.ports.workerOps}/readyz`],
});

/** Where the API answers on this machine: an address of its own when HOST names one. */
function apiUrl({ host, port }: StartSettings): string {
  const everywhere = ["localhost", "0.0.0.0", "::"].includes(host);
  return `http://${everywhere ? "127.0.0.1" : host}:${port}`;
}

function serverEnvironment({ settings, secrets, ports, databaseUrl }: PlanInput): Program["env"] {
  return {
    DATABASE_URL: databaseUrl,
    HOST: settings.host,
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    WEB_URL: `http://127.0.0.1:${ports.web}`,
    SANDBOX_URL: `http://127.0.0.1:${ports.sandbox}`,
    SMTP_URL: settings.smtpUrl ?? `smtp://127.0.0.1:${ports.smtp}`,
    TOSS_SECRET_KEY: secrets.sandboxSecretKey,
    TOSS_CLIENT_KEY: secrets.sandboxClientKey,
    STORAGE_DIR: join(settings.dataDir, "storage"),
    KEYS_DIR: join(settings.dataDir, "keys"),
    OWNER_EMAIL: settings.ownerEmail,
    OWNER_PASSWORD: settings.ownerPassword ?? secrets.ownerPassword,
    INTERNAL_KEY: secrets.internalKey,
    SIGN_UPS_PER_HOUR: settings.signUpsPerHour,
  };
}

const sandbox = ({ settings, secrets, ports }: PlanInput): Program => ({
  name: "sandbox",
  args: ["sandbox/main.ts"],
  cwd: settings.root,
  env: {
    HOST: "127.0.0.1",
    PORT: String(ports.sandbox),
    SMTP_PORT: String(ports.smtp),
    DATA_DIR: join(settings.dataDir, "sandbox"),
    PUBLIC_URL: `${settings.publicUrl}/sandbox`,
    WEBHOOK_URL: `${apiUrl(settings)}/api/v1/payments/webhooks/sandbox`,
    SECRET_KEY: secrets.sandboxSecretKey,
    CLIENT_KEY: secrets.sandboxClientKey,
  },
  readyAt: [`http://127.0.0.1:${ports.sandbox}/healthz`],
});

const next = (root: string): string => join(root, "node_modules", "next", "dist", "bin", "next");
const nextEnvironment = { NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1", PORT: undefined };

function webBuild(root: string): Step {
  return {
    name: "web-build",
    title: "웹 화면 빌드 · building the web",
    args: [next(root), "build"],
    cwd: join(root, "web"),
    env: nextEnvironment,
  };
}

const web = ({ settings, ports }: PlanInput): Program => ({
  name: "web",
  args: [next(settings.root), "start", "-H", "127.0.0.1", "-p", String(ports.web)],
  cwd: join(settings.root, "web"),
  env: { ...nextEnvironment, API_URL: apiUrl(settings), PUBLIC_URL: settings.publicUrl },
  // Pages need the API, which starts later; a file needs nothing.
  readyAt: [`http://127.0.0.1:${ports.web}/icon.svg`],
});
