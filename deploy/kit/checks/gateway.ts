import { join } from "node:path";
import type { Check, CheckReport } from "../check.ts";
import { type RunningNginx, runNginx } from "./gateway/run-nginx.ts";
import { OWN_REFUSAL, type StandInShop, startStandInShop } from "./gateway/stand-in-shop.ts";

const FOLDER = "deploy/nginx";
const ROUTES = `${FOLDER}/shop/routes.conf`;
const TRACE = "00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01";

interface Stage {
  readonly nginx: RunningNginx;
  readonly shops: readonly StandInShop[];
  /** Reports a fault when `holds` is false. */
  expect(holds: boolean, file: string, fault: string): void;
}

/** The routing without Kubernetes, with a real NGINX in front of two processes that stand in for the shop. */
export const gateway: Check = {
  name: "gateway",
  about: "a real NGINX routes, retries, limits and refuses as the shop needs it",
  parts: [FOLDER],
  tools: ["nginx"],
  run: async (kit, report) => {
    const program = await kit.tool("nginx");
    for (const [name, drive] of Object.entries(drives)) {
      const shops = [await startStandInShop(), await startStandInShop()];
      const ports = shops.map(({ port }) => port);
      try {
        const nginx = await runNginx(program, join(kit.root, FOLDER), ports);
        try {
          await drive({ nginx, shops, expect: reporter(report, name) });
        } finally {
          await nginx.stop();
        }
      } finally {
        for (const shop of shops) await shop.close();
      }
    }
  },
};

function reporter(report: CheckReport, name: string): Stage["expect"] {
  return (holds, file, fault) => {
    report.looked(1, "answers");
    if (!holds) report.finding(file, name, fault);
  };
}

