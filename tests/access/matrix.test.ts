/**
 * Who may call which route: what each route declares, against what really happens, for everybody. The routes, what they
 * declare, and the roles that this opens them to stand in routes.txt, so that a change of it is made on purpose
 * (`npm test -- tests/access -u`, then look at what changed).
 */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { knownRoles, permissionsOf } from "../../server/modules/members/roles.ts";
import type { Access } from "../../server/platform/http/access.ts";
import { openWorld, type Person, type Route, type World } from "./world.ts";

type Caller = Person & { readonly name: string };

const guest = "guest";
const LONG_AGO_MS = 11 * 60_000;
const callers: readonly Caller[] = [
  ...knownRoles.map((role) => ({ name: role, role })),
  ...["owner", "member"].map((role) => ({ name: `${role}, not lately`, role, provenMsAgo: LONG_AGO_MS })),
  ...["owner", "catalogue", "member"].map((role) => ({ name: `key of ${role}`, role, withKey: true })),
];

type Outcome = "passes" | "401 UNAUTHENTICATED" | "403 FORBIDDEN" | "403 STEP_UP_REQUIRED";
const REFUSALS: readonly string[] = ["401 UNAUTHENTICATED", "403 FORBIDDEN", "403 STEP_UP_REQUIRED"];

/** What roles.ts and the route's declaration say. */
function expected(access: Access, caller: Caller | null): Outcome {
  if (access.kind === "everyone" || access.kind === "shopper") return "passes";
  if (caller === null) return "401 UNAUTHENTICATED";
  const { role, withKey = false, provenMsAgo = 0 } = caller;
  const held: readonly string[] = permissionsOf(role);
  if (access.kind === "permission" && !held.includes(access.permission)) return "403 FORBIDDEN";
  if (withKey && (access.kind === "signedIn" || access.stepUp)) return "403 FORBIDDEN";
  return access.stepUp && provenMsAgo > 600_000 ? "403 STEP_UP_REQUIRED" : "passes";
}

let world: World;
/** Route name → caller name → what happened. */
const seen = new Map<string, Map<string, string>>();

const nameOf = ({ method, url }: Route): string => `${method} ${url}`;
/** Things that are not there. */
const addressOf = ({ url }: Route): string =>
  url.replaceAll(/:\w+/g, "01900000-0000-7000-8000-00000000dead").replace("*", "none.webp");

async function call(route: Route, proof: string | null): Promise<string> {
  const headers = proof === null ? {} : { authorization: `Bearer ${proof}` };
  const answer = await fetch(`${world.url}${addressOf(route)}`, { method: route.method, headers });
  const text = await answer.text();
  const problem = answer.headers.get("content-type")?.includes("problem+json") ? JSON.parse(text) : {};
  return `${answer.status} ${problem.code ?? ""}`.trim();
}

beforeAll(async () => {
  world = await openWorld();
  // Some routes end the session or the account of who calls them, so each call has its own.
  const everyCall = world.routes.flatMap((route) => callers.map((caller) => ({ route, caller })));
  const proofs = await world.prove(everyCall.map(({ caller }) => caller));
  const calls = [
    ...world.routes.map((route) => ({ route, name: guest, proof: null })),
    ...everyCall.map(({ route, caller }, at) => ({ route, name: caller.name, proof: proofs[at] ?? null })),
  ].values();
  async function callRest(): Promise<void> {
    for (const { route, name, proof } of calls) {
      const row = seen.get(nameOf(route)) ?? new Map<string, string>();
      seen.set(nameOf(route), row);
      row.set(name, await call(route, proof));
    }
  }
  await Promise.all(Array.from({ length: 16 }, callRest));
});
afterAll(() => world.close());

/** `role:write, proven lately: owner, manager`. */
function describeAccess(access: Access): string {
  if (access.kind === "everyone") return "everyone";
  if (access.kind === "shopper") return `guests and members, by ${access.check}`;
  const stepUp = access.stepUp ? ", proven lately" : "";
  if (access.kind === "signedIn") return `members, by ${access.check}${stepUp}`;
  const holders = knownRoles.filter((role) => permissionsOf(role).some((each) => each === access.permission));
  return `${access.permission}${stepUp}: ${holders.join(", ")}`;
}

test("every route is listed in routes.txt with who may call it", async () => {
  const lines = world.routes.map((route) => `${nameOf(route)}  ${describeAccess(route.access)}`);
  await expect(`${lines.toSorted().join("\n")}\n`).toMatchFileSnapshot("./routes.txt");
});

describe("what happens is what is declared, on every route:", () => {
  /** Each difference, as `route: expected …, got …`. */
  function differences(caller: Caller | null): string[] {
    return world.routes.flatMap((route) => {
      const got = seen.get(nameOf(route))?.get(caller?.name ?? guest) ?? "no call";
      // No proof is looked at there, so whatever is said is not said by the gate.
      const open = route.access.kind === "everyone";
      const outcome = open || !REFUSALS.includes(got) ? "passes" : got;
      const wanted = expected(route.access, caller);
      return outcome === wanted ? [] : [`${nameOf(route)}: expected ${wanted}, got ${got}`];
    });
  }

  test(guest, () => expect(differences(null)).toEqual([]));
  test.each(callers)("$name", (caller) => expect(differences(caller)).toEqual([]));
});

test("a route for everyone answers everybody the same", () => {
  const unequal = world.routes
    .filter(({ access }) => access.kind === "everyone")
    .filter((route) => new Set(seen.get(nameOf(route))?.values()).size !== 1)
    .map(nameOf);
  expect(unequal).toEqual([]);
});

test("no call breaks anything: no 500", () => {
  const broken = [...seen].flatMap(([route, row]) =>
    [...row].filter(([, got]) => got.startsWith("5")).map(([name, got]) => `${route} as ${name}: ${got}`),
  );
  expect(broken).toEqual([]);
});

/** Each refusal is one line in the log that names who and what; the token is in none. */
async function expectRefusals(role: string, routes: readonly Route[]): Promise<void> {
  const [token = ""] = await world.prove([{ role }]);
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

test("a member's token opens no admin route: 403, and a line in the log for each try", async () => {
  const admin = world.routes.filter(({ url }) => url.startsWith("/api/v1/admin/"));
  expect(admin.length).toBeGreaterThan(20);
  await expectRefusals("member", admin);
});

test.each(["catalogue", "orders", "support", "analyst"])(
  "%s may not export members, change roles or keys: 403, and a line in the log for each try",
  async (role) => {
    const guarded = ["member:export", "role:write", "key:write"];
    const routes = world.routes.filter(
      ({ access }) => access.kind === "permission" && guarded.includes(access.permission),
    );
    expect(routes.length).toBeGreaterThan(6);
    await expectRefusals(role, routes);
  },
);
