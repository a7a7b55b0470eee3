/** A direct provider in this program: its store, its webhooks, and where its routes are registered. */
import { createHash } from "node:crypto";
import type { FastifyInstance } from "fastify";
import type { Clock } from "../clock.ts";
import type { Config } from "../config.ts";
import { createDeliveries } from "../deliveries.ts";
import { createFaults } from "../faults.ts";
import type { Pauses } from "../pauses.ts";
import { createDirectCalls, type Run, send } from "./calls.ts";
import type { DirectContext } from "./context.ts";
import { registerDirectControl } from "./control-routes.ts";
import { DirectRefusal } from "./payment.ts";
import type { Protocol } from "./protocol.ts";
import { openDirectStore } from "./store.ts";
import { registerDirectWindow } from "./window-routes.ts";

export interface DirectProvider {
  registerWindow(app: FastifyInstance): void;
  registerControl(app: FastifyInstance): void;
  /** The provider's API, below `/<provider>`, with its own check of the key and its own errors. */
  registerApi(app: FastifyInstance): void;
  close(): Promise<void>;
}

interface Surroundings {
  readonly config: Config;
  readonly clock: Clock;
  readonly pauses: Pauses;
  readonly publicUrl: () => string;
  readonly log: (line: object) => void;
}

type RegisterRoutes = (app: FastifyInstance, context: DirectContext, run: Run) => void;

const ANSWER_WITHIN_MS = 10_000;

export async function openDirectProvider(
  protocol: Protocol,
  routes: RegisterRoutes,
  { config, clock, pauses, publicUrl, log }: Surroundings,
): Promise<DirectProvider> {
  const { secretKey, hangMs, returnOrigins, webhookUrl, webhookRetryBaseMs: retryBaseMs } = config;
  const store = await openDirectStore(config.dataDir, protocol);
  const secret = webhookSecretOf(secretKey);
  const deliveries = createDeliveries({
    // The shop has a route for each provider beside that of Toss.
    url: webhookUrl === null ? null : new URL(protocol.name, webhookUrl).href,
    retryBaseMs,
    maxRetries: protocol.maxRetries,
    answerWithinMs: ANSWER_WITHIN_MS,
    isAccepted: (status) => status >= 200 && status < 300,
    headersOf: (delivery) => protocol.sign(delivery, secret, clock.now().getTime()),
    log,
  });
  const shared = { store, deliveries, pauses, clock, secretKey, hangMs, publicUrl, returnOrigins };
  const context: DirectContext = { ...shared, protocol, faults: createFaults() };
  return {
    registerWindow: (app) => registerDirectWindow(app, context),
    registerControl: (app) => registerDirectControl(app, context),
    registerApi(app) {
      app.setErrorHandler((error: Error & { statusCode?: number }, _request, reply) => {
        if (error instanceof DirectRefusal) return send(reply, protocol.refuse(error));
        const isInput = error.statusCode !== undefined && error.statusCode < 500;
        if (isInput)
          return send(reply, protocol.refuse(new DirectRefusal("INVALID_REQUEST", { cause: error })));
        log({ level: "error", msg: "request failed", error: error.stack });
        return send(reply, protocol.trouble(500));
      });
      app.addHook("onRequest", async ({ headers }) => {
        if (!protocol.isAuthorized(headers.authorization, secretKey)) throw new DirectRefusal("UNAUTHORIZED");
      });
      routes(app, context, createDirectCalls(context));
    },
    close() {
      deliveries.close();
      return store.close();
    },
  };
}

/** The webhooks are signed with a key of the API key, so that a shop needs no further secret. */
const webhookSecretOf = (secretKey: string): string =>
  `whsec_${createHash("sha256").update(secretKey).digest("base64")}`;
