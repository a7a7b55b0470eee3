/**
 * What the API's document says of refusals is what the server does: every operation is asked in ways that it
 * must refuse, and what it answers is compared with what the document says, in both directions.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { codesOf, nameInDocument, operations } from "./openapi.ts";
import { type AccessWorld, openAccessWorld, type Route } from "./world.ts";

let world: AccessWorld;
let owner: string;
let member: string;
beforeAll(async () => {
  world = await openAccessWorld();
  [owner = "", member = ""] = await world.issueTokens([{ role: "owner" }, { role: "member" }]);
});
afterAll(() => world.close());

const UNKNOWN = "01900000-0000-7000-8000-00000000dead";
const reads = ({ method }: Route): boolean => method === "GET";
const hasId = ({ url }: Route): boolean => /[:*]/.test(url);

const fill = (url: string, id = UNKNOWN): string => url.replaceAll(/:\w+/g, id).replace("*", `${id}.webp`);

interface Probe {
  readonly path?: (url: string) => string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** Sends a request as the owner unless `headers` say otherwise. Returns the status and code. */
async function ask(route: Route, { path, headers = {}, body }: Probe): Promise<[number, string]> {
  const url = path?.(route.url) ?? fill(route.url);
  const answer = await fetch(`${world.url}${url}`, {
    method: route.method,
    headers: {
      ...(route.access.kind === "everyone" ? {} : { authorization: `Bearer ${owner}` }),
      ...headers,
    },
    ...(body === undefined ? {} : { body }),
  });
  const text = await answer.text();
  const isProblem = answer.headers.get("content-type")?.includes("problem+json");
  return [answer.status, isProblem ? (JSON.parse(text) as { code: string }).code : ""];
}

/** The routes where the document and the server disagree about a code. */
async function disagreements(status: number, code: string, probe: (route: Route) => Probe | null) {
  const found: string[] = [];
  let documentedTimes = 0;
  for (const route of world.routes) {
    const operation = operations.get(nameInDocument(route));
    const documented = operation !== undefined && codesOf(operation, status).includes(code);
    if (documented) documentedTimes += 1;
    const asked = probe(route);
    const [gotStatus, gotCode] = asked ? await ask(route, asked) : [0, "not asked"];
    const does = gotStatus === status && gotCode === code;
    if (does !== documented)
      found.push(`${nameInDocument(route)}: documented ${documented}, got ${gotStatus} ${gotCode}`);
  }
  expect(documentedTimes).toBeGreaterThan(0);
  return found;
}

const json = { "content-type": "application/json" };
/** A form with these parts. */
const form = (parts: string): Probe => ({
  headers: { "content-type": "multipart/form-data; boundary=edge" },
  body: `${parts}--edge--\r\n`,
});
const fileOf = (bytes: number): string =>
  `--edge\r\ncontent-disposition: form-data; name="file"; filename="a"\r\n\r\n${"x".repeat(bytes)}\r\n`;
const withBody = (probe: Probe) => (route: Route) => (reads(route) ? null : probe);

describe("the document and the server agree about", () => {
  test("401: no proof, or one that is not valid", async () => {
    const guarded = ({ access }: Route) => access.kind !== "everyone";
    const invalid = { headers: { authorization: "Bearer nonsense" } };
    expect(
      await disagreements(401, "UNAUTHENTICATED", (route) =>
        guarded(route) || route.url.endsWith("/refresh") ? invalid : null,
      ),
    ).toEqual([]);
  });

  test("403: a member without the permission, and a key where a person is needed", async () => {
    const [key = ""] = await world.issueTokens([{ role: "owner", withKey: true }]);
    expect(
      await disagreements(403, "FORBIDDEN", ({ access }) => {
        if (access.kind !== "permission" && access.kind !== "signedIn") return null;
        return { headers: { authorization: `Bearer ${access.kind === "permission" ? member : key}` } };
      }),
    ).toEqual([]);
  });

  test("403: a sign-in that is too old", async () => {
    const stale = { role: "owner", signedInMsAgo: 11 * 60_000 };
    const [token = ""] = await world.issueTokens([stale]);
    expect(
      await disagreements(403, "STEP_UP_REQUIRED", ({ access }) =>
        "stepUp" in access && access.stepUp ? { headers: { authorization: `Bearer ${token}` } } : null,
      ),
    ).toEqual([]);
  });

  test("403: a page of another site", async () => {
    const foreign = { headers: { "sec-fetch-site": "cross-site" } };
    expect(await disagreements(403, "CROSS_SITE", withBody(foreign))).toEqual([]);
  });

  test("404: an id that is too long", async () => {
    const path = (url: string) => fill(url, "x".repeat(301));
    const missing = await disagreements(404, "NOT_FOUND", (route) => (hasId(route) ? { path } : null));
    // Some also miss what their address does not name: the member's cart, for example.
    const withoutId = (line: string) => !line.includes("{");
    expect(missing.filter((line) => !withoutId(line))).toEqual([]);
  });

  test("413: a body that is too large", async () => {
    const large = ({ bodyLimit = 256 * 1024 }: Route) => ({
      headers: json,
      body: `{"a":"${"x".repeat(bodyLimit)}"}`,
    });
    const largeFile = form(fileOf(20 * 1024 * 1024));
    expect(
      await disagreements(413, "BODY_TOO_LARGE", (route) =>
        route.takesFiles ? largeFile : withBody(large(route))(route),
      ),
    ).toEqual([]);
  });

  test("415: a body of another type", async () => {
    const xml = { headers: { "content-type": "application/xml" }, body: "<a/>" };
    expect(await disagreements(415, "UNSUPPORTED_MEDIA_TYPE", withBody(xml))).toEqual([]);
  });

  test("400: bytes that are no JSON, and an address that cannot be stored", async () => {
    const broken = { headers: json, body: '{"a":' };
    const nul = { path: (url: string) => `${fill(url)}?a=%00` };
    const empty = form("");
    expect(
      await disagreements(400, "INVALID_INPUT", (route) =>
        reads(route) ? nul : route.takesFiles ? empty : broken,
      ),
    ).toEqual([]);
  });
});

/** All bodies and queries that a client gets wrong first. */
function slips(route: Route): Probe[] {
  if (reads(route)) return [{}, { path: (url) => `${fill(url)}?unknown=1` }];
  return [{}, ...["{}", '{"unknown":1}', "[]", "null"].map((body) => ({ headers: json, body }))];
}

test("no slip of a client is answered in an undocumented way, and none breaks anything", async () => {
  const asked = world.routes.flatMap((route) => slips(route).map((probe) => ({ route, probe })));
  // Some operations end the session or the account, so each request has its own.
  const tokens = await world.issueTokens(asked.map(() => ({ role: "owner" })));
  const waiting = asked.entries();
  const undocumented: string[] = [];
  async function askRest(): Promise<void> {
    for (const [at, { route, probe }] of waiting) {
      const proof = route.access.kind === "everyone" ? {} : { authorization: `Bearer ${tokens[at]}` };
      const [status, code] = await ask(route, { ...probe, headers: { ...probe.headers, ...proof } });
      const operation = operations.get(nameInDocument(route));
      const listed = status < 400 || (operation && codesOf(operation, status).includes(code));
      if (!operation?.responses[status] || !listed || status === 500)
        undocumented.push(`${nameInDocument(route)} ${probe.body ?? ""}: ${status} ${code}`);
    }
  }
  await Promise.all(Array.from({ length: 8 }, askRest));
  expect(undocumented).toEqual([]);
});
