/**
 * The access matrix: for each route and caller, the declared access is compared with the actual answer.
 *
 * routes.txt lists the routes with their declarations and the roles that may call them, so that a change is
 * deliberate: run `npm test -- tests/access -u`, then review the difference.
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { knownRoles, permissions, permissionsOf } from "../../server/modules/members/roles.ts";
import { type Access, isPermitted } from "../../server/platform/http/access.ts";
import { type AccessWorld, type Identity, openAccessWorld, type Route } from "./world.ts";

type Caller = Identity & { readonly name: string };

const guest = "guest";
const LONG_AGO_MS = 11 * 60_000;
const callers: readonly Caller[] = [
  ...knownRoles.map((role) => ({ name: role, role })),
  ...["owner", "member"].map((role) => ({
    name: `${role}, signed in long ago`,
    role,
    signedInMsAgo: LONG_AGO_MS,
  })),
  ...["owner", "catalogue", "member"].map((role) => ({ name: `key of ${role}`, role, withKey: true })),
];

type Outcome = "passes" | "401 UNAUTHENTICATED" | "403 FORBIDDEN" | "403 STEP_UP_REQUIRED";
const REFUSALS: readonly string[] = ["401 UNAUTHENTICATED", "403 FORBIDDEN", "403 STEP_UP_REQUIRED"];

/** The outcome by roles.ts and the route's declaration. */
function expected(access: Access, caller: Caller | null): Outcome {
  if (access.kind === "everyone" || access.kind === "guestOrSignedIn") return "passes";
  if (caller === null) return "401 UNAUTHENTICATED";
  const { role, withKey = false, signedInMsAgo = 0 } = caller;
  const held: readonly string[] = permissionsOf(role);
  if (access.kind === "permission" && !isPermitted(access, held)) return "403 FORBIDDEN";
  if (withKey && (access.kind === "signedIn" || access.stepUp)) return "403 FORBIDDEN";
  return access.stepUp && signedInMsAgo > 600_000 ? "403 STEP_UP_REQUIRED" : "passes";
}

let world: AccessWorld;
/** Route name → caller name → outcome. */
const outcomes = new Map<string, Map<string, string>>();

const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
/** Names an object that does not exist. */
const addressOf = ({ url }: Route): string =>
  url.replaceAll(/:\w+/g, "01900000-0000-7000-8000-00000000dead").replace("*", "none.webp");

async function call(route: Route, proof: string | null): Promise<string> {
  const headers = proof === null ? {} : { authorization: `Bearer ${proof}` };
  const answer = await fetch(`${world.url}${addressOf(route)}`, { method: route.method, headers });
  const text = await answer.text();
  const problem = answer.headers.get("content-type")?.includes("problem+json") ? JSON.parse(text) : {};
  return `${answer.status} ${problem.code ?? ""}`.trim();
}

/** Each caller calls each route: eight seconds of a core, minutes where thirty programs share two. */
const CALLS_LIMIT_MS = 180_000;

beforeAll(async () => {
  world = await openAccessWorld();
  // Some routes end the caller's session or account, so each call has its own.
  const everyCall = world.routes.flatMap((route) => callers.map((caller) => ({ route, caller })));
  const proofs = await world.issueTokens(everyCall.map(({ caller }) => caller));
  const calls = [
    ...world.routes.map((route) => ({ route, name: guest, proof: null })),
    ...everyCall.map(({ route, caller }, at) => ({ route, name: caller.name, proof: proofs[at] ?? null })),
  ].values();
  async function callRest(): Promise<void> {
    for (const { route, name, proof } of calls) {
      const row = outcomes.get(nameOf(route)) ?? new Map<string, string>();
      outcomes.set(nameOf(route), row);
      row.set(name, await call(route, proof));
    }
  }
  await Promise.all(Array.from({ length: 16 }, callRest));
}, CALLS_LIMIT_MS);
afterAll(() => world.close());

/** `role:write, step-up: owner, manager`. */
function describeAccess(access: Access): string {
  if (access.kind === "everyone") return "everyone";
  if (access.kind === "guestOrSignedIn") return `guests and members, by ${access.check}`;
  const stepUp = access.stepUp ? ", step-up" : "";
  if (access.kind === "signedIn") return `members, by ${access.check}${stepUp}`;
  const holders = knownRoles.filter((role) => isPermitted(access, permissionsOf(role)));
  return `${[access.permission, ...access.or].join(" or ")}${stepUp}: ${holders.join(", ")}`;
}

