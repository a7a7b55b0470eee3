import { afterAll, describe, expect, test } from "vitest";
import { problemTexts } from "../../problems.ts";
import { systemClock } from "../clock.ts";
import { createLog } from "../log.ts";
import { accountOf, everyone, signedIn } from "./access.ts";
import { createApp } from "./app.ts";

const OUR_ORIGIN = "https://shop.example";
const cookies = { cookie: "theme=dark; __Host-access=good; __Host-refresh=good" };
const person = {
  kind: "member",
  id: "1",
  personId: "1",
  sessionId: "2",
  name: "김장터",
  permissions: [],
  authenticatedAt: null,
  secondFactorDue: false,
} as const;
const app = createApp({
  log: createLog("silent", {}),
  problemTexts,
  clock: systemClock,
  publicUrl: `${OUR_ORIGIN}/`,
  authenticate: async () => person,
});
app.route({
  method: ["GET", "POST", "PATCH", "PUT", "DELETE"],
  url: "/api/v1/profile",
  config: { access: signedIn() },
  handler: async (request) => accountOf(request),
});
app.post("/api/v1/refresh", { config: { access: everyone, crossSite: "withoutEvidence" } }, async () => ({}));
app.post("/api/v1/webhook", { config: { access: everyone, crossSite: "anyone" } }, async () => ({}));
app.post("/api/v1/login", { config: { access: everyone } }, async () => ({}));
await app.ready();
afterAll(() => app.close());

async function send(
  path: string,
  headers: Record<string, string>,
  method: "POST" | "GET" | "PATCH" | "DELETE" = "POST",
) {
  const type = headers["content-type"] ?? "application/json";
  const body = method === "GET" ? {} : { payload: "{}", headers: { ...headers, "content-type": type } };
  const answer = await app.inject({ method, url: `/api/v1/${path}`, headers, ...body });
  return `${answer.statusCode} ${(answer.json() as { code?: string }).code ?? "ok"}`;
}
const REFUSED = "403 CROSS_SITE";

describe("a request that carries our cookies", () => {
  test.each(["cross-site", "same-site", "nonsense"])(
    "and comes from a page that is %s: 403",
    async (site) => {
      for (const method of ["POST", "PATCH", "DELETE"] as const)
        expect(
          await send("profile", { ...cookies, "sec-fetch-site": site, origin: OUR_ORIGIN }, method),
        ).toBe(REFUSED);
    },
  );

  test.each(["same-origin", "none"])("and comes from our own page (%s) is served", async (site) => {
    expect(await send("profile", { ...cookies, "sec-fetch-site": site })).toBe("200 ok");
  });

  test.each([
    "https://evil.example",
    "https://shop.example.evil.example",
    "http://shop.example",
    "null",
    "file://",
    "x",
  ])("from a browser without Fetch Metadata, on a page of %s: 403", async (origin) => {
    expect(await send("profile", { ...cookies, origin })).toBe(REFUSED);
    expect(await send("profile", { ...cookies, referer: `${origin}/page` })).toBe(REFUSED);
  });

  test("from a browser without Fetch Metadata, on our page, is served", async () => {
    expect(await send("profile", { ...cookies, origin: OUR_ORIGIN })).toBe("200 ok");
    expect(await send("profile", { ...cookies, referer: `${OUR_ORIGIN}/account` })).toBe("200 ok");
    // With https the Host header does not count.
    expect(
      await send("profile", { ...cookies, host: "localhost:3000", origin: "http://localhost:3000" }),
    ).toBe(REFUSED);
    expect(await send("profile", { ...cookies, host: "shop.example", origin: "http://shop.example" })).toBe(
      REFUSED,
    );
  });

  test("without any header about its page: 403", async () => {
    expect(await send("profile", cookies)).toBe(REFUSED);
    expect(await send("login", { cookie: "__Host-refresh=good" })).toBe(REFUSED);
  });

  test("may read across sites: links from other sites open pages signed in", async () => {
    expect(await send("profile", { ...cookies, "sec-fetch-site": "cross-site" }, "GET")).toBe("200 ok");
  });

  test("to renew or end a session may come without a browser, but from no form or page", async () => {
    expect(await send("refresh", cookies)).toBe("200 ok");
    for (const type of ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
      expect(await send("refresh", { ...cookies, "content-type": type })).toBe(REFUSED);
    expect(await send("refresh", { ...cookies, "sec-fetch-site": "cross-site" })).toBe(REFUSED);
    expect(await send("refresh", { ...cookies, origin: "https://evil.example" })).toBe(REFUSED);
  });
});

describe("a request without our cookies", () => {
  test("of an API client, without headers about a page, is served", async () => {
    expect(await send("login", {})).toBe("200 ok");
    expect(await send("profile", { authorization: "Bearer good" })).toBe("200 ok");
    expect(await send("profile", { ...cookies, authorization: "Bearer good" })).toBe("200 ok");
  });

  test("from another site's page, which could sign the shopper in to another account: 403", async () => {
    expect(await send("login", { origin: "https://evil.example" })).toBe(REFUSED);
    expect(await send("login", { "sec-fetch-site": "cross-site" })).toBe(REFUSED);
  });

  test("in a form's own type is no JSON: 415", async () => {
    for (const type of ["text/plain", "application/x-www-form-urlencoded"])
      expect(await send("login", { "content-type": type })).toBe("415 UNSUPPORTED_MEDIA_TYPE");
  });
});

test("a webhook may come from strangers' servers, with any headers", async () => {
  expect(await send("webhook", { ...cookies, origin: "https://provider.example" })).toBe("200 ok");
});

describe("a cookie", () => {
  const tokensSeen = async (publicUrl: string, cookie: string): Promise<string[]> => {
    const seen: string[] = [];
    const other = createApp({
      log: createLog("silent", {}),
      problemTexts,
      clock: systemClock,
      publicUrl,
      authenticate: async (token) => {
        seen.push(token);
        return person;
      },
    });
    other.get("/api/v1/profile", { config: { access: signedIn() } }, async () => ({}));
    await other.inject({ url: "/api/v1/profile", headers: { cookie } });
    await other.close();
    return seen;
  };

  test("that another host of the domain sets signs no one in, beside the real one or alone", async () => {
    expect(await tokensSeen(OUR_ORIGIN, "access=planted; __Host-access=real; access=again")).toEqual([
      "real",
    ]);
    expect(await tokensSeen(OUR_ORIGIN, "access=planted")).toEqual([]);
  });

  test("of a shop that is tried out without https has the plain name", async () => {
    expect(await tokensSeen("http://localhost:3000", "access_token=x; access=plain")).toEqual(["plain"]);
  });
});

test("a shop without https may be tried out under the name that its host has on the network", async () => {
  const trial = createApp({
    log: createLog("silent", {}),
    problemTexts,
    clock: systemClock,
    publicUrl: "http://localhost:3000",
    authenticate: async () => person,
  });
  trial.post("/api/v1/profile", { config: { access: signedIn() } }, async () => ({}));
  const statusOf = async (host: string, origin: string) => {
    const headers = { cookie: "access=good", host, origin };
    return (await trial.inject({ method: "POST", url: "/api/v1/profile", headers, payload: {} })).statusCode;
  };
  expect(await statusOf("192.168.0.7:3000", "http://192.168.0.7:3000")).toBe(200);
  expect(await statusOf("192.168.0.7:3000", "http://evil.example")).toBe(403);
  await trial.close();
});
