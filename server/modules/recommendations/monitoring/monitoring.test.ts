/** What is watched of a champion, on a database: the drift, its gauges, and the training that follows. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../../tests/support/backstage.ts";
import { client } from "../../../../tests/support/client.ts";
import { connect, type Db } from "../../../platform/db/db.ts";
import { createMetrics } from "../../../platform/metrics.ts";
import { startTestShop } from "../../../testing.ts";
import { championFigures } from "./service.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
// In the afternoon of Seoul: the training of the night is not due.
const NOW = new Date("2026-11-20T05:00:00Z");
const clock = { now: () => NOW };
let backstage: Backstage;
let db: Db;
beforeAll(async () => {
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url, clock });
  db = connect({ url: databaseUrl, size: 2 });
  const products = [];
  for (const name of ["찻잔", "등", "담요", "공책"]) products.push((await api.createProduct({ name })).id);
  await backstage.rows(
    `INSERT INTO recommendations.runs
       (id, cause, status, snapshot, seed, started_at, beat_at, ended_at)
     VALUES ($1, 'nightly', 'ready', '{"sha256": "abc", "asOf": "2026-11-18T18:00:00.000Z",
       "interactions": 5000, "items": 4, "newest": "2026-11-18T17:00:00.000Z"}', 1,
       '2026-11-18 18:00Z', '2026-11-18 18:01Z', '2026-11-18 18:01Z')`,
    [randomUUID()],
  );
  await backstage.rows(
    `INSERT INTO recommendations.model_versions (run_id, file_key, sha256, bytes, created_at)
     SELECT id, 'recommendations/models/none.model', 'none', 1, started_at FROM recommendations.runs`,
  );
  await backstage.rows(
    "INSERT INTO recommendations.aliases SELECT 'champion', max(version) FROM recommendations.model_versions",
  );
  // The first two products had all views; since yesterday it is the other two.
  await backstage.rows(
    `INSERT INTO recommendations.day_counts (day, product_id, type, count)
     SELECT day::date, id, 'view', 100 FROM unnest($1::uuid[]) WITH ORDINALITY AS p (id, place),
       generate_series('2026-10-20'::date, '2026-11-20'::date, '1 day') AS day
     WHERE (place <= 2) = (day <= '2026-11-18')`,
    [products],
  );
  await backstage.rows("UPDATE recommendations.day_counts SET count = 400 WHERE day >= '2026-11-19'");
});
afterAll(async () => {
  await db.close();
  await backstage.close();
  await shop.stop();
});

const gauges = async (): Promise<string> => {
  const metrics = createMetrics();
  await championFigures({ db, clock }, metrics).read();
  return metrics.registry.metrics();
};
const causes = () => backstage.rows<{ cause: string }>("SELECT cause FROM recommendations.runs ORDER BY id");

test("a champion of a shop that turned around is old, behind and adrift, and trained anew once", async () => {
  await backstage.run("recommendations.train");
  expect(await causes()).toHaveLength(1);
  await backstage.run("recommendations.monitor");
  const text = await gauges();
  const ageSeconds = (NOW.getTime() - Date.parse("2026-11-18T18:00Z")) / 1_000;
  expect(text).toContain(`recommendations_model_age_seconds{model="champion"} ${ageSeconds}`);
  expect(text).toContain(`recommendations_feature_lag_seconds{model="champion"} ${36 * 3_600}`);
  expect(Number(/drift_psi\{feature="popularity"\} ([\d.]+)/.exec(text)?.[1])).toBeGreaterThan(0.2);
  expect(Number(/drift_psi\{feature="events"\} ([\d.]+)/.exec(text)?.[1])).toBeLessThan(0.1);
  // They were made after the snapshot.
  expect(text).toContain('recommendations_unknown_item_ratio{model="champion"} 1');
  await backstage.run("recommendations.train");
  await backstage.run("recommendations.train");
  expect((await causes()).map(({ cause }) => cause).sort()).toEqual(["drift", "nightly"]);
});

test("without a champion there is nothing to watch", async () => {
  await backstage.rows("DELETE FROM recommendations.aliases");
  await backstage.run("recommendations.monitor");
  const text = await gauges();
  expect(text).toContain('recommendations_model_age_seconds{model="champion"} 0');
  expect(text).toContain('drift_psi{feature="popularity"} 0');
});
