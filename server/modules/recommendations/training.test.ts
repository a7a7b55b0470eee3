import { randomUUID } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import type { Static } from "typebox";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../tests/support/backstage.ts";
import { type Client, client, type Problem } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { startTestShop } from "../../testing.ts";
import { recommendations as contract } from "./contract.ts";
import { type Arm, armOf } from "./experiments/buckets.ts";
import type { Experiment } from "./experiments/schemas.ts";
import { visitorIdOf } from "./hashed-id.ts";
import { outsideHoldOut } from "./hold-out.fixture.ts";
import type { Recommendations } from "./schemas.ts";
import type { ModelRegistry } from "./staff-schemas.ts";
import { visitsOf } from "./visits.fixture.ts";

type List = Static<typeof Recommendations>;
type Registry = Static<typeof ModelRegistry>;

// A loaded machine may take longer than a shop's visitors wait.
const shop = await startTestShop({
  clusterUrl: inject("clusterUrl"),
  environment: { RECOMMENDATIONS_WAIT_MS: "5000" },
});
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
let backstage: Backstage;
let owner: Record<string, string>;
/** Ids of products in groups whose shoppers keep to them. */
const groups: string[][] = [];
beforeAll(async () => {
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url });
  owner = { ...(await api.signInOwner()) };
  for (let group = 0; group < 4; group += 1) {
    const names = Array.from({ length: 15 }, (_, at) => `${["찻잔", "등", "담요", "공책"][group]} ${at}`);
    const made = await Promise.all(names.map((name) => api.createProduct({ name })));
    groups.push(made.map(({ id }) => id));
  }
});
afterAll(async () => {
  await backstage.close();
  await replica.stop();
  await shop.stop();
});

const port = () => backstage.port(contract);
const registry = async (): Promise<Registry> =>
  (await api.request<Registry>("GET", "/api/v1/admin/recommendations/models", undefined, owner)).body;
const champion = ({ versions }: Registry): number | undefined =>
  versions.find(({ aliases }) => aliases.includes("champion"))?.version;
const similar = async (by: Client, productId: string): Promise<List> =>
  (await by.request<List>("GET", `/api/v1/recommendations/product?productId=${productId}&limit=8`)).body;
const post = <Body = Problem>(path: string, body: object, headers = owner) =>
  api.request<Body>("POST", `/api/v1/admin/recommendations/${path}`, body, headers);

/** Until both processes make their lists with this version; throws when it takes five seconds. */
async function served(version: number): Promise<void> {
  const began = performance.now();
  for (const by of [api, other])
    while ((await similar(by, groups[0]?.[0] ?? "")).model !== String(version)) {
      if (performance.now() - began > 5_000) throw new Error(`model ${version} does not serve`);
      await wait(20);
    }
}

test("with too little to learn from, a training makes no champion and lists go on", async () => {
  const run = await port().train({ cause: "command" });
  expect(run).toMatchObject({ status: "too_little" });
  expect(champion(await registry())).toBeUndefined();
  expect((await similar(api, groups[0]?.[0] ?? "")).model).toBeNull();
});

test("a model that passes its gate serves in every process; one training runs at a time", async () => {
  const events = visitsOf(groups);
  for (let at = 0; at < events.length; at += 4_000)
    await port().importSimulated({ events: events.slice(at, at + 4_000) });
  const runs = await Promise.all([port().train({ cause: "command" }), port().train({ cause: "command" })]);
  const [run] = runs.filter((each) => each !== null);
  expect(runs.filter((each) => each === null)).toHaveLength(1);
  expect(run).toMatchObject({ status: "ready", reasons: [] });
  const version = run?.version ?? 0;
  await served(version);
  const [first = "", second = ""] = groups[1] ?? [];
  const list = await similar(other, first);
  expect(list).toMatchObject({ level: "item", model: String(version) });
  expect(list.items.slice(0, 4).every(({ id }) => groups[1]?.includes(id))).toBe(true);
  expect(list.items[0]?.reason).toMatchObject({ kind: "viewed" });
  const together = await api.request<List>(
    "GET",
    `/api/v1/recommendations/product?productId=${first}&kind=together`,
  );
  expect(new Set(together.body.items.map(({ reason }) => reason.kind))).toEqual(new Set(["bought"]));
  const visit = await other.request<List>("GET", `/api/v1/recommendations/home?recent=${first},${second}`);
  expect(visit.body).toMatchObject({ level: "session" });
  expect(groups[1]).toContain(visit.body.items[0]?.id);
  const shown = await registry();
  expect(shown).toMatchObject({ serving: String(version), simulated: true });
  expect(shown.history).toMatchObject([{ alias: "champion", from: null, to: version, by: "gate" }]);
  const report = await api.request<string>(
    "GET",
    `/api/v1/admin/recommendations/runs/${run?.runId}/report`,
    undefined,
    owner,
  );
  expect(report.headers.get("content-security-policy")).toContain("sandbox");
  expect(report.body.length).toBeGreaterThan(500);
  await backstage.expectSound();
});

