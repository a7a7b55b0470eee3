/** Composes the sandbox. Tests call `createSandbox` in their process; `main.ts` runs it as a program. */
import { AjvCompiler } from "@fastify/ajv-compiler";
import Fastify, { type FastifyInstance } from "fastify";
import { type Clock, systemClock } from "./clock.ts";
import { type Config, readConfig } from "./config.ts";
import { DirectRefusal } from "./direct/payment.ts";
import { type DirectProvider, openDirectProvider } from "./direct/provider.ts";
import { createFaults } from "./faults.ts";
import { isKnownHost } from "./hosts.ts";
import { languageOf } from "./language.ts";
import { type Mailbox, openMailbox } from "./mailbox/mailbox.ts";
import { registerMailboxRoutes } from "./mailbox/routes.ts";
import { createMailServer } from "./mailbox/smtp.ts";
import { createPauses } from "./pauses.ts";
import { portone } from "./portone/protocol.ts";
import { registerPortoneRoutes } from "./portone/routes.ts";
import type { ReceiptContext } from "./receipts/calls.ts";
import { openReceiptBook } from "./receipts/receipts.ts";
import { registerPortoneReceipts, registerTossReceipts } from "./receipts/routes.ts";
import { createSolapi } from "./solapi/routes.ts";
import { stripe } from "./stripe/protocol.ts";
import { registerStripeRoutes } from "./stripe/routes.ts";
import { requireSecretKey } from "./toss/authorization.ts";
import { sendError } from "./toss/calls.ts";
import type { TossContext } from "./toss/context.ts";
import { registerControlRoutes } from "./toss/control-routes.ts";
import { TossError } from "./toss/errors.ts";
import { registerPaymentRoutes } from "./toss/payment-routes.ts";
import { expirePayments } from "./toss/service.ts";
import { openStore } from "./toss/store.ts";
import { createWebhooks } from "./toss/webhooks.ts";
import { registerDepositRoutes, registerWindowRoutes } from "./toss/window-routes.ts";

export interface SandboxOptions extends Partial<Config> {
  readonly clock?: Clock;
  /** Receives the log lines. Without it nothing is printed. */
  readonly log?: (line: object) => void;
}

export interface RunningSandbox {
  readonly app: FastifyInstance;
  /** Starts to listen on the configured host and port; resolves to the base address. */
  listen(): Promise<string>;
  /** The base address, e.g. `http://127.0.0.1:41234`; empty before `listen`. */
  readonly url: string;
  /** The address of the mail server, e.g. `smtp://127.0.0.1:41235`; empty before `listen`. */
  readonly smtpUrl: string;
  /** The received mails. */
  readonly mailbox: Mailbox;
  /** Ends hanging calls, finishes running requests, drops waiting webhooks, and writes the journal. */
  close(): Promise<void>;
}

const EXPIRY_SWEEP_MS = 10_000;

/** Errors: a journal in `dataDir` is damaged or cannot be written. */
export async function createSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const config: Config = { ...readConfig({}), ...options };
  const clock = options.clock ?? systemClock;
  const log = options.log ?? (() => {});
  let url = "";
  let smtpUrl = "";
  const publicUrl = (): string => (config.publicUrl ?? (url || "http://localhost")).replace(/\/$/, "");
  const store = await openStore(config.dataDir);
  const mailbox = await openMailbox(config.dataDir);
  const mailServer = createMailServer(mailbox, clock, log);
  const { webhookUrl, webhookRetryBaseMs: retryBaseMs, hangMs, secretKey, clientKey, returnOrigins } = config;
  const webhooks = createWebhooks({ url: webhookUrl, retryBaseMs, publicUrl, clock, log });
  const pauses = createPauses();
  const faults = createFaults();
  const settings = { hangMs, secretKey, clientKey, publicUrl, returnOrigins };
  const sandbox: TossContext = { store, faults, webhooks, pauses, clock, ...settings };
  const surroundings = { config, clock, pauses, publicUrl, log };
  const book = await openReceiptBook(config.dataDir);
  // They share the faults of Toss's calls.
  const receipts: ReceiptContext = { book, faults, pauses, clock, hangMs };
  const direct = [
    await openDirectProvider(portone, withReceipts(receipts), surroundings),
    await openDirectProvider(stripe, registerStripeRoutes, surroundings),
  ];
  const keys = { apiKey: clientKey, apiSecret: secretKey };
  const solapi = createSolapi({ mailbox, clock, pauses, hangMs, ...keys });
  const app = buildApp(sandbox, direct, { receipts, mailbox, solapi }, log);
  const sweep = setInterval(() => {
    try {
      expirePayments(sandbox);
    } catch (error) {
      // A full disk. The next sweep finds the same payments.
      log({ level: "warn", msg: "payments were not expired", error: String(error) });
    }
  }, EXPIRY_SWEEP_MS).unref();

  return {
    app,
    get url() {
      return url;
    },
    get smtpUrl() {
      return smtpUrl;
    },
    mailbox,
    async listen() {
      url = await app.listen({ port: config.port, host: config.host });
      // Without its mail server the program ends. An open HTTP server would keep it running.
      smtpUrl = await mailServer.listen(config.smtpPort, config.host).catch(async (error: unknown) => {
        await app.close();
        throw error;
      });
      return url;
    },
    async close() {
      clearInterval(sweep);
      pauses.endAll();
      await Promise.all([closeConnections(app), mailServer.close()]);
      webhooks.close();
      await Promise.all([
        store.close(),
        book.close(),
        mailbox.close(),
        ...direct.map((provider) => provider.close()),
      ]);
    },
  };
}

