/** What a client of MLflow asks, over HTTP. `tests/python` asks the same with the real client. */
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../../tests/support/backstage.ts";
import { client } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import { seedRegistry } from "./registry.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
let backstage: Backstage;
let proof: Record<string, string>;
let older: string;
let newer: string;

beforeAll(async () => {
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url });
  const owner = { ...(await api.signInOwner()) };
  const { body } = await api.request<{ key: string }>(
    "POST",
    "/api/v1/admin/api-keys",
    { name: "MLflow", permissions: ["recommendation:read"], expiresInDays: 1 },
    owner,
  );
  // As `MLFLOW_TRACKING_TOKEN` is sent.
  proof = { authorization: `Bearer ${body.key}` };
  ({ older, newer } = await seedRegistry(backstage, environment.STORAGE_DIR ?? ""));
});
afterAll(async () => {
  await backstage.close();
  await shop.stop();
});

const get = (path: string, headers = proof) =>
  api.request<Record<string, unknown>>("GET", `/api/2.0/${path}`, undefined, headers);
const post = (path: string, body: object) =>
  api.request<Record<string, unknown>>("POST", `/api/2.0/mlflow/${path}`, body, proof);

describe("the registered model", () => {
  test("has its versions and aliases", async () => {
    expect((await get("mlflow/registered-models/get?name=recommender")).body).toMatchObject({
      registered_model: {
        name: "recommender",
        latest_versions: [{ version: "2", run_id: newer, aliases: ["champion"] }],
        aliases: [
          { alias: "champion", version: "2" },
          { alias: "previous", version: "1" },
        ],
      },
    });
    const byAlias = await get("mlflow/registered-models/alias?name=recommender&alias=previous");
    expect(byAlias.body).toMatchObject({ model_version: { version: "1", run_id: older } });
    const latest = await post("registered-models/get-latest-versions", { name: "recommender" });
    expect(latest.body).toMatchObject({ model_versions: [{ version: "2" }] });
    const searched = await get("mlflow/registered-models/search?filter=name%3D'recommender'");
    expect(searched.body).toMatchObject({ registered_models: [{ name: "recommender" }] });
  });

  test("is searched by version, in pages", async () => {
    const search = "mlflow/model-versions/search?max_results=1&order_by=version_number%20ASC";
    const first = await get(`${search}&filter=name%3D'recommender'`);
    expect(first.body).toMatchObject({ model_versions: [{ version: "1" }], next_page_token: "1" });
    const second = await get(`${search}&page_token=1`);
    expect(second.body).toMatchObject({ model_versions: [{ version: "2" }] });
    expect(second.body.next_page_token).toBeUndefined();
    expect((await get("mlflow/model-versions/search?filter=what%3F")).status).toBe(400);
  });

  test("says where its files are, and gives them", async () => {
    const asked = "mlflow/model-versions/get-download-uri?name=recommender&version=2";
    expect((await get(asked)).body).toEqual({ artifact_uri: `mlflow-artifacts:/runs/${newer}` });
    const files = [
      { path: "model.rbin", is_dir: false, file_size: 7 },
      { path: "report.html", is_dir: false, file_size: 23 },
    ];
    expect((await get(`mlflow/artifacts/list?run_id=${newer}`)).body).toMatchObject({ files });
    expect((await get(`mlflow-artifacts/artifacts?path=runs/${newer}`)).body).toEqual({ files });
    expect((await get(`mlflow-artifacts/artifacts?path=runs/${newer}/model.rbin`)).body).toEqual({
      files: [],
    });
    const bytes = await fetch(`${shop.url}/api/2.0/mlflow-artifacts/artifacts/runs/${newer}/model.rbin`, {
      headers: proof,
    });
    expect([bytes.status, await bytes.text()]).toEqual([200, "a model"]);
    // The file of the older version is gone.
    expect((await get(`mlflow-artifacts/artifacts/runs/${older}/model.rbin`)).status).toBe(404);
  });
});

describe("a run", () => {
  test("has its parameters, figures and snapshot", async () => {
    const { body } = await get(`mlflow/runs/get?run_id=${older}`);
    expect(body).toMatchObject({
      run: {
        info: { run_id: older, experiment_id: "1", status: "FINISHED", lifecycle_stage: "active" },
        data: {
          metrics: [{ key: "home.ndcg_at_20", value: 0.2, step: 0 }],
          params: [
            { key: "seed", value: "1" },
            { key: "blend.session", value: "1" },
            { key: "factors", value: "32" },
          ],
        },
      },
    });
    expect(JSON.stringify(body)).toContain('{"key":"snapshot.sha256","value":"abc"}');
    const history = await get(`mlflow/metrics/get-history?run_id=${older}&metric_key=home.ndcg_at_20`);
    expect(history.body).toMatchObject({ metrics: [{ value: 0.2 }] });
  });

  test("is found by its figures, the best first", async () => {
    const { body } = await post("runs/search", {
      experiment_ids: ["1"],
      filter: "metrics.`home.ndcg_at_20` > 0.1 AND attributes.status = 'FINISHED'",
      order_by: ["metrics.`home.ndcg_at_20` DESC"],
    });
    expect((body.runs as { info: { run_id: string } }[]).map(({ info }) => info.run_id)).toEqual([
      newer,
      older,
    ]);
    expect((await post("runs/search", { experiment_ids: ["2"] })).body).toEqual({ runs: [] });
  });
});

test("one experiment has all runs", async () => {
  const experiment = { experiment_id: "1", name: "recommender" };
  expect((await get("mlflow/experiments/get?experiment_id=1")).body).toMatchObject({ experiment });
  const named = await get("mlflow/experiments/get-by-name?experiment_name=recommender");
  expect(named.body).toMatchObject({ experiment });
  expect((await post("experiments/search", { max_results: 10 })).body).toMatchObject({
    experiments: [experiment],
  });
});

test("what is not there is said in the words of MLflow, too", async () => {
  for (const path of [
    "mlflow/registered-models/get?name=other",
    "mlflow/registered-models/alias?name=recommender&alias=challenger",
    "mlflow/model-versions/get?name=recommender&version=99",
    `mlflow/runs/get?run_id=${randomUUID()}`,
    "mlflow/runs/get?run_id=abc",
    "mlflow/experiments/get?experiment_id=7",
    "mlflow/experiments/get-by-name?experiment_name=Default",
  ])
    expect(await get(path), path).toMatchObject({
      status: 404,
      body: { code: "NOT_FOUND", error_code: "RESOURCE_DOES_NOT_EXIST" },
    });
});

test("the registry is for staff and keys that may read models", async () => {
  const path = "mlflow/registered-models/get?name=recommender";
  expect((await get(path, {})).status).toBe(401);
  expect((await get(path, { ...(await api.signUp()).proof })).status).toBe(403);
});