test("staff promote and roll back with a reason, in every process within seconds", async () => {
  const before = champion(await registry()) ?? 0;
  expect(await post("rollback", { reason: "없는 이전" })).toMatchObject({
    status: 409,
    body: { code: "NO_PREVIOUS_MODEL" },
  });
  await backstage.rows(
    `WITH run AS (INSERT INTO recommendations.runs (id, cause, status, seed, started_at, beat_at, ended_at)
       VALUES (gen_random_uuid(), 'command', 'ready', 1, now(), now(), now()) RETURNING id)
     INSERT INTO recommendations.model_versions (run_id, file_key, sha256, bytes, created_at)
     SELECT run.id, file_key, sha256, bytes, now() FROM run, recommendations.model_versions
     WHERE version = $1`,
    [before],
  );
  const next = Math.max(...(await registry()).versions.map(({ version }) => version));
  const promoted = await post<Registry>(`models/${next}/promote`, { alias: "champion", reason: "새 모델" });
  expect(promoted.status).toBe(200);
  expect(promoted.body.versions.map(({ version, aliases }) => [version, aliases])).toEqual([
    [next, ["champion"]],
    [before, ["previous"]],
  ]);
  await served(next);
  expect(await post(`models/${next}/promote`, { alias: "challenger", reason: "같은 모델" })).toMatchObject({
    status: 409,
    body: { code: "ALREADY_CHAMPION" },
  });
  // Two people press the button at the same moment.
  const asked = { reason: "클릭이 줄었어요", from: next };
  const rolledBack = await Promise.all([post("rollback", asked), post("rollback", asked)]);
  expect(rolledBack.map(({ status }) => status).sort()).toEqual([200, 409]);
  await served(before);
  const entries = await backstage.rows<{ action: string; reason: string }>(
    `SELECT action, reason FROM platform.audit_log WHERE subject = 'recommendation-models:shop' ORDER BY seq`,
  );
  expect(entries).toEqual([
    { action: "recommendation.promote", reason: "새 모델" },
    { action: "recommendation.rollback", reason: "클릭이 줄었어요" },
  ]);
  await expect(backstage.rows("DELETE FROM recommendations.alias_changes")).rejects.toThrow("only added to");
});

test("a broken file is refused, and the model before it stays", async () => {
  const before = champion(await registry()) ?? 0;
  const key = "recommendations/models/broken.model";
  await writeFile(join(shop.environment.STORAGE_DIR ?? "", key), "not a model");
  await backstage.rows(`UPDATE recommendations.model_versions SET file_key = $1 WHERE version <> $2`, [
    key,
    before,
  ]);
  const { versions } = await registry();
  const broken = versions.find(({ version }) => version !== before)?.version;
  expect(await post(`models/${broken}/promote`, { alias: "champion", reason: "깨진 모델" })).toMatchObject({
    status: 409,
    body: { code: "MODEL_UNUSABLE" },
  });
  // An alias that moved all the same, as by an older version of the program.
  await backstage.rows("UPDATE recommendations.aliases SET version = $1 WHERE alias = 'champion'", [broken]);
  const late = await startReplica(shop);
  expect((await similar(client(late.url), groups[0]?.[0] ?? "")).model).toBeNull();
  await late.stop();
  await served(before);
  await backstage.rows("UPDATE recommendations.aliases SET version = $1 WHERE alias = 'champion'", [before]);
});

