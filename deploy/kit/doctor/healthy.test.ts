import { expect, test } from "vitest";
import { healthyCluster } from "../testing/cluster.ts";

test("a healthy cluster has no diagnosis", async () => {
  const cluster = healthyCluster();
  expect(await cluster.diagnoses()).toEqual([]);
  expect((await cluster.picture()).unread).toEqual([]);
  expect(cluster.objects().length).toBeGreaterThan(60);
});
