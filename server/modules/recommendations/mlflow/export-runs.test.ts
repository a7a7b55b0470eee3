/** Runs written to a server that keeps what it gets. `tests/python` writes to a real one. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { json, text } from "node:stream/consumers";
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../../tests/support/backstage.ts";
import { startTestShop } from "../../../testing.ts";
import { seedRegistry } from "./registry.fixture.ts";

interface StoredRun {
  readonly info: { run_id: string; artifact_uri: string; status?: string };
  readonly tags: { key: string; value: string }[];
  metrics?: unknown;
}

/** The part of MLflow's server that an export needs. */
function mlflowServer() {
  const runs: StoredRun[] = [];
  const files: Record<string, string> = {};
  const tokens = new Set<string | undefined>();
  let experiments = 0;
  /** A path whose next request fails. */
  let failing: string | null = null;
  const answers: Readonly<Record<string, (body: never) => object>> = {
    "experiments/create": () => {
      experiments += 1;
      return { experiment_id: "5" };
    },
    "runs/search": ({ filter }: { filter: string }) => ({
      runs: runs.filter(({ tags }) => tags.some(({ value }) => filter.includes(value))),
    }),
    "runs/create": ({ tags }: StoredRun) => {
      const run_id = `r${runs.length}`;
      const run = { info: { run_id, artifact_uri: `mlflow-artifacts:/5/${run_id}/artifacts` }, tags };
      runs.push(run);
      return { run };
    },
    "runs/log-batch": ({ run_id, metrics }: { run_id: string; metrics: unknown }) => {
      Object.assign(runs.find(({ info }) => info.run_id === run_id) ?? {}, { metrics });
      return {};
    },
    "runs/update": ({ run_id, status }: { run_id: string; status: string }) => {
      Object.assign(runs.find(({ info }) => info.run_id === run_id)?.info ?? {}, { status });
      return {};
    },
  };
  const server = createServer(async (request, response) => {
    const path = (request.url ?? "").replace(/^\/api\/2\.0\/(mlflow\/)?/, "");
    tokens.add(request.headers.authorization);
    if (path === failing) {
      failing = null;
      response.writeHead(500).end("broken");
    } else if (request.method === "PUT") {
      files[path.replace("mlflow-artifacts/artifacts/", "")] = await text(request);
      response.end("{}");
    } else if (path.startsWith("experiments/get-by-name")) {
      response.writeHead(experiments > 0 ? 200 : 404);
      response.end(JSON.stringify({ experiment: { experiment_id: "5" } }));
    } else response.end(JSON.stringify(answers[path]?.((await json(request)) as never)));
  });
  return {
    ...{ runs, files, tokens, server },
    experiments: () => experiments,
    failNext: (path: string) => {
      failing = path;
    },
  };
}

const mlflow = mlflowServer();
await new Promise<void>((resolve) => mlflow.server.listen(0, "127.0.0.1", resolve));
const { port } = mlflow.server.address() as AddressInfo;
// Backstage alone: the shop's own worker must not export in between.
const settings = {
  MLFLOW_TRACKING_URI: `http://127.0.0.1:${port}/`,
  MLFLOW_TRACKING_TOKEN: "a-token",
};
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
let backstage: Backstage;
let seeded: Awaited<ReturnType<typeof seedRegistry>>;
beforeAll(async () => {
  const { databaseUrl, sandbox } = shop;
  const environment = { ...shop.environment, ...settings };
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url });
  seeded = await seedRegistry(backstage, shop.environment.STORAGE_DIR ?? "");
});
beforeEach(() => backstage.rows("UPDATE recommendations.runs SET exported_at = NULL"));
afterAll(async () => {
  await backstage.close();
  await shop.stop();
  mlflow.server.close();
});

const left = () => backstage.rows("SELECT id FROM recommendations.runs WHERE exported_at IS NULL");
const idsOf = () => mlflow.runs.map(({ tags }) => tags[0]?.value);

test("a run that is refused holds up no other, and the next export completes it", async () => {
  mlflow.failNext("runs/log-batch");
  await expect(backstage.run("recommendations.export")).rejects.toThrow("1 runs were not written");
  expect([mlflow.runs.length, (await left()).length]).toEqual([3, 1]);
  await backstage.run("recommendations.export");
  expect(await left()).toEqual([]);
  expect(idsOf()).toHaveLength(3);
  expect(idsOf()).toEqual(expect.arrayContaining([seeded.older, seeded.newer]));
  expect(mlflow.experiments()).toBe(1);
});

test("a run is written with its figures, its end and its report", async () => {
  await backstage.run("recommendations.export");
  const run = mlflow.runs.find(({ tags }) => tags[0]?.value === seeded.newer);
  expect(run).toMatchObject({
    info: { status: "FINISHED" },
    metrics: [{ key: "home.ndcg_at_20", value: 0.3 }],
  });
  expect(mlflow.files).toEqual({
    [`5/${run?.info.run_id}/artifacts/report.html`]: "<!doctype html>a report",
  });
  expect([...mlflow.tokens]).toEqual(["Bearer a-token"]);
  expect(mlflow.runs.map(({ info }) => info.status).sort()).toEqual(["FAILED", "FINISHED", "FINISHED"]);
});
