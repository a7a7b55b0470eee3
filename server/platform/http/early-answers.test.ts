import { type IncomingMessage, request } from "node:http";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { problemTexts } from "../../problems.ts";
import { systemClock } from "../clock.ts";
import { createLog } from "../log.ts";
import { everyone } from "./access.ts";
import { createApp } from "./app.ts";
import { createEarlyAnswers } from "./early-answers.ts";
import { answerEarly, createResponseCache, replyByAddress } from "./response-cache.ts";

interface Reply {
  readonly status: number | undefined;
  readonly headers: IncomingMessage["headers"];
  readonly body: string;
}

/** Over a connection of its own; `headers` may repeat a field. */
function ask(
  url: string,
  { method = "GET", headers = {} }: { method?: string; headers?: Record<string, string | string[]> } = {},
): Promise<Reply> {
  return new Promise((resolve, reject) => {
    const call = request(url, { method, headers, agent: false }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () =>
        resolve({
          status: response.statusCode,
          headers: response.headers,
          body: Buffer.concat(parts).toString(),
        }),
      );
    });
    call.on("error", reject).end();
  });
}

describe("in front of routes", () => {
  const { early, serve } = createEarlyAnswers({
    requestIdOf: () => "id",
    headersFor: (route) => ({ "x-route": route }),
  });
  const server = serve((_request, response) => response.end("routes"));
  const observed: unknown[] = [];
  early.add(({ url }) =>
    url === "/known"
      ? { route: "/:name", status: 200, headers: { etag: '"1"' }, bytes: Buffer.from("early") }
      : null,
  );
  early.observe((...answer) => observed.push(answer));
  let url = "";
  beforeAll(async () => {
    await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
    const address = server.address();
    url = `http://127.0.0.1:${typeof address === "object" ? address?.port : ""}`;
  });
  afterAll(() => new Promise((resolve) => server.close(resolve)));

  test("an answer in memory is given with its headers, its length and those of each answer", async () => {
    observed.length = 0;
    const { status, headers, body } = await ask(`${url}/known`);
    expect([status, body]).toEqual([200, "early"]);
    expect(headers).toMatchObject({ "x-request-id": "id", "x-route": "/:name", etag: '"1"' });
    expect(headers["content-length"]).toBe("5");
    expect(observed).toEqual([["/:name", 200, expect.any(Number)]]);
  });

  test("what is not in memory goes to the routes", async () => {
    expect((await ask(`${url}/other`)).body).toBe("routes");
  });

  test.each([
    ["another method", { method: "POST" }],
    ["HEAD", { method: "HEAD" }],
    ["a condition", { headers: { "if-none-match": '"1"' } }],
    ["a range", { headers: { range: "bytes=0-1" } }],
    ["a body", { headers: { "content-length": "0" } }],
    ["chunks", { headers: { "transfer-encoding": "chunked" } }],
    ["a type of a body", { headers: { "content-type": "text/plain" } }],
    ["a host that is read in many ways", { headers: { host: "a, b" } }],
    ["a field that has one value, twice", { headers: { "user-agent": ["one", "two"] } }],
  ])("a request with %s goes to the routes", async (_, options) => {
    observed.length = 0;
    expect((await ask(`${url}/known`, options)).headers["x-request-id"]).toBeUndefined();
    expect(observed).toEqual([]);
  });
});

describe("of an app", () => {
  const app = createApp({
    log: createLog("silent", {}),
    problemTexts,
    clock: systemClock,
    publicUrl: "https://shop.test",
    authenticate: () => Promise.reject(new Error("nobody signs in here")),
  });
  const cache = createResponseCache(1_000_000);
  const seen: string[] = [];
  answerEarly(app, cache);
  app.get("/api/v1/things", { config: { access: everyone } }, (request, reply) => {
    seen.push(request.url);
    return replyByAddress(cache, request, reply, async () => ({
      body: { at: request.url, language: request.headers["accept-language"] ?? null },
      tags: ["things"],
      maxAgeMs: 60_000,
    }));
  });
  let url = "";
  beforeAll(async () => {
    url = `${await app.listen({ port: 0, host: "127.0.0.1" })}/api/v1/things`;
  });
  afterAll(() => app.close());

  test("is the answer of the route, header by header, without asking it", async () => {
    const first = await ask(url);
    seen.length = 0;
    const early = await ask(url);
    expect(seen).toEqual([]);
    const routed = await ask(url, { headers: { range: "bytes=0-1" } });
    expect(seen).toEqual(["/api/v1/things"]);
    const own = { "x-request-id": expect.any(String), date: expect.any(String) };
    expect(early).toEqual({ ...routed, headers: { ...routed.headers, ...own } });
    expect(early.body).toBe(first.body);
    expect(early.headers["x-request-id"]).not.toBe(routed.headers["x-request-id"]);
  });

  test("belongs to one address and one language", async () => {
    await ask(url);
    const inEnglish = await ask(url, { headers: { "accept-language": "en" } });
    expect(inEnglish.headers["content-language"]).toBe("en");
    expect(inEnglish.body).toContain('"language":"en"');
    expect((await ask(`${url}?q=1`)).body).toContain("?q=1");
    expect((await ask(url.replace("/api/v1", "//api/v1"))).status).toBe(404);
  });

  test("ends with a change of what it shows", async () => {
    await ask(url);
    seen.length = 0;
    cache.drop(["things"]);
    await ask(url);
    expect(seen).toEqual(["/api/v1/things"]);
  });
});
