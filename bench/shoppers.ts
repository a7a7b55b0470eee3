/**
 * A closed loop of shoppers in a process of its own: each does the next thing when the last one is answered. Prints JSON:
 * how many of each request were answered in the time, and the latencies of a purchase.
 * A purchase is cart, item, order, confirm; the click in the payment window between them is made, but not counted.
 */
import { Agent, request } from "node:http";

interface Options {
  readonly baseUrl: string;
  /** The payment window is another company's machine: it is asked at its own address, not through the shop's. */
  readonly windowPrefix: string;
  readonly sandboxUrl: string;
  readonly variantIds: readonly string[];
  readonly shoppers: number;
  readonly seconds: number;
  /** `order` stops after placing the order. */
  readonly until: "order" | "purchase";
}

const options: Options = JSON.parse(process.argv[2] ?? "{}");
const agent = new Agent({ keepAlive: true, maxSockets: options.shoppers * 2 });

function post(
  url: string,
  body: object,
  headers: Record<string, string> = {},
): Promise<{ status: number; body: string }> {
  const text = JSON.stringify(body);
  return new Promise((resolve, reject) => {
    const outgoing = request(
      url,
      {
        method: "POST",
        agent,
        headers: {
          "content-type": "application/json",
          "content-length": Buffer.byteLength(text),
          ...headers,
        },
      },
      (response) => {
        let answer = "";
        response.setEncoding("utf8");
        response.on("data", (part) => {
          answer += part;
        });
        response.on("end", () => resolve({ status: response.statusCode ?? 0, body: answer }));
      },
    );
    outgoing.on("error", reject);
    outgoing.end(text);
  });
}

async function ask<Body>(
  expected: number,
  url: string,
  body: object,
  headers?: Record<string, string>,
): Promise<Body> {
  const answer = await post(url, body, headers);
  if (answer.status !== expected)
    throw new Error(`${url} answered ${answer.status}: ${answer.body.slice(0, 300)}`);
  return JSON.parse(answer.body) as Body;
}

const contact = { name: "김장터", email: "kim@example.com", phone: "010-1234-5678" };
const shippingAddress = {
  recipient: "김장터",
  phone: "010-1234-5678",
  postcode: "06236",
  address1: "서울특별시 강남구 테헤란로 1",
};

async function shop(turn: number): Promise<void> {
  const { baseUrl, variantIds } = options;
  const cart = await ask<{ id: string }>(201, `${baseUrl}/api/v1/carts`, {});
  const variantId = variantIds[turn % variantIds.length];
  await ask(200, `${baseUrl}/api/v1/carts/${cart.id}/items`, { variantId, quantity: 1 });
  const placed = await ask<{ payment: { provider: string; windowUrl: string } }>(
    201,
    `${baseUrl}/api/v1/orders`,
    { cartId: cart.id, contact, shippingAddress },
    { "idempotency-key": crypto.randomUUID() },
  );
  if (options.until === "order") return;
  const { provider, windowUrl } = placed.payment;
  const approved = await ask<object>(200, windowUrl.replace(options.windowPrefix, options.sandboxUrl), {
    action: "approve",
  });
  await ask(
    200,
    `${baseUrl}/api/v1/payments/confirm`,
    { provider, ...approved },
    { "idempotency-key": crypto.randomUUID() },
  );
}

const latencies: number[] = [];
const began = performance.now();
const until = began + options.seconds * 1000;
let turn = 0;

async function shopper(): Promise<void> {
  while (performance.now() < until) {
    const start = performance.now();
    turn += 1;
    await shop(turn);
    latencies.push(performance.now() - start);
  }
}

await Promise.all(Array.from({ length: options.shoppers }, shopper));
const elapsed = (performance.now() - began) / 1000;
latencies.sort((a, b) => a - b);
const percentile = (share: number) => Math.round(latencies[Math.floor(latencies.length * share)] ?? 0);
console.log(
  JSON.stringify({ perSecond: latencies.length / elapsed, p50: percentile(0.5), p99: percentile(0.99) }),
);
process.exit(0);
