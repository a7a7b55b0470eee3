/**
 * All settings of a process, read once from the environment. All problems are reported together and name
 * their variable. The result is frozen and handed down.
 */
import { isIP } from "node:net";
import { type Static, type TObject, Type } from "typebox";
import { Value } from "typebox/value";
import { messageProblems, messageSettings } from "./config-messages.ts";
import { paymentProblems, paymentSettings, Url } from "./config-payments.ts";
import { recommendationSettings } from "./config-recommendations.ts";
import { DEFAULT_POOL_SIZE } from "./db/pool-sizes.ts";

const DATABASE_ADDRESS = /^postgres(ql)?:\/\//;
const Port = Type.Integer({ minimum: 0, maximum: 65_535, description: "a port number" });
const days = (standard: number, minimum: number, maximum: number, description: string) =>
  Type.Integer({ default: standard, minimum, maximum, description });
const limit = (fallback: number, counted: string) =>
  Type.Integer({
    default: fallback,
    minimum: 1,
    maximum: 1_000_000,
    description: `1 to 1,000,000 ${counted}`,
  });
const list = (text: string): string[] =>
  text
    .split(",")
    .map((part) => part.trim())
    .filter(Boolean);

export const Settings = Type.Object({
  NODE_ENV: Type.String({ default: "development", description: "development, test or production" }),
  LOG_LEVEL: Type.String({
    default: "info",
    pattern: "^(fatal|error|warn|info|debug|trace|silent)$",
    description: "a pino level",
  }),
  ROLES: Type.String({
    default: "api,worker",
    pattern: "^(api|worker)(,(api|worker))*$",
    description: "api, worker or both",
  }),
  MODULES: Type.String({ default: "all", description: "all, or the modules that run in this process" }),
  PEERS: Type.String({
    default: "",
    description: "module=http://host:port,… for each module that runs elsewhere",
  }),
  HOST: Type.String({ default: "localhost", description: "the address that the process listens on" }),
  PORT: Type.Optional(Port),
  OPS_PORT: Type.Integer({ ...Port, default: 0 }),
  INTERNAL_PORT: Type.Optional(Port),
  INTERNAL_KEY: Type.Optional(
    Type.String({ minLength: 16, description: "a secret of 16 characters or more" }),
  ),
  DATABASE_URL: Type.String({
    pattern: DATABASE_ADDRESS.source,
    description: "a postgres:// address",
    isAddress: true,
  }),
  DATABASE_POOL: Type.Integer({
    default: DEFAULT_POOL_SIZE,
    minimum: 1,
    maximum: 200,
    description: "connections",
  }),
  DATABASE_DISK: Type.Optional(
    Type.String({
      description:
        "a folder on the database's disk, if it is here: changes are refused while the disk is full",
    }),
  ),
  PUBLIC_URL: Type.String({ ...Url, default: "http://localhost:3000" }),
  TRUSTED_PROXIES: Type.Optional(
    Type.String({
      pattern: "^[0-9a-fA-F.:/, ]+$",
      description: "addresses and networks whose X-Forwarded-For is believed: 10.0.0.0/8,127.0.0.1",
    }),
  ),
  OTEL_EXPORTER_OTLP_ENDPOINT: Type.Optional(Url),
  OTEL_TRACES_SAMPLER_ARG: Type.Number({
    default: 0.1,
    minimum: 0,
    maximum: 1,
    description: "the part of all traces that is kept, 0 to 1",
  }),
  WEB_URL: Type.Optional(Url),
  SANDBOX_URL: Type.Optional(Url),
  ...paymentSettings,
  WEBHOOK_DAYS: Type.Integer({
    default: 30,
    minimum: 7,
    maximum: 365,
    description: "7 to 365 days that a provider's webhook is remembered; providers repeat them for days",
  }),
  WEBHOOK_TARGETS: Type.Enum(["public", "any"], {
    default: "public",
    description: "public or any: where outgoing webhooks go; any also allows http and inner addresses",
  }),
  WEBHOOK_LOG_DAYS: Type.Integer({
    default: 30,
    minimum: 1,
    maximum: 365,
    description: "1 to 365 days that ended deliveries of outgoing webhooks are kept",
  }),
  SMTP_URL: Type.Optional(
    Type.String({
      pattern: "^smtps?://[^\\s/]+",
      description: "an smtp:// or smtps:// address",
      isAddress: true,
    }),
  ),
  MAIL_FROM: Type.String({
    default: "no-reply@jangteo.test",
    pattern: "^([^<>\\r\\n]*<[^\\s<>@]+@[^\\s<>@]+>|[^\\s<>@]+@[^\\s<>@]+)$",
    description: "a sender such as no-reply@shop.example; its name is the shop's, unless it has one here",
  }),
  ...messageSettings,
  STORAGE_DIR: Type.String({ default: ".data/storage", description: "the folder of pictures and files" }),
  // The five settings of a bucket go together. Without them pictures are in STORAGE_DIR.
  STORAGE_S3_ENDPOINT: Type.Optional(Url),
  STORAGE_S3_REGION: Type.Optional(Type.String()),
  STORAGE_S3_BUCKET: Type.Optional(
    Type.String({ pattern: "^[A-Za-z0-9][A-Za-z0-9._-]*$", description: "a bucket's name" }),
  ),
  STORAGE_S3_ACCESS_KEY_ID: Type.Optional(Type.String()),
  STORAGE_S3_SECRET_ACCESS_KEY: Type.Optional(Type.String()),
  ...recommendationSettings,
  KEYS_DIR: Type.String({ default: ".data/keys", description: "the folder of the signing keys" }),
  OWNER_EMAIL: Type.String({
    default: "owner@jangteo.test",
    pattern: "^[^\\s@]+@[^\\s@]+$",
    description: "an e-mail address",
  }),
  OWNER_PASSWORD: Type.Optional(Type.String({ minLength: 10, description: "10 characters or more" })),
  PASSWORD_POLICY: Type.Enum(["modern", "isms"], { default: "modern", description: "modern or isms" }),
  STAFF_SECOND_FACTOR: Type.Enum(["optional", "required"], {
    default: "optional",
    description: "optional or required",
  }),
  SIGN_UPS_PER_HOUR: Type.Integer({
    default: 10,
    minimum: 1,
    description: "sign-ups from one network address",
  }),
  CACHE_MB: Type.Integer({
    default: 32,
    minimum: 0,
    maximum: 4_096,
    description: "megabytes for the responses that a process keeps; 0 keeps none",
  }),
  CURRENCY: Type.Union([Type.Literal("KRW"), Type.Literal("JPY"), Type.Literal("USD"), Type.Literal("EUR")], {
    default: "KRW",
    description: "KRW, JPY, USD or EUR",
  }),
  DELIVERY_FEE: Type.Integer({ default: 3_000, minimum: 0, description: "minor units" }),
  FREE_DELIVERY_FROM: Type.Integer({
    default: 50_000,
    minimum: 0,
    description: "minor units; 0 = always free",
  }),
  MINIMUM_PAYMENT: Type.Integer({
    default: 100,
    minimum: 0,
    description: "minor units; a card pays no less, an order of nothing needs none",
  }),
  POINTS_PERCENT: Type.Integer({
    default: 1,
    minimum: 0,
    maximum: 100,
    description: "0 to 100 percent of a purchase that a member earns in points",
  }),
  POINTS_DAYS: Type.Integer({
    default: 365,
    minimum: 1,
    maximum: 3_650,
    description: "1 to 3,650 days until points expire",
  }),
  POINTS_MINIMUM: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 1_000_000,
    description: "points that an order spends at least, if any",
  }),
  POINTS_UNIT: Type.Integer({
    default: 1,
    minimum: 1,
    maximum: 1_000_000,
    description: "an order spends a multiple of so many points",
  }),
  PAYMENT_MINUTES: Type.Integer({
    default: 15,
    minimum: 1,
    maximum: 1_440,
    description: "minutes until an unpaid order expires",
  }),
  UNPAID_ORDER_DAYS: days(30, 7, 365, "7 to 365 days that a guest's order without a payment is kept"),
  COMPLETE_ORDER_DAYS: days(8, 1, 90, "days after its delivery until an order is completed by itself"),
  RETURN_DAYS: days(7, 7, 365, "7 to 365 days after delivery to send goods back without a fault"),
  FAULT_RETURN_DAYS: days(90, 30, 730, "30 to 730 days after delivery to send back goods with a fault"),
  RETURN_FEE: Type.Integer({
    default: 3_000,
    minimum: 0,
    description:
      "minor units that a buyer without a fault of the goods pays for sending them back; an exchange: twice",
  }),
  UNPAID_PIECES_PER_GUEST: limit(200, "pieces in an unpaid order of a guest"),
  UNPAID_ORDERS_PER_MEMBER: limit(10, "unpaid orders of a member at a time"),
  UNPAID_PIECES_PER_MEMBER: limit(500, "pieces in the unpaid orders of a member"),
  // Many phones share one address of their carrier, so a network has room for many people.
  UNPAID_ORDERS_PER_NETWORK: limit(100, "unpaid orders from one network address at a time"),
  UNPAID_PIECES_PER_NETWORK: limit(500, "pieces in the unpaid orders from one network address"),
  CHANGES_AT_ONCE: limit(500, "requests that change something under way in a process at a time"),
  MIGRATIONS: Type.Enum(["run", "expect"], {
    default: "run",
    description:
      "run: a start runs what is missing; expect: it refuses to serve while a migration is missing",
  }),
  WATCH_SECONDS: Type.Integer({
    default: 15,
    minimum: 1,
    maximum: 300,
    description: "1 to 300 seconds between two readings of the figures in the metrics",
  }),
  AUDIT_SECONDS: Type.Integer({
    default: 600,
    minimum: 1,
    maximum: 86_400,
    description: "1 to 86,400 seconds between two audits by a worker; a long audit waits longer",
  }),
  SHUTDOWN_DELAY_MS: Type.Integer({
    default: 0,
    minimum: 0,
    maximum: 60_000,
    description: "milliseconds between not ready and closing",
  }),
  // The default is what `npm start` waits for.
  SHUTDOWN_LIMIT_MS: Type.Integer({
    default: 10_000,
    minimum: 1_000,
    maximum: 300_000,
    description: "milliseconds after which a stop is cut off",
  }),
});
type Environment = Static<typeof Settings>;

