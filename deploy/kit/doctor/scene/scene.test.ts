import { expect, test } from "vitest";
import { healthyCluster } from "../../testing/cluster.ts";
import { textAt } from "../../tree/values.ts";
import { yamlDocuments } from "../../tree/yaml.ts";
import { namedFaults, SCENE_FAULTS, SCENE_NAMESPACE, sceneManifests } from "./scene.ts";

test("the scene stays in a namespace of its own", () => {
  const objects = yamlDocuments(sceneManifests("ghcr.io/jangteo/server:1"));
  const places = objects.map(
    (object) => textAt(object, "metadata", "namespace") ?? textAt(object, "metadata", "name"),
  );
  expect(places.length).toBeGreaterThan(12);
  expect(new Set(places)).toEqual(new Set([SCENE_NAMESPACE]));
});

test("what shows without a pod is named as soon as the scene's objects are there", async () => {
  const cluster = healthyCluster();
  cluster.add(sceneManifests("ghcr.io/jangteo/server:1"));
  const named = namedFaults(await cluster.diagnoses()).map(({ what }) => what);
  expect(named).toEqual(["a Secret that does not exist", "a claim of a StorageClass that does not exist"]);
});

test("the healthy cluster shows no fault of the scene", async () => {
  expect(namedFaults(await healthyCluster().diagnoses())).toEqual([]);
  expect(new Set(SCENE_FAULTS.map(({ what }) => what)).size).toBe(SCENE_FAULTS.length);
});
