/** The payment window, for the shopper's browser: it has no secret key and trusts none of its input. */
import { randomBytes } from "node:crypto";
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { modeNotation, parseFault } from "../faults.ts";
import { isOfThisMachine, withParameters } from "../return-address.ts";
import { sendError } from "./calls.ts";
import type { TossContext } from "./context.ts";
import { messageOf, TossError } from "./errors.ts";
import { approve, getPayment, getPaymentOfAccount, receiveDeposit } from "./service.ts";
import { contentSecurityPolicy, depositPage, failedPage, receiptPage, windowPage } from "./window.ts";
import { languageOfWindow, readMethod, readWindowRequest, type WindowRequest } from "./window-request.ts";
import { scenarios } from "./window-texts.ts";

type Query = Record<string, unknown>;

const Choice = {
  type: "object",
  required: ["action"],
  properties: {
    action: { enum: ["approve", "decline", "cancel"] },
    method: { type: "string", maxLength: 40 },
    mode: { type: "string", maxLength: 100 },
    session: { type: "string", maxLength: 64 },
  },
} as const;

interface ChoiceBody {
  action: "approve" | "decline" | "cancel";
  method?: string;
  mode?: string;
  session?: string;
}

/** The result for the shop's browser code: a payment to confirm, or the code of the refusal. */
type Outcome = { paymentKey: string; orderId: string; amount: number } | { code: string; message: string };

/**
 * Strangers reach the window of a shop with a public address. There they have the modes that it shows, and
 * not a thousand webhooks or an hour of waiting.
 */
const isOffered = (mode: string, publicUrl: string): boolean =>
  isOfThisMachine(publicUrl) || scenarios.some((scenario) => scenario.mode === mode);

function choose(sandbox: TossContext, window: WindowRequest, choice: ChoiceBody): Outcome {
  const mode = choice.mode ?? "ok";
  const fault = parseFault(mode);
  if (fault === null) throw new TossError("INVALID_REQUEST", `mode is one of ${modeNotation.join(", ")}`);
  if (!isOffered(mode, sandbox.publicUrl())) throw new TossError("INVALID_REQUEST", "mode");
  const method = choice.method === undefined ? window.method : readMethod(choice.method);
  if (method === null) throw new TossError("INVALID_REQUEST", "method");
  if (choice.action === "approve") {
    const { orderId, orderName, customerName, amount, taxFreeAmount, currency, validHours } = window;
    const order = { orderId, orderName, customerName, amount, taxFreeAmount, currency, validHours };
    const chosen = { method, mode: mode === "ok" ? null : mode, session: choice.session ?? null };
    return { paymentKey: approve(sandbox, { ...order, ...chosen }).paymentKey, orderId, amount };
  }
  const code =
    choice.action === "cancel"
      ? "PAY_PROCESS_CANCELED"
      : fault.kind === "decline"
        ? fault.code
        : "REJECT_CARD_COMPANY";
  return { code, message: messageOf(code, window.language) };
}

/** The address that the browser returns to. After a closed window it has no order id. */
function returnAddress(window: WindowRequest, outcome: Outcome): string {
  if ("paymentKey" in outcome) {
    return withParameters(window.successUrl, { ...outcome, amount: String(outcome.amount) });
  }
  const { orderId } = window;
  return withParameters(
    window.failUrl,
    outcome.code === "PAY_PROCESS_CANCELED" ? outcome : { ...outcome, orderId },
  );
}

/** The status of the window; it is 401 for a key that is not this merchant's. */
const windowStatus = (error: TossError): number => (error.code === "INVALID_API_KEY" ? 401 : 400);

function sendPage(
  reply: FastifyReply,
  status: number,
  page: string,
  returnTo: readonly URL[] = [],
): FastifyReply {
  return reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("content-security-policy", contentSecurityPolicy(returnTo))
    .header("cache-control", "no-store")
    .header("referrer-policy", "same-origin")
    .header("x-content-type-options", "nosniff")
    .send(page);
}

const isForm = (request: FastifyRequest): boolean =>
  request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;

export function registerWindowRoutes(app: FastifyInstance, sandbox: TossContext): void {
  const read = (request: FastifyRequest<{ Querystring: Query }>): WindowRequest =>
    readWindowRequest(request.query, request.headers["accept-language"], sandbox);

  function refuse(
    request: FastifyRequest<{ Querystring: Query }>,
    reply: FastifyReply,
    error: unknown,
  ): FastifyReply {
    if (!(error instanceof TossError)) throw error;
    const language = languageOfWindow(request.query.locale, request.headers["accept-language"]);
    if (request.method === "GET" || isForm(request)) {
      return sendPage(reply, windowStatus(error), failedPage(error.code, error.detail, language));
    }
    return sendError(reply, { code: error.code, detail: error.detail, language }, windowStatus(error));
  }

  app.get<{ Querystring: Query }>("/window", (request, reply) => {
    try {
      const window = read(request);
      const session = randomBytes(18).toString("base64url");
      return sendPage(reply, 200, windowPage(window, session), [window.successUrl, window.failUrl]);
    } catch (error) {
      return refuse(request, reply, error);
    }
  });

  app.post<{ Querystring: Query; Body: ChoiceBody }>(
    "/window",
    { schema: { body: Choice } },
    (request, reply) => {
      try {
        const window = read(request);
        if (!isForm(request)) return reply.send(choose(sandbox, window, request.body));
        return reply.redirect(returnAddress(window, chooseByForm(sandbox, window, request.body)), 303);
      } catch (error) {
        return refuse(request, reply, error);
      }
    },
  );

  app.get<{ Params: { paymentKey: string }; Querystring: Query }>(
    "/receipts/:paymentKey",
    (request, reply) => {
      const language = languageOfWindow(request.query.locale, request.headers["accept-language"]);
      return sendPage(reply, 200, receiptPage(getPayment(sandbox, request.params.paymentKey), language));
    },
  );
}

/** The page of the shopper's bank: it shows what a virtual account waits for, and transfers it. */
export function registerDepositRoutes(app: FastifyInstance, sandbox: TossContext): void {
  type Account = { Params: { account: string }; Querystring: Query };

  app.get<Account>("/deposits/:account", (request, reply) => {
    const language = languageOfWindow(request.query.locale, request.headers["accept-language"]);
    const payment = getPaymentOfAccount(sandbox, request.params.account);
    return sendPage(reply, 200, depositPage(payment, language));
  });

  app.post<Account>("/deposits/:account", async (request, reply) => {
    const language = languageOfWindow(request.query.locale, request.headers["accept-language"]);
    const { paymentKey } = getPaymentOfAccount(sandbox, request.params.account);
    return sendPage(reply, 200, depositPage(await receiveDeposit(sandbox, paymentKey), language));
  });
}

/** A browser takes a refusal to the shop's fail address. Only an invalid request gets an error page. */
function chooseByForm(sandbox: TossContext, window: WindowRequest, choice: ChoiceBody): Outcome {
  try {
    return choose(sandbox, window, choice);
  } catch (error) {
    if (!(error instanceof TossError) || error.code === "INVALID_REQUEST") throw error;
    return { code: error.code, message: messageOf(error.code, window.language) };
  }
}
