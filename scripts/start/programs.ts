/** The shop's programs and their settings. */
import { join } from "node:path";
import { readConfig as readSandboxConfig, ConfigError as SandboxConfigError } from "../../sandbox/config.ts";
import { ConfigError, readConfig } from "../../server/platform/config.ts";
import { explainSettings } from "./problem.ts";
import type { Secrets } from "./secrets.ts";
import type { Program } from "./services.ts";
import type { StartSettings } from "./settings.ts";
import type { Step } from "./steps.ts";
import { text } from "./texts.ts";

/** Ports of 127.0.0.1 behind the public one. */
export interface InternalPorts {
  readonly web: number;
  readonly sandbox: number;
  /** The sandbox's mail server. */
  readonly smtp: number;
  readonly apiOps: number;
  readonly workerOps: number;
}

export interface PlanInput {
  readonly settings: StartSettings;
  readonly secrets: Secrets;
  readonly ports: InternalPorts;
  /** The program of the server, for `node`. */
  readonly server: string;
  /** `folder` has its files; `undefined` for a server that is not ours. */
  readonly database: { readonly url: string; readonly folder: string | undefined };
}

/** The programs that open a shop. Tests use stand-ins. */
export interface Plan {
  /** Builds the web. The start skips this step when the build is current. */
  build(root: string): Step;
  /** Bundles the server into a place below the root. The start skips this step when the bundle is current. */
  bundle(root: string, place: string): Step;
  /** Steps that run one after the other before the first program starts. */
  prepare(input: PlanInput): readonly Step[];
  /**
   * Batches start in this order and stop in the opposite one: the API needs the web and the sandbox to its
   * end.
   */
  batches(input: PlanInput): readonly (readonly Program[])[];
}

type Environment = Readonly<Record<string, string | undefined>>;

export const shopPlan: Plan = {
  build: webBuild,
  bundle: serverBundle,
  prepare: (input) => (input.settings.demo ? [migrate(input), seed(input)] : [migrate(input)]),
  batches: (input) => [
    [sandbox(input), web(input)],
    [api(input), worker(input)],
  ],
};

/**
 * Throws a problem with all settings that a program would refuse, before anything starts. What the start
 * itself chooses is filled in with what is right.
 */
export function checkSettings(settings: StartSettings, environment: Environment): void {
  const secret = "x".repeat(32);
  const secrets: Secrets = {
    ownerPassword: secret,
    internalKey: secret,
    sandboxSecretKey: secret,
    sandboxClientKey: secret,
  };
  const database = { url: settings.databaseUrl ?? "postgres://127.0.0.1/jangteo", folder: undefined };
  const ports = { web: 1, sandbox: 1, smtp: 1, apiOps: 1, workerOps: 1 };
  const input: PlanInput = { settings, secrets, ports, database, server: "" };
  const problems = [
    ...problemsOf(() => readConfig({ ...environment, ...api(input).env })),
    ...problemsOf(() => readConfig({ ...environment, ...worker(input).env })),
    ...problemsOf(() => readSandboxConfig({ ...environment, ...sandbox(input).env })),
  ];
  if (problems.length > 0) throw explainSettings([...new Set(problems)]);
}

function problemsOf(read: () => unknown): readonly string[] {
  try {
    read();
    return [];
  } catch (error) {
    if (error instanceof ConfigError || error instanceof SandboxConfigError) return error.problems;
    throw error;
  }
}

const migrate = (input: PlanInput): Step => ({
  name: "migrate",
  title: text("migrating"),
  args: [input.server, "migrate"],
  cwd: input.settings.root,
  env: serverEnvironment(input),
});

const seed = (input: PlanInput): Step => ({
  name: "seed",
  title: text("seeding"),
  args: ["demo/seed.ts", ...(input.settings.demo === "draft" ? ["--draft"] : [])],
  cwd: input.settings.root,
  env: serverEnvironment(input),
});

const api = (input: PlanInput): Program => ({
  name: "api",
  args: [input.server],
  cwd: input.settings.root,
  env: { ...serverEnvironment(input), ROLES: "api", OPS_PORT: String(input.ports.apiOps) },
  readyAt: [
    `http://127.0.0.1:${input.ports.apiOps}/readyz`,
    `${apiUrl(input.settings)}/.well-known/jwks.json`,
  ],
});

const worker = (input: PlanInput): Program => ({
  name: "worker",
  args: [input.server],
  cwd: input.settings.root,
  env: {
    ...serverEnvironment(input),
    ROLES: "worker",
    PORT: undefined,
    OPS_PORT: String(input.ports.workerOps),
  },
  readyAt: [`http://127.0.0.1:${input.ports.workerOps}/readyz`],
});

/**
 * The API's address on this machine. A HOST that names one address is the only one that the API listens on.
 */
function apiUrl({ host, port }: StartSettings): string {
  const everywhere = ["localhost", "0.0.0.0", "::"].includes(host);
  return `http://${everywhere ? "127.0.0.1" : host}:${port}`;
}

function serverEnvironment({ settings, secrets, ports, database }: PlanInput): Program["env"] {
  return {
    DATABASE_URL: database.url,
    DATABASE_DISK: database.folder,
    HOST: settings.host,
    PORT: String(settings.port),
    PUBLIC_URL: settings.publicUrl,
    WEB_URL: `http://127.0.0.1:${ports.web}`,
    SANDBOX_URL: `http://127.0.0.1:${ports.sandbox}`,
    SMTP_URL: settings.smtpUrl ?? `smtp://127.0.0.1:${ports.smtp}`,
    TOSS_SECRET_KEY: secrets.sandboxSecretKey,
    TOSS_CLIENT_KEY: secrets.sandboxClientKey,
    STORAGE_DIR: join(settings.dataDir, "storage"),
    RECOMMENDATIONS_DIR: join(settings.dataDir, "recommendations"),
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
    title: text("buildingWeb"),
    args: [next(root), "build"],
    cwd: join(root, "web"),
    env: nextEnvironment,
  };
}

function serverBundle(root: string, place: string): Step {
  return {
    name: "server-bundle",
    title: text("bundlingServer"),
    args: ["scripts/bundle/bundle-server.ts", place],
    cwd: root,
    env: {},
  };
}

const web = ({ settings, ports }: PlanInput): Program => ({
  name: "web",
  args: [next(settings.root), "start", "-H", "127.0.0.1", "-p", String(ports.web)],
  cwd: join(settings.root, "web"),
  env: { ...nextEnvironment, API_URL: apiUrl(settings), PUBLIC_URL: settings.publicUrl },
  // A page needs the API, which starts later. A static file does not.
  readyAt: [`http://127.0.0.1:${ports.web}/icon.svg`],
});
