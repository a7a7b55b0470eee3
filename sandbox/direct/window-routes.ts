/**
 * The payment window of a direct provider: the same page as Toss's. The address names a payment that the shop
 * made before, so the sum cannot be changed. Approving moves the money.
 */
import type { FastifyInstance, FastifyReply, FastifyRequest } from "fastify";
import { type Fault, modeNotation, NO_FAULT, parseFault, WRONG_AMOUNT_OFFSET } from "../faults.ts";
import { isOfThisMachine, readReturnAddress, withParameters } from "../return-address.ts";
import { messageOf } from "../toss/errors.ts";
import type { Method } from "../toss/payments.ts";
import { contentSecurityPolicy, failedPage, windowPage } from "../toss/window.ts";
import { languageOfWindow, readMethod, type WindowRequest } from "../toss/window-request.ts";
import { scenarios } from "../toss/window-texts.ts";
import { announce, send } from "./calls.ts";
import type { DirectContext } from "./context.ts";
import { type DirectPayment, DirectRefusal, fail, pay } from "./payment.ts";

type Query = Readonly<Record<string, unknown>>;
type Asked = FastifyRequest<{ Querystring: Query }>;

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
  readonly action: "approve" | "decline" | "cancel";
  readonly method?: string;
  readonly mode?: string;
}

type Result = { paymentKey: string; orderId: string; amount: number } | { code: string; message: string };

interface OpenWindow {
  readonly page: WindowRequest;
  readonly payment: DirectPayment;
}

const HAPPENS_AT_ONCE = [
  "wrong-capture",
  "webhook-before-response",
  "webhook-duplicate",
  "webhook-out-of-order",
];

export function registerDirectWindow(app: FastifyInstance, context: DirectContext): void {
  const address = `/${context.protocol.name}/window`;

  app.get<{ Querystring: Query }>(address, (request, reply) => {
    try {
      const { page } = readWindow(context, request);
      return sendPage(reply, 200, windowPage(page, ""), [page.successUrl, page.failUrl]);
    } catch (error) {
      return refuse(request, reply, error);
    }
  });

  app.get(`/${context.protocol.name}/sdk.js`, (_request, reply) =>
    reply.type("text/javascript; charset=utf-8").send(context.protocol.stub),
  );

  app.post<{ Querystring: Query; Body: ChoiceBody }>(
    address,
    { schema: { body: Choice } },
    async (request, reply) => {
      try {
        const window = readWindow(context, request);
        const result = await choose(context, window, request.body);
        if (!isForm(request)) return reply.send(result);
        const { successUrl, failUrl } = window.page;
        const isPaid = "paymentKey" in result;
        const address = isPaid ? successUrl : failUrl;
        return reply.redirect(
          withParameters(address, returnParameters(context, request, window, result)),
          303,
        );
      } catch (error) {
        return refuse(request, reply, error);
      }
    },
  );
}

/** The shop's own names, or the provider's where its script opened the window. */
function returnParameters(
  { store, protocol }: DirectContext,
  { query }: Asked,
  { payment }: OpenWindow,
  result: Result,
): Record<string, string> {
  const isPaid = "paymentKey" in result;
  if (query.returns === "own") return protocol.returnOf(store.get(payment.id), isPaid ? null : result.code);
  return isPaid ? { ...result, amount: String(result.amount) } : result;
}

/** Throws a DirectRefusal for an unknown payment, a wrong secret, and a strange return address. */
function readWindow({ store, publicUrl, returnOrigins }: DirectContext, request: Asked): OpenWindow {
  const text = (name: string): string => {
    const value = request.query[name];
    return typeof value === "string" ? value : "";
  };
  const payment = store.get(text("payment"));
  if (payment.secret !== text("secret")) throw new DirectRefusal("NOT_FOUND");
  // A script names the sum, which was fixed before.
  const sum = text("amount") === "" ? null : `${text("amount")} ${text("currency")}`;
  if (sum !== null && sum !== `${payment.amount} ${payment.currency}`)
    throw new DirectRefusal("INVALID_REQUEST");
  const successUrl = readReturnAddress(text("successUrl"), publicUrl(), returnOrigins);
  const failUrl = readReturnAddress(text("failUrl"), publicUrl(), returnOrigins);
  if (!successUrl || !failUrl) throw new DirectRefusal("INVALID_REQUEST");
  const { orderId, orderName, amount, currency } = payment;
  const language = languageOfWindow(request.query.locale, request.headers["accept-language"]);
  const fixed = { customerName: null, taxFreeAmount: 0, method: methodOf(text("method") || "CARD") };
  return {
    payment,
    page: { orderId, orderName, amount, currency, ...fixed, successUrl, failUrl, language },
  };
}

