import { randomUUID } from "node:crypto";
import pg from "pg";
import type { Static } from "typebox";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../../tests/support/backstage.ts";
import { type Client, client, type Member } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import type { Replay } from "../contract/replay.ts";
import { recommendations as contract, type ExportedInterest } from "../contract.ts";
import { outsideHoldOut } from "../hold-out.fixture.ts";
import type { Recommendations } from "../schemas.ts";
import { visitsOf } from "../visits.fixture.ts";

type List = Static<typeof Recommendations>;

let ahead = 0;
const clock = { now: () => new Date(Date.now() + ahead) };
const shop = await startTestShop({
  ...{ clusterUrl: inject("clusterUrl"), clock },
  environment: { RECOMMENDATIONS_WAIT_MS: "5000" },
});
const api = client(shop.url);
let backstage: Backstage;
const groups: string[][] = [];
let version = 0;
beforeAll(async () => {
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, clock, sandboxUrl: sandbox.url });
  for (let group = 0; group < 4; group += 1) {
    const names = Array.from({ length: 15 }, (_, at) => `${["찻잔", "등", "담요", "공책"][group]} ${at}`);
    const made = await Promise.all(names.map((name) => api.createProduct({ name })));
    groups.push(made.map(({ id }) => id));
  }
  const events = visitsOf(groups);
  for (let at = 0; at < events.length; at += 4_000)
    await port().importSimulated({ events: events.slice(at, at + 4_000) });
  version = (await port().train({ cause: "command" }))?.version ?? 0;
});
afterAll(async () => {
  await backstage.close();
  await shop.stop();
});

const port = () => backstage.port(contract);
/** A placement is sampled every five seconds. */
const later = (): void => {
  ahead += 6_000;
};
const secondsAgo = (seconds: number): string =>
  new Date(clock.now().getTime() - seconds * 1_000).toISOString();
/** A member whose lists a model makes: those of the hold-out are not sampled. */
const signUp = (): Promise<Member> => outsideHoldOut(backstage, () => api.signUp());
const list = async (by: Client, path: string): Promise<List> => {
  later();
  const { status, body } = await by.request<List>("GET", `/api/v1/recommendations/${path}`);
  expect(status).toBe(200);
  return body;
};
const report = (by: Client, events: object[]) =>
  by.request("POST", "/api/v1/events", {
    events: events.map((each) => ({ id: randomUUID(), at: clock.now().toISOString(), ...each })),
  });
interface Sample {
  readonly id: string;
  readonly personal: boolean;
  readonly recent: string[];
}
const samples = () =>
  backstage.rows<Sample>(
    "SELECT request_id AS id, personal, recent FROM recommendations.list_samples ORDER BY at",
  );
const sampled = (id: string) =>
  expect.poll(async () => (await samples()).map((each) => each.id)).toContain(id);
/** Of the list all products were seen, and the first one clicked. */
async function react(by: Client, { items, requestId }: List): Promise<void> {
  const about = items.map(({ id }, position) => ({ productId: id, placement: "home", position, requestId }));
  await report(by, [
    ...about.map((each) => ({ type: "impression", ...each })),
    { type: "click", ...about[0] },
  ]);
}

test("of strangers only what the page says is sampled, of persons who agreed also the visit", async () => {
  const [seen = "", page = ""] = groups[0] ?? [];
  await list(api, `home?recent=${seen}`);
  const stranger = await list(api, `product?productId=${page}`);
  await sampled(stranger.requestId);
  const member = await signUp();
  const own = await list(member, `home?recent=${seen}`);
  await sampled(own.requestId);
  expect(await samples()).toEqual([
    { id: stranger.requestId, personal: false, recent: [] },
    { id: own.requestId, personal: true, recent: [seen] },
  ]);
});

test("a version with the champion's file makes the lists that were shown, with their clicks", async () => {
  const [other] = await backstage.rows<{ version: number }>(
    `WITH run AS (INSERT INTO recommendations.runs (id, cause, status, seed, started_at, beat_at, ended_at)
       VALUES (gen_random_uuid(), 'command', 'ready', 1, now(), now(), now()) RETURNING id)
     INSERT INTO recommendations.model_versions (run_id, file_key, sha256, bytes, created_at)
     SELECT run.id, file_key, sha256, bytes, now() FROM run, recommendations.model_versions
     WHERE version = $1 RETURNING version`,
    [version],
  );
  for (const group of groups) {
    const member = await signUp();
    await report(
      member,
      group.slice(0, 3).map((productId, place) => ({ type: "view", productId, at: secondsAgo(place + 1) })),
    );
    later();
    const home = await list(member, "home?limit=8");
    expect(home.level).toBe("model");
    await sampled(home.requestId);
    await react(member, home);
  }
  const replayed = await port().replay({ version: other?.version ?? 0, days: 1 });
  const home = replayed.figures.byPlacement.find(({ placement }) => placement === "home");
  // The first test's list is of a member whose browser reported nothing: it cannot be asked again.
  expect(home).toMatchObject({ lists: groups.length, changedFirst: 0 });
  expect(home?.overlapAt4).toBe(1);
  expect(replayed.figures.clicks).toMatchObject({
    ...{ lists: groups.length, known: 1 },
    shown: { mean: 1 },
    expected: { mean: 1 },
  });
  expect(replayed.champion).toMatchObject({ version, figures: { lists: replayed.figures.lists } });
  expect(replayed.champion?.figures.overlapAt12).toBe(replayed.figures.overlapAt12);
});

