/** For tests: a sandbox with the calls of a shop over real HTTP, and a server that receives webhooks. */
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { createSandbox, type RunningSandbox, type SandboxOptions } from "./server.ts";
import type { PaymentView } from "./toss/payment-view.ts";
import type { Movement } from "./toss/payments.ts";

export interface Reply<Body> {
  readonly status: number;
  readonly body: Body;
  readonly text: string;
}

export type Refusal = { code: string; message: string };
type AuditedPayment = PaymentView & { held: number; ledger: Movement[] };
export interface WindowApproval {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: number;
}

const authorization = `Basic ${Buffer.from("test_sk_sandbox:").toString("base64")}`;

/** The address of the window for an order of 12,900 won; `changes` replaces or adds parameters. */
export function windowAddress(
  sandbox: RunningSandbox,
  orderId: string,
  changes: Record<string, string> = {},
): string {
  const parameters = {
    clientKey: "test_ck_sandbox",
    orderId,
    orderName: "사과 외 1건",
    amount: "12900",
    successUrl: "http://localhost:3000/checkout/return?from=window",
    failUrl: "http://localhost:3000/checkout/fail",
    ...changes,
  };
  return `${sandbox.url}/window?${new URLSearchParams(parameters)}`;
}

async function read<Body>(response: Response): Promise<Reply<Body>> {
  const text = await response.text();
  const isJson = text.startsWith("{") || text.startsWith("[");
  return { status: response.status, text, body: (isJson ? JSON.parse(text) : null) as Body };
}

export interface TestSandbox extends RunningSandbox {
  post<Body>(path: string, body: object, headers?: Record<string, string>): Promise<Reply<Body>>;
  get<Body>(path: string): Promise<Reply<Body>>;
  /** The shopper approves in the window. */
  approve(orderId: string, choice?: { mode?: string; method?: string }): Promise<WindowApproval>;
  confirm<Body = PaymentView>(
    payment: WindowApproval,
    headers?: Record<string, string>,
  ): Promise<Reply<Body>>;
  cancel<Body = PaymentView>(
    paymentKey: string,
    request: object,
    headers?: Record<string, string>,
  ): Promise<Reply<Body>>;
  fault(operation: string, mode: string, times?: number): Promise<void>;
  audit(paymentKey: string): Promise<AuditedPayment>;
}

export async function startSandbox(options: SandboxOptions = {}): Promise<TestSandbox> {
  const sandbox = await createSandbox(options);
  await sandbox.listen();

  async function post<Body>(
    path: string,
    body: object,
    headers: Record<string, string> = {},
  ): Promise<Reply<Body>> {
    const allHeaders = { authorization, "content-type": "application/json", ...headers };
    return read(
      await fetch(sandbox.url + path, { method: "POST", headers: allHeaders, body: JSON.stringify(body) }),
    );
  }
  const get = async <Body>(path: string): Promise<Reply<Body>> =>
    read(await fetch(sandbox.url + path, { headers: { authorization } }));

  return {
    ...sandbox,
    url: sandbox.url,
    post,
    get,
    async approve(orderId, choice = {}) {
      const response = await fetch(windowAddress(sandbox, orderId), {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ action: "approve", ...choice }),
      });
      return (await read<WindowApproval>(response)).body;
    },
    confirm: (payment, headers) => post("/v1/payments/confirm", payment, headers),
    cancel: (paymentKey, request, headers) => post(`/v1/payments/${paymentKey}/cancel`, request, headers),
    async fault(operation, mode, times) {
      const reply = await post("/sandbox/faults", {
        operation,
        mode,
        ...(times === undefined ? {} : { times }),
      });
      if (reply.status !== 201) throw new Error(reply.text);
    },
    async audit(paymentKey) {
      const { body } = await get<{ payments: AuditedPayment[] }>("/sandbox/payments");
      const payment = body.payments.find((candidate) => candidate.paymentKey === paymentKey);
      if (payment === undefined) throw new Error(`no payment ${paymentKey}`);
      return payment;
    },
  };
}

interface ReceivedWebhook {
  readonly headers: IncomingHttpHeaders;
  readonly body: {
    eventType?: string;
    createdAt: string;
    secret?: string;
    status?: string;
    orderId?: string;
    transactionKey?: string;
    data?: PaymentView;
  };
}

export interface WebhookReceiver {
  readonly url: string;
  readonly received: readonly ReceivedWebhook[];
  /** Resolves once `count` webhooks have arrived in all. */
  arrived(count: number): Promise<readonly ReceivedWebhook[]>;
  close(): Promise<void>;
}

/** Returns the given statuses to the webhooks in turn, and then 200. */
export async function startWebhookReceiver(statuses: number[] = []): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let waiting: { count: number; resolve: (all: readonly ReceivedWebhook[]) => void }[] = [];
  const server = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      received.push({ headers: request.headers, body: JSON.parse(Buffer.concat(chunks).toString()) });
      response.writeHead(statuses.shift() ?? 200).end();
      for (const { count, resolve } of waiting) if (received.length >= count) resolve(received);
      waiting = waiting.filter(({ count }) => received.length < count);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/webhooks`,
    received,
    arrived: (count) =>
      received.length >= count
        ? Promise.resolve(received)
        : new Promise((resolve) => waiting.push({ count, resolve })),
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/** A clock that stands still until `advance`. */
export function createTestClock(start = "2026-01-02T14:46:43+09:00") {
  let at = Date.parse(start);
  return {
    now: () => new Date(at),
    advance(ms: number): void {
      at += ms;
    },
  };
}