export interface Config extends Omit<Environment, "ROLES" | "MODULES" | "PEERS"> {
  readonly roles: ReadonlySet<string>;
  /** null: every module. */
  readonly modules: ReadonlySet<string> | null;
  /** Base address of the process that runs each module named here. */
  readonly peers: ReadonlyMap<string, string>;
  /** A database of its own for a module: `DATABASE_URL_INVENTORY`. */
  readonly databases: ReadonlyMap<string, string>;
}

const DEFAULT_PORT = 3_000;

export class ConfigError extends Error {
  readonly problems: readonly string[];

  constructor(problems: readonly string[], options?: ErrorOptions) {
    super(`The settings are not usable:\n${problems.map((problem) => `  - ${problem}`).join("\n")}`, options);
    this.name = "ConfigError";
    this.problems = problems;
  }
}

/** Throws a ConfigError with all problems. */
export function readConfig(environment: Readonly<Record<string, string | undefined>>): Config {
  const { values, problems } = parse(Settings, environment);
  const peers = new Map(
    list(String(values.PEERS ?? "")).map((pair) => pair.split(/=(.*)/s, 2) as [string, string]),
  );
  for (const [module, url] of peers)
    if (!/^https?:\/\//.test(url ?? "") || !URL.canParse(url))
      problems.push(`PEERS: "${module}" needs an http address`);
  if (peers.size > 0 && !values.INTERNAL_KEY) problems.push("INTERNAL_KEY is needed to call PEERS");
  // A worker needs two connections all the time: to listen for jobs, and to show that it lives.
  if (String(values.ROLES).includes("worker") && Number(values.DATABASE_POOL) < 4)
    problems.push("DATABASE_POOL must be 4 or more for a worker");
  problems.push(...paymentProblems(values, list(String(values.PAYMENT_PROVIDERS ?? ""))));
  problems.push(...messageProblems(values));
  if (values.INTERNAL_PORT !== undefined && !values.INTERNAL_KEY)
    problems.push("INTERNAL_KEY is needed to serve INTERNAL_PORT");
  const bucket = Object.keys(Settings.properties).filter((name) => name.startsWith("STORAGE_S3_"));
  const missing = bucket.filter((name) => values[name] === undefined);
  if (missing.length > 0 && missing.length < bucket.length)
    problems.push(`${missing.join(", ")} needed beside the other settings of a bucket`);
  if (Number(values.SHUTDOWN_DELAY_MS) >= Number(values.SHUTDOWN_LIMIT_MS))
    problems.push("SHUTDOWN_LIMIT_MS must be longer than SHUTDOWN_DELAY_MS");
  for (const proxy of list(String(values.TRUSTED_PROXIES ?? "")))
    if (!isNetwork(proxy)) problems.push(`TRUSTED_PROXIES: "${proxy}" is no address and no network`);
  const databases = Object.entries(environment).flatMap(([name, url]) =>
    name.startsWith("DATABASE_URL_") && url ? [[name.slice(13).toLowerCase(), url] as const] : [],
  );
  for (const [module, url] of databases)
    if (!DATABASE_ADDRESS.test(url) || !URL.canParse(url))
      problems.push(`DATABASE_URL_${module.toUpperCase()} must be a postgres:// address`);
  if (problems.length > 0) throw new ConfigError(problems);

  const { ROLES, MODULES, PEERS: _peers, ...rest } = values as Environment;
  return Object.freeze({
    // A whole shop has a public port by default; a process with some of the modules only if PORT is set.
    ...(MODULES === "all" ? { PORT: DEFAULT_PORT } : {}),
    ...rest,
    roles: new Set(list(ROLES)),
    modules: MODULES === "all" ? null : new Set(list(MODULES)),
    peers,
    databases: new Map(databases),
  });
}

/** `10.0.0.7`, `10.0.0.0/8`, `fd00::/8`. */
function isNetwork(text: string): boolean {
  const [address = "", bits, ...more] = text.split("/");
  const longest = { 0: -1, 4: 32, 6: 128 }[isIP(address)] ?? -1;
  return (
    longest > 0 &&
    more.length === 0 &&
    (bits === undefined || (/^\d+$/.test(bits) && Number(bits) <= longest))
  );
}

interface KnownSetting {
  readonly default?: unknown;
  readonly type?: string;
  readonly description?: string;
  readonly minimum?: number;
  readonly maximum?: number;
  readonly isAddress?: boolean;
}

/** What a setting may be, with its bounds: `a whole number from 1 to 1440 (minutes until …)`. */
function allowed({ type, description = "text", minimum, maximum }: KnownSetting): string {
  if (type !== "integer") return description;
  const number = "a whole number";
  if (minimum === undefined) return `${number} (${description})`;
  const bounds = maximum === undefined ? `of ${minimum} or more` : `from ${minimum} to ${maximum}`;
  return `${number} ${bounds} (${description})`;
}

/** Reads each known variable. An empty one counts as absent. */
function parse(schema: TObject, environment: Readonly<Record<string, string | undefined>>) {
  const values: Record<string, unknown> = {};
  const problems: string[] = [];
  for (const [name, property] of Object.entries(schema.properties)) {
    const text = environment[name] || undefined;
    const known = property as KnownSetting;
    const isNumber = known.type === "integer" || known.type === "number";
    const value = text !== undefined && isNumber ? Number(text) : (text ?? known.default);
    if (value === undefined && !schema.required?.includes(name)) continue;
    if (value === undefined) problems.push(`${name} is missing (${known.description ?? "text"})`);
    else if (!Value.Check(property, value)) problems.push(`${name} must be ${allowed(known)}`);
    else if (known.isAddress && !URL.canParse(String(value)))
      problems.push(`${name} must be ${allowed(known)}`);
    values[name] = value;
  }
  return { values, problems };
}