test("the routes of models are for staff, and refuse what is no version", async () => {
  const path = "models/1/promote";
  const body = { alias: "champion", reason: "이유" };
  expect((await post(path, body, {})).status).toBe(401);
  expect((await post(path, body, { ...(await api.signUp()).proof })).status).toBe(403);
  expect((await post("models/999/promote", body)).status).toBe(404);
  expect((await post(path, { alias: "previous", reason: "이유" })).status).toBe(400);
  expect((await post(path, { alias: "champion" })).status).toBe(400);
  const stranger = await api.request("GET", "/api/v1/admin/recommendations/models");
  expect(stranger.status).toBe(401);
  const report = `/api/v1/admin/recommendations/runs/${randomUUID()}/report`;
  expect((await api.request("GET", report, undefined, owner)).status).toBe(404);
});

test("staff see what a visitor is recommended, and why", async () => {
  const member = await outsideHoldOut(backstage, () => api.signUp());
  const productId = groups[2]?.[0] ?? "";
  const event = { id: randomUUID(), type: "view", at: new Date().toISOString(), productId };
  await member.request("POST", "/api/v1/events", { events: [event] });
  const path = `/api/v1/admin/recommendations/preview?visitor=${member.id}`;
  const { body } = await api.request<{ list: List; history: { productId: string; type: string }[] }>(
    "GET",
    path,
    undefined,
    owner,
  );
  expect(body.history).toMatchObject([{ productId, type: "view" }]);
  expect(body.list.level).toBe("model");
  expect((await member.request("GET", path)).status).toBe(403);
  // Each reading of a person's history is in the audit log; one of no person is not.
  await api.request("GET", "/api/v1/admin/recommendations/preview", undefined, owner);
  const logged = await api.request<{ items: { action: string }[] }>(
    "GET",
    `/api/v1/admin/audit-log?subject=visitor%3A${member.id}`,
    undefined,
    owner,
  );
  expect(logged.body.items.map(({ action }) => action)).toEqual(["recommendation.preview"]);
  const all = "SELECT FROM platform.audit_log WHERE action = 'recommendation.preview'";
  expect(await backstage.rows(all)).toHaveLength(1);
});

test("a member who left is in no later snapshot", async () => {
  const member = await api.signUp();
  const events = (groups[3] ?? []).map((productId) => ({
    ...{ id: randomUUID(), type: "view", at: new Date().toISOString(), productId },
  }));
  await member.request("POST", "/api/v1/events", { events });
  const [stored] = await backstage.rows<{ count: number }>(
    "SELECT count(*)::int AS count FROM recommendations.events",
  );
  await member.request("DELETE", "/api/v1/me", { password: member.password });
  await backstage.delivered();
  await port().train({ cause: "command" });
  const { runs } = await registry();
  expect(runs[0]?.snapshot?.interactions).toBe((stored?.count ?? 0) - events.length);
});

