import { expect, test } from "vitest";
import { select } from "./select.ts";

const pod = {
  containers: [
    { name: "api", env: [{ name: "A", valueFrom: { secretKeyRef: { name: "keys", key: "a" } } }] },
    { name: "log", env: [{ name: "B", value: "b" }] },
  ],
};

test("a pattern goes into lists within lists, and tells what is beside the value", () => {
  expect(select(pod, "containers.*.env.*.valueFrom.secretKeyRef.name")).toEqual([
    { value: "keys", parent: { name: "keys", key: "a" } },
  ]);
});

test("a pattern that leads nowhere finds nothing", () => {
  expect(select(pod, "volumes.*.secret.secretName")).toEqual([]);
});
