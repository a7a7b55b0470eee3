/** Spark's ALS, in local mode, between our export and our import. */
import { execFile, spawnSync } from "node:child_process";
import { mkdtemp, readFile, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { openModel, type RunResult, writeSnapshot } from "../../recommender/index.ts";
import { batchesOf, simulatedShop } from "../../recommender/testing/shop.ts";
import { hasPackages, runPython } from "./python.ts";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const hasJava = spawnSync("java", ["-version"]).status === 0;
if (!hasJava) console.log("skipped: there is no Java (17 or newer)");

describe.skipIf(!hasJava || !hasPackages("pyspark", "numpy"))("factors of Spark", () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "spark-"));
    const { interactions, items, asOf } = simulatedShop({ visitors: 400, sessions: 6 });
    await writeSnapshot(join(folder, "snapshot"), { asOf, interactions: batchesOf(interactions), items });
  });
  afterAll(() => rm(folder, { recursive: true }));

  const recs = async (...args: string[]): Promise<string> => {
    const { stdout } = await promisify(execFile)(process.execPath, [path("../../scripts/recs.ts"), ...args]);
    return stdout;
  };

  test("come back through the same gate, and make the model's taste", async () => {
    const out = join(folder, "out");
    await recs("export", "--snapshot", join(folder, "snapshot"), "--out", out);
    await runPython([path("../../recommender/spark/als.py"), out, "--rank", "16"], {
      SPARK_LOCAL_IP: "127.0.0.1",
      PYSPARK_SUBMIT_ARGS: [
        ...["--master local[2]", "--driver-memory 1g", "--conf spark.ui.enabled=false"],
        ...["--conf spark.sql.shuffle.partitions=4", "pyspark-shell"],
      ].join(" "),
    });
    const result = JSON.parse(
      await recs("import", "--from", out, "--work", join(folder, "work")),
    ) as RunResult;
    expect(result).toMatchObject({ status: "ready", reasons: [], parameters: { factors: 16 } });
    const model = openModel(await readFile(result.modelFile ?? ""));
    expect(model.items).toBe(80);
    console.log("home.ndcg@20 with factors of Spark:", result.metrics["home.ndcg@20"]);
  });
});