test("a version without its file, or without anything, is refused", async () => {
  await expect(port().replay({ version: 999_999, days: 7 })).rejects.toMatchObject({ code: "NOT_FOUND" });
  await backstage.rows(
    "UPDATE recommendations.model_versions SET file_key = 'recommendations/models/gone' WHERE version <> $1",
    [version],
  );
  const [{ other } = { other: 0 }] = await backstage.rows<{ other: number }>(
    "SELECT version AS other FROM recommendations.model_versions WHERE version <> $1",
    [version],
  );
  await expect(port().replay({ version: other, days: 7 })).rejects.toMatchObject({ code: "MODEL_UNUSABLE" });
});

const ask = async (path: string, by?: Client) =>
  (by ?? api).request<Static<typeof Replay>>(
    "GET",
    `/api/v1/admin/recommendations/models/${path}`,
    undefined,
    by ? {} : await api.signInOwner(),
  );

test("staff are shown the comparison by the API, and members are not", async () => {
  const shown = await ask(`${version}/replay?days=1`);
  expect(shown).toMatchObject({ status: 200, body: { version, days: 1, champion: null } });
  expect(shown.body.figures.lists).toBeGreaterThanOrEqual(groups.length);
  expect((await ask(`${version}/replay`, client(shop.url))).status).toBe(401);
  expect((await ask(`${version}/replay`, await signUp())).status).toBe(403);
  expect((await ask(`${version}/replay?days=15`)).status).toBe(400);
  expect(await ask("999999/replay")).toMatchObject({ status: 404, body: { code: "NOT_FOUND" } });
});

test("one comparison runs at a time, and the next one may begin when it has ended", async () => {
  const holder = new pg.Client({ connectionString: shop.databaseUrl });
  await holder.connect();
  await holder.query("BEGIN; LOCK TABLE recommendations.list_samples");
  const two = [ask(`${version}/replay`), ask(`${version}/replay`)];
  // The other one waits for the table.
  expect(await Promise.race(two)).toMatchObject({ status: 409, body: { code: "REPLAY_RUNNING" } });
  await holder.query("COMMIT");
  await holder.end();
  expect((await Promise.all(two)).map(({ status }) => status).sort()).toEqual([200, 409]);
  expect((await ask(`${version}/replay`)).status).toBe(200);
});

test("samples of a person are in the export, and are deleted with the person's events", async () => {
  const shownOf = async (id: string) =>
    (
      await backstage.rows<{ shown: string[] }>(
        "SELECT shown FROM recommendations.list_samples WHERE request_id = $1",
        [id],
      )
    )[0]?.shown;
  const leaving = await signUp();
  const refusing = await signUp();
  const ids: string[] = [];
  for (const member of [leaving, refusing]) {
    const home = await list(member, "home");
    await sampled(home.requestId);
    await react(member, home);
    ids.push(home.requestId);
  }
  const exported = await leaving.request<{ recommendations: ExportedInterest }>("GET", "/api/v1/me/export");
  expect(exported.body.recommendations).toMatchObject({
    events: expect.arrayContaining([expect.objectContaining({ type: "click", placement: "home" })]),
    lists: [{ placement: "home", productIds: await shownOf(ids[0] ?? "") }],
    // Of the hold-out, which the member is compared with.
    exposures: [{ kind: "holdout", arm: "control" }],
  });
  await refusing.request("PUT", "/api/v1/visitor", { personal: false });
  await leaving.request("DELETE", "/api/v1/me", { password: leaving.password });
  await backstage.delivered();
  const left = (await samples()).map(({ id }) => id);
  expect(left.filter((id) => ids.includes(id))).toEqual([]);
  const exposed = await backstage.rows("SELECT FROM recommendations.exposures WHERE person_id = ANY ($1)", [
    [leaving.id, refusing.id],
  ]);
  expect(exposed).toEqual([]);
});

test("samples that no event ties to their person are kept for a day, the others for two weeks", async () => {
  const [tied, untied] = [await signUp(), await signUp()];
  const home = await list(tied, "home");
  await sampled(home.requestId);
  await react(tied, home);
  const loose = await list(untied, "home");
  await sampled(loose.requestId);
  ahead += 86_400_000;
  await backstage.run("recommendations.keepDays");
  const kept = (await samples()).map(({ id }) => id);
  expect([kept.includes(home.requestId), kept.includes(loose.requestId)]).toEqual([true, false]);
  ahead += 14 * 86_400_000;
  await backstage.run("recommendations.keepDays");
  expect(await samples()).toEqual([]);
});