const drives: Readonly<Record<string, (stage: Stage) => Promise<void>>> = {
  async "what the shop is told"({ nginx, expect }) {
    const lies = { "x-forwarded-for": "203.0.113.9", "x-forwarded-host": "evil.example", forwarded: "for=1" };
    const answer = await fetch(`${nginx.shopUrl}/api/v1/products`, {
      headers: { ...lies, "x-request-id": "a-client-says", traceparent: TRACE },
    });
    const { headers } = (await answer.json()) as { headers: Record<string, string> };
    const file = `${FOLDER}/shop/http.conf`;
    expect(headers["x-forwarded-for"] === "127.0.0.1", file, "a client can pass for another address");
    expect(!headers["x-forwarded-host"] && !headers.forwarded, file, "a client can name another host");
    expect(
      /^[0-9a-f]{32}$/.test(headers["x-request-id"] ?? ""),
      file,
      "the request has no id of the gateway",
    );
    expect(headers.traceparent === TRACE, file, "the trace of the client is lost");
  },

  async "a process that dies"({ nginx, shops: [first, second], expect }) {
    if (first) first.manner = "dead";
    const reads = await Promise.all(times(20, () => fetch(`${nginx.shopUrl}/api/v1/products`)));
    expect(
      reads.every(({ status }) => status === 200),
      ROUTES,
      "a read is not asked of the other process",
    );
    if (second) second.manner = "dead";
    const before = heardBy([first, second], "POST");
    const order = await fetch(`${nginx.shopUrl}/api/v1/orders`, { method: "POST", body: "{}" });
    const heard = heardBy([first, second], "POST") - before;
    expect(heard === 1, ROUTES, `a change that was sent was heard ${heard} times, and not once`);
    await expectProblem(order, 503, "PEER_UNAVAILABLE", expect);
    const page = await fetch(`${nginx.shopUrl}/products`);
    expect(page.status === 503, ROUTES, `a page without a shop is ${page.status}, and not 503`);
    const html = page.headers.get("content-type")?.startsWith("text/html");
    expect(
      html === true && page.headers.has("retry-after"),
      ROUTES,
      "a person gets no page of the closed shop",
    );
  },

  async "the shop's own refusals"({ nginx, shops, expect }) {
    for (const shop of shops) shop.manner = "full";
    const order = await fetch(`${nginx.shopUrl}/api/v1/orders`, { method: "POST", body: "{}" });
    const said = [order.status, order.headers.get("retry-after"), await order.text()].join(" ");
    expect(said === `503 2 ${OWN_REFUSAL}`, ROUTES, `the shop's own refusal does not pass: ${said}`);
  },

  async "limits by address"({ nginx, shops, expect }) {
    const send = (path: string) => () =>
      fetch(`${nginx.shopUrl}${path}`, { method: "POST", body: "{}", headers: { "accept-language": "en" } });
    const signIns = await Promise.all(times(60, send("/api/v1/auth/login")));
    const refused = signIns.filter(({ status }) => status !== 200);
    expect(refused.length >= 20, ROUTES, `of 60 sign-ins at once ${refused.length} are refused`);
    expect(refused.length <= 40, ROUTES, `of 60 sign-ins at once ${refused.length} are refused: too many`);
    if (refused[0]) await expectProblem(refused[0], 429, "TOO_MANY_REQUESTS", expect);
    const news = await Promise.all(times(200, send("/api/v1/payments/webhooks/toss")));
    expect(
      news.every(({ status }) => status === 200),
      ROUTES,
      "news of the payment provider is refused",
    );
    expect(heardBy(shops, "POST") >= 220, ROUTES, "some requests were answered without the shop");
  },

  async "sizes and doors"({ nginx, shops, expect }) {
    const megabyte = "x".repeat(1024 * 1024);
    const send = (path: string) => fetch(`${nginx.shopUrl}${path}`, { method: "POST", body: megabyte });
    const cart = await send("/api/v1/carts");
    expect(cart.status === 413, ROUTES, `a megabyte for a cart is ${cart.status}, and not 413`);
    const picture = await send("/api/v1/admin/products/1/pictures");
    expect(picture.status === 200, ROUTES, `a megabyte of a picture is ${picture.status}, and not taken`);
    const internal = await fetch(`${nginx.shopUrl}/internal/inventory/reserve`);
    const heard = shops.some((shop) => shop.heard.some(({ path }) => path.startsWith("/internal")));
    expect(internal.status === 404 && !heard, ROUTES, "the calls between processes can be made from outside");
  },

  async "port 80"({ nginx, expect }) {
    const file = `${FOLDER}/nginx.conf`;
    await nginx.answerChallenge("token", "answer");
    const challenge = await fetch(`${nginx.plainUrl}/.well-known/acme-challenge/token`, {
      redirect: "manual",
    });
    const text = await challenge.text();
    expect(
      challenge.status === 200 && text === "answer",
      file,
      "the challenge of a certificate is not answered",
    );
    const moved = await fetch(`${nginx.plainUrl}/p/mug?a=1`, { method: "POST", redirect: "manual" });
    const to = moved.headers.get("location");
    expect(
      moved.status === 308 && to === "https://127.0.0.1/p/mug?a=1",
      file,
      `http leads to ${moved.status} ${to}`,
    );
  },
};

async function expectProblem(
  answer: Response,
  status: number,
  code: string,
  expect: Stage["expect"],
): Promise<void> {
  const type = answer.headers.get("content-type") ?? "";
  const text = await answer.text();
  expect(
    answer.status === status &&
      type.startsWith("application/problem+json") &&
      answer.headers.has("retry-after"),
    ROUTES,
    `the gateway's own refusal is ${answer.status} ${type}: not ${status}, problem+json and Retry-After`,
  );
  expect(codeOf(text) === code, ROUTES, `the gateway's own refusal has not the code ${code}: ${text}`);
}

function codeOf(text: string): unknown {
  try {
    return (JSON.parse(text) as { code?: unknown }).code;
  } catch (error) {
    return `no JSON: ${String(error)}`;
  }
}

const times = <T>(count: number, work: () => T): T[] => Array.from({ length: count }, () => work());

const heardBy = (shops: readonly (StandInShop | undefined)[], method: string): number =>
  shops.reduce(
    (sum, shop) => sum + (shop?.heard.filter((request) => request.method === method).length ?? 0),
    0,
  );
