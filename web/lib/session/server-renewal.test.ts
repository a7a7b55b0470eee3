import { once } from "node:events";
import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { renewSession } from "./server-renewal.ts";

const now = 1_000_000_000_000;
const tokenUntil = (end: number): string =>
  `e30.${Buffer.from(JSON.stringify({ exp: end / 1000 })).toString("base64url")}.c2ln`;
const ended = tokenUntil(now - 1000);
const fresh = tokenUntil(now + 600_000);

/** Speaks HTTP as the API's refresh does, and records the requests. */
let api: ReturnType<typeof createServer>;
let asked: { url: string | undefined; headers: IncomingHttpHeaders }[];
let answer: { status: number; cookies: string[] };

beforeEach(async () => {
  asked = [];
  answer = {
    status: 200,
    cookies: [`access=${fresh}; Path=/; HttpOnly`, "refresh=second; Path=/; HttpOnly"],
  };
  api = createServer((request, reply) => {
    asked.push({ url: `${request.method} ${request.url}`, headers: request.headers });
    reply.writeHead(answer.status, { "set-cookie": answer.cookies }).end("{}");
  }).listen(0, "127.0.0.1");
  await once(api, "listening");
});

afterEach(async () => {
  api.closeAllConnections();
  api.close();
});

const renew = (cookie: string, headers: Record<string, string> = {}) =>
  renewSession({
    apiUrl: `http://127.0.0.1:${(api.address() as AddressInfo | null)?.port ?? 1}`,
    https: false,
    headers: new Headers({ cookie, ...headers }),
    now,
  });

describe("before a page is drawn", () => {
  test("an expired token is replaced, for this page and for the browser", async () => {
    const renewal = await renew(`jangteo_cart=c1; access=${ended}; refresh=first`, {
      "user-agent": "Firefox",
    });
    expect(renewal?.cookie).toBe(`jangteo_cart=c1; access=${fresh}; refresh=second`);
    expect(renewal?.setCookies).toEqual(answer.cookies);
    expect(asked).toHaveLength(1);
    expect(asked[0]?.url).toBe("POST /api/v1/auth/refresh");
    expect(asked[0]?.headers).toMatchObject({ cookie: "refresh=first", "user-agent": "Firefox" });
  });

  test("a missing access token is replaced too", async () => {
    expect((await renew("refresh=first"))?.cookie).toBe(`access=${fresh}; refresh=second`);
  });

  test.each([
    ["a guest", ""],
    ["a fresh token", `access=${fresh}; refresh=first`],
    ["no refresh token, as on arrival from another site", `access=${ended}`],
  ])("the API is not asked for %s", async (_who, cookie) => {
    expect(await renew(cookie)).toBeNull();
    expect(asked).toEqual([]);
  });

  test("a refused token makes the visitor a guest, and the other cookies stay", async () => {
    answer = { status: 401, cookies: [] };
    const renewal = await renew(`access=${ended}; jangteo_cart=c1; refresh=first`);
    expect(renewal?.cookie).toBe("jangteo_cart=c1");
    expect(renewal?.setCookies.map((line) => line.split(";")[0])).toEqual(["access=", "refresh="]);
  });

  test.each([429, 500, 503])("after %i the session stays unchanged", async (status) => {
    answer = { status, cookies: [] };
    expect(await renew(`access=${ended}; refresh=first`)).toBeNull();
  });

  test("an API that cannot be reached does not take the page down", async () => {
    api.close();
    await once(api, "close");
    expect(await renew("refresh=first")).toBeNull();
  });
});