function methodOf(text: string): Method {
  const method = readMethod(text);
  if (method === null) throw new DirectRefusal("INVALID_REQUEST");
  return method;
}

async function choose(context: DirectContext, window: OpenWindow, choice: ChoiceBody): Promise<Result> {
  const { action, mode = "ok" } = choice;
  const fault = parseFault(mode);
  if (fault === null) throw new DirectRefusal(`mode is one of ${modeNotation.join(", ")}`);
  const isOffered = isOfThisMachine(context.publicUrl()) || scenarios.some((each) => each.mode === mode);
  if (!isOffered) throw new DirectRefusal("INVALID_REQUEST");
  const { payment, page } = window;
  const refused = (code: string): Result => ({ code, message: messageOf(code, page.language) });
  if (action === "cancel") return refused("PAY_PROCESS_CANCELED");
  if (action === "approve" && fault.kind !== "decline") {
    const method = choice.method === undefined ? page.method : methodOf(choice.method);
    return approve(context, payment, { mode, method }, fault);
  }
  const code = fault.kind === "decline" ? fault.code : "REJECT_CARD_COMPANY";
  const failed = fail(payment, context.protocol.newTryId(), code);
  context.store.save(failed);
  void announce(context, failed, "failed", NO_FAULT);
  return refused(code);
}

/** A second click on a paid payment brings the same result. */
async function approve(
  context: DirectContext,
  payment: DirectPayment,
  { mode, method }: { readonly mode: string; readonly method: Method },
  fault: Fault,
): Promise<Result> {
  const { store, protocol, clock } = context;
  if (payment.status === "paid") return resultOf(context, payment);
  const captured = payment.amount + (fault.kind === "wrong-capture" ? WRONG_AMOUNT_OFFSET : 0);
  const paid = pay(payment, { tryId: protocol.newTryId(), now: clock.now().getTime(), captured, method });
  const isLater = mode !== "ok" && !HAPPENS_AT_ONCE.includes(fault.kind);
  store.save({ ...paid, mode: isLater ? mode : null });
  const firstAttempt = announce(context, paid, "paid", fault);
  if (fault.kind === "webhook-before-response") await firstAttempt;
  return resultOf(context, paid);
}

const resultOf = ({ protocol }: DirectContext, payment: DirectPayment): Result => ({
  paymentKey: protocol.paymentKeyOf(payment),
  orderId: payment.orderId,
  amount: payment.amount,
});

const isForm = (request: FastifyRequest): boolean =>
  request.headers["content-type"]?.startsWith("application/x-www-form-urlencoded") ?? false;

function refuse(request: Asked, reply: FastifyReply, error: unknown): FastifyReply {
  if (!(error instanceof DirectRefusal)) throw error;
  const status = error.code === "NOT_FOUND" ? 404 : 400;
  if (request.method !== "GET" && !isForm(request))
    return send(reply, { status, body: { code: error.code, message: error.code } });
  const language = languageOfWindow(request.query.locale, request.headers["accept-language"]);
  return sendPage(reply, status, failedPage(error.code, null, language));
}

const sendPage = (reply: FastifyReply, status: number, page: string, returnTo: readonly URL[] = []) =>
  reply
    .code(status)
    .type("text/html; charset=utf-8")
    .header("content-security-policy", contentSecurityPolicy(returnTo))
    .header("cache-control", "no-store")
    .header("referrer-policy", "same-origin")
    .header("x-content-type-options", "nosniff")
    .send(page);