describe("an experiment", () => {
  type Shown = Static<typeof Experiment>;
  const begin = (kind: "comparison" | "canary", version: number) =>
    post<Shown>("experiments", { name: "새 모델", kind, version });
  const shown = async (id: string): Promise<Shown | undefined> => {
    const path = "/api/v1/admin/recommendations/experiments";
    const { body } = await api.request<{ items: Shown[] }>("GET", path, undefined, owner);
    return body.items.find((each) => each.id === id);
  };
  const holdout = async (): Promise<string> => {
    const [row] = await backstage.rows<{ id: string }>(
      "SELECT id FROM recommendations.experiments WHERE kind = 'holdout'",
    );
    return row?.id ?? "";
  };
  /** The newest version that is not the champion; its file is the champion's, which is enough here. */
  async function candidate(): Promise<number> {
    const [row] = await backstage.rows<{ version: number }>(
      `UPDATE recommendations.model_versions AS other
       SET file_key = champion.file_key, sha256 = champion.sha256
       FROM recommendations.model_versions AS champion
       WHERE champion.version = (SELECT version FROM recommendations.aliases WHERE alias = 'champion')
         AND other.version = (SELECT max(version) FROM recommendations.model_versions
                              WHERE version <> champion.version)
       RETURNING other.version`,
    );
    return row?.version ?? 0;
  }
  const cookies = new Map<string, { cookie: string }>();
  const listFor = async (by: Client, visitor: string): Promise<List> => {
    const path = `/api/v1/recommendations/product?productId=${groups[0]?.[0]}&limit=8`;
    return (await by.request<List>("GET", path, undefined, cookies.get(visitor))).body;
  };
  /** Until both processes make this visitor's lists with the version. */
  async function treated(visitor: string, version: number | null): Promise<void> {
    const model = version === null ? null : String(version);
    for (const by of [api, other])
      await expect.poll(async () => (await listFor(by, visitor)).model).toBe(model);
  }
  const visitorOf = (arms: (visitor: string) => boolean): string => {
    for (;;) {
      const secret = randomUUID();
      cookies.set(visitorIdOf(secret), { cookie: `visitor=${secret}` });
      if (arms(visitorIdOf(secret))) return visitorIdOf(secret);
    }
  };
  /** Persons who were exposed, of whom the first `clicked` clicked. */
  const expose = (id: string, arm: Arm, persons: number, clicked: number) =>
    backstage.rows(
      `WITH persons AS (SELECT gen_random_uuid() AS id, at FROM generate_series(1, $3::int) AS at
       ), exposed AS (
         INSERT INTO recommendations.exposures (experiment_id, stage, person_id, arm, at)
         SELECT e.id, e.stage, persons.id, $2, now() FROM persons, recommendations.experiments AS e
         WHERE e.id = $1)
       INSERT INTO recommendations.events (id, at, type, product_id, visitor_id, quantity)
       SELECT gen_random_uuid(), now(), 'click', $5, id, 1 FROM persons WHERE at <= $4::int`,
      [id, arm, persons, clicked, groups[0]?.[0]],
    );
  const judge = async () => {
    await wait(5);
    await backstage.run("recommendations.judge");
  };

  test("gives each person the lists of one arm in every process, and one runs at a time", async () => {
    const [version, before] = [await candidate(), champion(await registry()) ?? 0];
    const begun = await begin("comparison", version);
    expect(begun).toMatchObject({ status: 201, body: { kind: "comparison", version, status: "running" } });
    const { id } = begun.body;
    const kept = await holdout();
    const isHeld = (visitor: string) => armOf(kept, 200, visitor) === "treated";
    const armFor = (visitor: string) => armOf(id, 5_000, visitor);
    const one = visitorOf((visitor) => !isHeld(visitor) && armFor(visitor) === "treated");
    const two = visitorOf((visitor) => !isHeld(visitor) && armFor(visitor) === "control");
    const held = visitorOf(isHeld);
    await treated(one, version);
    await treated(two, before);
    await treated(held, null);
    const exposures = () =>
      backstage.rows<{ person: string; arm: string }>(
        `SELECT person_id AS person, arm FROM recommendations.exposures
         WHERE experiment_id = $1 AND person_id = ANY ($2)`,
        [id, [one, two, held]],
      );
    await expect.poll(async () => (await exposures()).length).toBe(2);
    expect(Object.fromEntries((await exposures()).map(({ person, arm }) => [person, arm]))).toEqual({
      [one]: "treated",
      [two]: "control",
    });
    // Staff who look at a person's lists expose no one.
    const seen = visitorOf((visitor) => !isHeld(visitor));
    const preview = `/api/v1/admin/recommendations/preview?visitor=${seen}`;
    await api.request("GET", preview, undefined, owner);

    const event = { id: randomUUID(), type: "click", productId: groups[0]?.[1], placement: "home" };
    const events = [{ ...event, at: new Date().toISOString() }];
    await api.request("POST", "/api/v1/events", { events }, cookies.get(one));
    expect(await shown(id)).toMatchObject({
      persons: { control: 1, treated: 1 },
      outcomes: [{ metric: "clicked", control: 0, treated: 1, interval: null }, {}, {}, {}],
    });
    expect(await begin("canary", version)).toMatchObject({
      status: 409,
      body: { code: "EXPERIMENT_RUNNING" },
    });
    expect((await post(`experiments/${id}/stop`, { reason: "충분해요" })).status).toBe(204);
    expect((await post(`experiments/${id}/stop`, { reason: "두 번" })).status).toBe(404);
    await treated(one, before);
    expect(await shown(id)).toMatchObject({ status: "stopped", reason: "충분해요" });
  });

  test("ends when another champion is chosen, and is none of the champion itself", async () => {
    const [version, before] = [await candidate(), champion(await registry()) ?? 0];
    const own = await post("experiments", { name: "그대로", kind: "canary", version: before });
    expect(own).toMatchObject({ status: 409, body: { code: "ALREADY_CHAMPION" } });
    const { id } = (await begin("comparison", version)).body;
    expect((await post(`models/${version}/promote`, { alias: "champion", reason: "급해요" })).status).toBe(
      200,
    );
    expect(await shown(id)).toMatchObject({ status: "stopped", reason: "champion_changed" });
    await served(version);
    const second = (await begin("comparison", before)).body.id;
    expect((await post("rollback", { reason: "되돌려요" })).status).toBe(200);
    expect(await shown(second)).toMatchObject({ status: "stopped", reason: "champion_changed" });
    await served(before);
  });

  test("that is a canary goes back by itself when fewer click", async () => {
    const [version, before] = [await candidate(), champion(await registry()) ?? 0];
    const { id } = (await begin("canary", version)).body;
    const kept = await holdout();
    const visitor = visitorOf(
      (each) => armOf(kept, 200, each) === "control" && armOf(id, 500, each) === "treated",
    );
    await treated(visitor, version);
    await expose(id, "control", 5_700, 570);
    await expose(id, "treated", 300, 3);
    await judge();
    expect(await shown(id)).toMatchObject({ status: "stopped", reason: "worse" });
    await treated(visitor, before);
    expect(champion(await registry())).toBe(before);
  });

  test("that is a canary grows, and its model becomes the champion", async () => {
    const version = await candidate();
    const { id } = (await begin("canary", version)).body;
    const age = () =>
      backstage.rows("UPDATE recommendations.experiments SET stage_at = now() - interval '25 hours'");
    await expose(id, "control", 11_400, 1_140);
    await expose(id, "treated", 600, 63);
    await judge();
    expect(await shown(id)).toMatchObject({ status: "running", share: 500 });
    await age();
    await judge();
    expect(await shown(id)).toMatchObject({ status: "running", share: 5_000 });
    await expose(id, "control", 600, 60);
    await expose(id, "treated", 600, 62);
    await age();
    await judge();
    expect(await shown(id)).toMatchObject({ status: "won", reason: "promoted" });
    await served(version);
    const { history } = await registry();
    expect(history.find(({ alias }) => alias === "champion")).toMatchObject({ to: version, by: "canary" });
  });

  test("whose persons are not divided by chance is ended", async () => {
    const { id } = (await begin("comparison", await candidate())).body;
    await expose(id, "control", 1_000, 100);
    await expose(id, "treated", 700, 70);
    await judge();
    expect(await shown(id)).toMatchObject({ status: "stopped", reason: "sample_ratio", ratioIsBroken: true });
  });

  test("is for staff, and needs a model", async () => {
    const body = { name: "새 모델", kind: "comparison", version: 1 };
    expect((await post("experiments", body, {})).status).toBe(401);
    expect((await post("experiments", body, { ...(await api.signUp()).proof })).status).toBe(403);
    expect((await post("experiments", { ...body, version: 9_999 })).status).toBe(404);
    expect((await post("experiments", { ...body, kind: "holdout" })).status).toBe(400);
    expect((await post(`experiments/${await holdout()}/stop`, { reason: "끝" })).status).toBe(404);
  });
});
