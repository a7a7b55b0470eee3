/** The real client of MLflow reads our registry, and a real server of MLflow takes our runs. */
import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, inject, test, vi } from "vitest";
import { seedRegistry } from "../../server/modules/recommendations/mlflow/registry.fixture.ts";
import { freePorts } from "../../server/platform/processes/free-ports.ts";
import { startTestShop } from "../../server/testing.ts";
import { type Backstage, openBackstage } from "../support/backstage.ts";
import { client } from "../support/client.ts";
import { hasPackages, python, runPython } from "./python.ts";

const CLIENT = fileURLToPath(new URL("./mlflow_client.py", import.meta.url));

async function openShop(environment: Readonly<Record<string, string>> = {}) {
  const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
  const backstage = await openBackstage({
    databaseUrl: shop.databaseUrl,
    // The shop's own worker exports nothing: it would do so in between.
    environment: { ...shop.environment, ...environment },
    sandboxUrl: shop.sandbox.url,
  });
  const seeded = await seedRegistry(backstage, shop.environment.STORAGE_DIR ?? "");
  return { shop, backstage, ...seeded };
}

describe.skipIf(!hasPackages("mlflow"))("the client of MLflow", () => {
  let opened: Awaited<ReturnType<typeof openShop>>;
  beforeAll(async () => {
    opened = await openShop();
  });
  afterAll(async () => {
    await opened.backstage.close();
    await opened.shop.stop();
  });

  test("reads models, aliases, runs, figures and files, and is told what is not there", async () => {
    const { shop, older, newer } = opened;
    const api = client(shop.url);
    const { body } = await api.request<{ key: string }>(
      "POST",
      "/api/v1/admin/api-keys",
      { name: "MLflow", permissions: ["recommendation:read"], expiresInDays: 1 },
      { ...(await api.signInOwner()) },
    );
    const found = JSON.parse(
      await runPython([CLIENT], { MLFLOW_TRACKING_URI: shop.url, MLFLOW_TRACKING_TOKEN: body.key }),
    ) as object;
    expect(found).toEqual({
      aliases: { champion: "2", previous: "1" },
      latest: ["2"],
      models: ["recommender"],
      champion: { version: "2", run: newer, status: "READY" },
      version: ["previous"],
      versions: ["1", "2"],
      uri: `mlflow-artifacts:/runs/${newer}`,
      experiments: ["recommender"],
      experiment: "recommender",
      noExperiment: true,
      runs: [newer, older],
      params: { seed: "1", factors: "32", "blend.session": "1" },
      metrics: { "home.ndcg_at_20": 0.2 },
      history: [0.2],
      files: ["model.rbin", "report.html"],
      content: "a model",
      unknown: "RESOURCE_DOES_NOT_EXIST",
      unreadable: "INVALID_PARAMETER_VALUE",
    });
  });
});

describe.skipIf(!hasPackages("mlflow", "mlflow.server"))("a server of MLflow", () => {
  let folder: string;
  let server: ChildProcess;
  let backstage: Backstage;
  let opened: Awaited<ReturnType<typeof openShop>>;
  let url: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "mlflow-"));
    const [port = 0] = await freePorts(1);
    url = `http://127.0.0.1:${port}`;
    const store = ["--backend-store-uri", `sqlite:///${folder}/store.db`];
    const files = ["--artifacts-destination", join(folder, "files")];
    const place = ["--host", "127.0.0.1", "--port", String(port), "--workers", "1"];
    server = spawn(python, ["-m", "mlflow", "server", ...store, ...files, ...place], {
      cwd: folder,
      stdio: "ignore",
      detached: true,
    });
    await vi.waitFor(() => fetch(`${url}/health`), { timeout: 90_000, interval: 500 });
    opened = await openShop({ MLFLOW_TRACKING_URI: url });
    ({ backstage } = opened);
  }, 120_000);
  afterAll(async () => {
    await backstage?.close();
    await opened?.shop.stop();
    const ended = once(server, "exit");
    // It has workers of its own, which are of its group.
    process.kill(-(server.pid ?? 0), "SIGKILL");
    await ended;
    await rm(folder, { recursive: true, force: true });
  });

  test("has each run once, with its figures and its report", async () => {
    for (let round = 0; round < 2; round += 1) {
      await backstage.rows("UPDATE recommendations.runs SET exported_at = NULL");
      await backstage.run("recommendations.export");
    }
    const program = `
import json, sys
from mlflow import MlflowClient
client = MlflowClient()
experiment = client.get_experiment_by_name("recommender")
runs = client.search_runs([experiment.experiment_id], order_by=["attributes.start_time ASC"])
json.dump([{
  "id": run.data.tags["jangteo.run_id"], "status": run.info.status, "metrics": run.data.metrics,
  "params": run.data.params, "files": [file.path for file in client.list_artifacts(run.info.run_id)],
} for run in runs], sys.stdout)`;
    const runs = JSON.parse(await runPython(["-c", program], { MLFLOW_TRACKING_URI: url })) as object[];
    expect(runs).toMatchObject([
      {
        id: opened.older,
        status: "FINISHED",
        metrics: { "home.ndcg_at_20": 0.2 },
        params: { seed: "1", factors: "32", "blend.session": "1" },
        files: [],
      },
      { id: opened.newer, status: "FINISHED", files: ["report.html"] },
      { status: "FAILED" },
    ]);
  });
});
