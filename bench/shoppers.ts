/**
 * A closed loop of shoppers in its own process: each shopper sends the next request after the last response.
 * It prints the purchases per second and their latencies as JSON. A purchase is cart, item, order, confirm.
 * The click in the payment window between them is made, but is no request to the shop.
 */
import { Agent, request } from "node:http";
import { text } from "node:stream/consumers";

interface Options {
  readonly baseUrl: string;
  /**
   * Prefix to replace by `sandboxUrl`: the payment window is another company's server, not part of the shop.
   */
  readonly windowPrefix: string;
  readonly sandboxUrl: string;
  readonly variantIds: readonly string[];
  /** Names of payments at the provider, for webhooks about them. */
  readonly paymentIds?: readonly string[];
  readonly shoppers: number;
  readonly seconds: number;
  /** `order` stops after placing the order. Instead of it a provider's webhooks, or quotes of one cart. */
  readonly until: "order" | "purchase" | "webhook" | "quote";
  /** Of the quotes. */
  readonly cartId?: string;
}

const options: Options = JSON.parse(await text(process.stdin));
const agent = new Agent({ keepAlive: true, maxSockets: options.shoppers * 2 });

function post(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const json = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(json),
          ...headers,
        },
      },
      (response) => {
        let received = "";
        response.setEncoding("utf8");
        response.on("data", (part) => {
          received += part;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: received }));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(json);
  });
}

async function call<Body>(
  expected: number,
  url: string,
  body: object,
  headers?: Record<string, string>,
): Promise<Body> {
  const response = await post(url, body, headers);
  if (response.status !== expected)
    throw new Error(`${url} returned ${response.status}: ${response.body.slice(0, 300)}`);
  return JSON.parse(response.body) as Body;
}

const contact = { name: "김장터", email: "kim@example.com", phone: "010-1234-5678" };
const shippingAddress = {
  recipient: "김장터",
  phone: "010-1234-5678",
  postcode: "06236",
  address1: "서울특별시 강남구 테헤란로 1",
};

async function purchase(turn: number): Promise<void> {
  const { baseUrl, variantIds } = options;
  const cart = await call<{ id: string }>(201, `${baseUrl}/api/v1/carts`, {});
  const variantId = variantIds[turn % variantIds.length];
  await call(200, `${baseUrl}/api/v1/carts/${cart.id}/items`, { variantId, quantity: 1 });
  const placed = await call<{ payment: { provider: string; windowUrl: string } }>(
    201,
    `${baseUrl}/api/v1/orders`,
    { cartId: cart.id, contact, shippingAddress },
    { "idempotency-key": crypto.randomUUID() },
  );
  if (options.until === "order") return;
  const { provider, windowUrl } = placed.payment;
  const approved = await call<object>(200, windowUrl.replace(options.windowPrefix, options.sandboxUrl), {
    action: "approve",
  });
  await call(
    200,
    `${baseUrl}/api/v1/payments/confirm`,
    { provider, ...approved },
    { "idempotency-key": crypto.randomUUID() },
  );
}

/** As Toss sends it: unsigned, and every time with another id. */
async function webhook(turn: number): Promise<void> {
  const { baseUrl, paymentIds = [] } = options;
  const orderId = paymentIds[turn % paymentIds.length];
  const response = await post(
    `${baseUrl}/api/v1/payments/webhooks/sandbox`,
    { eventType: "PAYMENT_STATUS_CHANGED", data: { orderId, paymentKey: "bench", status: "DONE" } },
    { "tosspayments-webhook-transmission-id": crypto.randomUUID() },
  );
  if (response.status !== 200) throw new Error(`a webhook was answered ${response.status}`);
}

async function visit(turn: number): Promise<void> {
  const { until, baseUrl, cartId } = options;
  if (until === "webhook") await webhook(turn);
  else if (until === "quote") await call(200, `${baseUrl}/api/v1/carts/${cartId}/quote`, {});
  else await purchase(turn);
}

const latencies: number[] = [];
const began = performance.now();
const until = began + options.seconds * 1000;
let turn = 0;

async function shopper(): Promise<void> {
  while (performance.now() < until) {
    const start = performance.now();
    turn += 1;
    await visit(turn);
    latencies.push(performance.now() - start);
  }
}

await Promise.all(Array.from({ length: options.shoppers }, shopper));
const elapsed = (performance.now() - began) / 1000;
latencies.sort((a, b) => a - b);
const percentile = (share: number) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
console.log(
  JSON.stringify({
    count: latencies.length,
    perSecond: latencies.length / elapsed,
    p50: percentile(0.5),
    p99: percentile(0.99),
  }),
);
process.exit(0);