/** PortOne's API with its cash receipts. */
const withReceipts =
  (receipts: ReceiptContext): typeof registerPortoneRoutes =>
  (app, context, run) => {
    registerPortoneRoutes(app, context, run);
    registerPortoneReceipts(app, receipts);
  };

/** Closing ends only the idle connections. A busy one would stay open after its answer. */
async function closeConnections(app: FastifyInstance): Promise<void> {
  const closeIdle = setInterval(() => app.server.closeIdleConnections(), 10);
  await app.close().finally(() => clearInterval(closeIdle));
}

/** What the app serves beside the payments. */
interface Beside {
  readonly receipts: ReceiptContext;
  readonly mailbox: Mailbox;
  readonly solapi: ReturnType<typeof createSolapi>;
}

/** Shared by the sandboxes of a process: a schema is compiled once. */
const buildValidator = AjvCompiler();

function buildApp(
  sandbox: TossContext,
  direct: readonly DirectProvider[],
  { receipts, mailbox, solapi }: Beside,
  log: (line: object) => void,
): FastifyInstance {
  const app = Fastify({
    bodyLimit: 64 * 1024,
    routerOptions: { maxParamLength: 300 },
    ajv: { customOptions: { coerceTypes: false, removeAdditional: false } },
    schemaController: { compilersFactory: { buildValidator } },
  });

  app.addContentTypeParser(
    "application/x-www-form-urlencoded",
    { parseAs: "string" },
    (_request, body, done) => {
      done(null, Object.fromEntries(new URLSearchParams(String(body))));
    },
  );

  app.setNotFoundHandler((request, reply) =>
    sendError(reply, {
      code: "NOT_FOUND",
      detail: null,
      language: languageOf(request.headers["accept-language"]),
    }),
  );

  app.setErrorHandler((error: Error & { statusCode?: number; validation?: unknown }, request, reply) => {
    const language = languageOf(request.headers["accept-language"]);
    if (error instanceof TossError)
      return sendError(reply, { code: error.code, detail: error.detail, language });
    if (error instanceof DirectRefusal)
      return sendError(reply, { code: "INVALID_REQUEST", detail: error.code, language });
    const status = error.statusCode ?? 500;
    if (status < 500)
      return sendError(reply, { code: "INVALID_REQUEST", detail: error.message, language }, status);
    log({ level: "error", msg: "request failed", method: request.method, error: error.stack });
    return sendError(reply, { code: "COMMON_ERROR", detail: null, language });
  });

  app.get("/healthz", () => ({ status: "ok" }));
  void app.register(async (pages) => {
    pages.addHook("onRequest", async (request) => {
      const ownHost = new URL(sandbox.publicUrl()).hostname;
      if (!isKnownHost(request.raw.headers.host, [ownHost])) throw new TossError("NOT_FOUND");
    });
    registerWindowRoutes(pages, sandbox);
    registerDepositRoutes(pages, sandbox);
    for (const provider of direct) provider.registerWindow(pages);
    registerMailboxRoutes(pages, mailbox);
  });
  void app.register(async (guarded) => {
    const check = requireSecretKey(sandbox.secretKey);
    guarded.addHook("onRequest", async (request) => check(request));
    registerPaymentRoutes(guarded, sandbox);
    registerControlRoutes(guarded, sandbox);
    registerTossReceipts(guarded, receipts, sandbox.publicUrl);
    for (const provider of direct) provider.registerControl(guarded);
    solapi.registerControl(guarded);
  });
  void app.register(async (api) => solapi.registerApi(api));
  for (const provider of direct) void app.register(async (api) => provider.registerApi(api));
  return app;
}