test("routes.txt lists every route with its allowed callers", async () => {
  const lines = world.routes.map((route) => `${nameOf(route)}  ${describeAccess(route.access)}`);
  await expect(`${lines.toSorted().join("\n")}\n`).toMatchFileSnapshot("./routes.txt");
});

describe("the actual access is the declared one, on every route:", () => {
  /** Each difference, as `route: expected …, got …`. */
  function differences(caller: Caller | null): string[] {
    return world.routes.flatMap((route) => {
      const got = outcomes.get(nameOf(route))?.get(caller?.name ?? guest) ?? "no call";
      // A route for everyone checks no token, so a refusal there does not come from the access check.
      const open = route.access.kind === "everyone";
      const outcome = open || !REFUSALS.includes(got) ? "passes" : got;
      const declared = expected(route.access, caller);
      return outcome === declared ? [] : [`${nameOf(route)}: expected ${declared}, got ${got}`];
    });
  }

  test(guest, () => expect(differences(null)).toEqual([]));
  test.each(callers)("$name", (caller) => expect(differences(caller)).toEqual([]));
});

test("a key is made with each permission that opens a route to it, and with no other", async () => {
  const useful = new Set(
    world.routes.flatMap(({ access }) =>
      access.kind === "permission" && !access.stepUp ? [access.permission, ...access.or] : [],
    ),
  );
  const [token = ""] = await world.issueTokens([{ role: "owner" }]);
  const answers = await Promise.all(
    permissions.map(async (permission) => {
      const { status } = await fetch(`${world.url}/api/v1/admin/api-keys`, {
        method: "POST",
        headers: { authorization: `Bearer ${token}`, "content-type": "application/json" },
        body: JSON.stringify({ name: permission, permissions: [permission], expiresInDays: 1 }),
      });
      return [permission, status];
    }),
  );
  expect(answers).toEqual(permissions.map((each) => [each, useful.has(each) ? 201 : 400]));
  expect(useful.size).toBeLessThan(permissions.length);
});

test("a route for everyone gives all callers the same status", () => {
  const unequal = world.routes
    .filter(({ access }) => access.kind === "everyone")
    .filter((route) => new Set(outcomes.get(nameOf(route))?.values()).size !== 1)
    .map(nameOf);
  expect(unequal).toEqual([]);
});

test("no call breaks anything: no 500", () => {
  const broken = [...outcomes].flatMap(([route, row]) =>
    [...row].filter(([, got]) => got.startsWith("5")).map(([name, got]) => `${route} as ${name}: ${got}`),
  );
  expect(broken).toEqual([]);
});

/** Each refusal is one log line with the caller and the permission; no line contains the token. */
async function expectRefusals(role: string, routes: readonly Route[]): Promise<void> {
  const [token = ""] = await world.issueTokens([{ role }]);
  world.warnings.length = 0;
  for (const route of routes) {
    expect([nameOf(route), await call(route, token)]).toEqual([nameOf(route), "403 FORBIDDEN"]);
  }
  expect(world.warnings).toMatchObject(
    routes.map((route) => ({
      msg: "refused: permission missing",
      actorId: expect.stringMatching(/^[0-9a-f-]{36}$/),
      actorKind: "member",
      wanted: route.access.kind === "permission" ? route.access.permission : "",
      route: nameOf(route),
    })),
  );
  expect(JSON.stringify(world.warnings)).not.toContain(token);
}

test("a member's token opens no admin route: 403, and a log line for each attempt", async () => {
  const admin = world.routes.filter(({ url }) => url.startsWith("/api/v1/admin/"));
  expect(admin.length).toBeGreaterThan(20);
  await expectRefusals("member", admin);
});

test.each(["catalogue", "orders", "support", "analyst"])(
  "%s may not export members, change roles or keys: 403, and a log line for each attempt",
  async (role) => {
    const guarded = ["member:export", "role:write", "key:write"];
    const routes = world.routes.filter(
      ({ access }) => access.kind === "permission" && guarded.includes(access.permission),
    );
    expect(routes.length).toBeGreaterThan(6);
    await expectRefusals(role, routes);
  },
);
