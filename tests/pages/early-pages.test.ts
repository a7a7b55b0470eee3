/** Pages and files that are answered before the routes see the request, beside what the routes answer. */
import { get, type IncomingHttpHeaders } from "node:http";
import { afterAll, expect, inject, test } from "vitest";
import { startTestShop } from "../../server/testing.ts";
import { client } from "../support/client.ts";
import { startReplica } from "../support/replica.ts";
import { startStandInWeb } from "../support/stand-in-web.ts";

const web = await startStandInWeb();
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { WEB_URL: web.url } });
web.apiUrl = shop.url;
const { slug } = await client(shop.url).createProduct();
/** Its metrics are its own. */
const replica = await startReplica(shop, { ROLES: "api" });
afterAll(async () => {
  await replica.stop();
  await shop.stop();
  await web.stop();
});

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingHttpHeaders;
  readonly bytes: Buffer;
}

/** The answer as it came over the wire. */
function ask(path: string, headers: Record<string, string>): Promise<Reply> {
  return new Promise((resolve, reject) => {
    get(`${replica.url}${path}`, { headers }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () =>
        resolve({ status: response.statusCode, headers: response.headers, bytes: Buffer.concat(parts) }),
      );
    }).on("error", reject);
  });
}

async function metric(line: RegExp): Promise<number> {
  const text = await (await fetch(`${replica.opsUrl}/metrics`)).text();
  return Number(line.exec(text)?.[1] ?? 0);
}
const earlyAnswers = () => metric(/^http_early_answers_total (\d+)/m);

const cases = [
  ["/", "br"],
  ["/en/products?utm_source=mail&sort=price", "gzip"],
  [`/p/${slug}`, "br;q=0.1, gzip;q=0.5"],
  ["/terms", "br"],
  ["/_next/static/chunks/app-1.js", "gzip"],
  [`/api/v1/products/${slug}`, ""],
] as const;

test.each(cases)("%s for %j is what the routes answer, header by header", async (path, accepted) => {
  const encoding: Record<string, string> = accepted ? { "accept-encoding": accepted } : {};
  await ask(path, encoding);
  const before = await earlyAnswers();
  const early = await ask(path, encoding);
  // No route looks at a range, and no early answer is given to one.
  const routed = await ask(path, { ...encoding, range: "bytes=0-1" });
  expect((await earlyAnswers()) - before).toBe(1);
  const own = { "x-request-id": expect.any(String), date: expect.any(String) };
  expect(early).toEqual({ ...routed, headers: { ...routed.headers, ...own } });
});

test.each([
  ["/terms", "bytes that have to be unpacked"],
  ["/no-such-page", "an address that another route could have"],
])("%s is left to the routes: %s", async (path) => {
  await ask(path, {});
  const before = await earlyAnswers();
  expect((await ask(path, {})).bytes.length).toBeGreaterThan(0);
  expect(await earlyAnswers()).toBe(before);
});

test("a navigation, a signed-in visitor and a prefetch get their own answers", async () => {
  const page = await ask(`/p/${slug}`, {});
  const askedBefore = web.asked.length;
  for (const headers of [
    { cookie: "access=x" },
    { authorization: "Bearer x" },
    { rsc: "1", "next-router-prefetch": "1" },
  ]) {
    await ask(`/p/${slug}`, headers);
  }
  expect(web.asked.length - askedBefore).toBe(3);
  const navigation = await ask(`/p/${slug}`, { rsc: "1" });
  expect(navigation.bytes.equals(page.bytes)).toBe(false);
  expect((await ask(`/p/${slug}`, {})).bytes.equals(page.bytes)).toBe(true);
});

test("early answers count among the requests of their route", async () => {
  const count = () =>
    metric(/^http_request_duration_seconds_count\{method="GET",route="\/",status="200"\} (\d+)/m);
  await ask("/", { "accept-encoding": "br" });
  const before = await count();
  await ask("/", { "accept-encoding": "br" });
  await ask("/", { range: "bytes=0-1" });
  await expect.poll(async () => (await count()) - before).toBe(2);
});

test.each([
  "/_next/static/chunks/gone.js",
  "/_next/static/chunks/gone.js.map",
  "/_next/image?url=%2Fx.png&w=640&q=75",
  "/_next/data/build/ko.json",
  "/_next/",
])("%s, which is no file, is a plain 404 and no page", async (path) => {
  const { status, headers, bytes } = await ask(path, {});
  expect([status, headers["content-type"], headers["cache-control"], String(bytes)]).toEqual([
    404,
    "text/plain; charset=utf-8",
    "no-store",
    "Not found\n",
  ]);
});
