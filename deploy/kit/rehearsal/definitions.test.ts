import { expect, test } from "vitest";
import { definitionOf, structural } from "./definitions.ts";

test("a strict JSON schema becomes a structural one that refuses what the first refuses", () => {
  const schema = {
    type: "object",
    additionalProperties: false,
    required: ["port"],
    properties: {
      port: { anyOf: [{ type: "integer" }, { type: "string" }] },
      at: { anyOf: [{ type: "string", pattern: "^a" }, { type: "null" }] },
      labels: { type: "object", additionalProperties: { type: "string" } },
      free: true,
      values: { type: "object" },
      names: { type: "array", uniqueItems: true, items: { enum: ["a", "b"] } },
    },
  };
  expect(structural(schema)).toEqual({
    type: "object",
    required: ["port"],
    properties: {
      port: { "x-kubernetes-int-or-string": true },
      at: { type: "string", pattern: "^a", nullable: true },
      labels: { type: "object", additionalProperties: { type: "string" } },
      free: { "x-kubernetes-preserve-unknown-fields": true },
      values: { type: "object", "x-kubernetes-preserve-unknown-fields": true },
      names: { type: "array", items: { type: "string", enum: ["a", "b"] } },
    },
  });
});

test.each([
  ["k8s.nginx.org/v1/Policy", "policies.k8s.nginx.org"],
  ["cert-manager.io/v1/ClusterIssuer", "clusterissuers.cert-manager.io"],
  ["monitoring.grafana.com/v1alpha2/PodLogs", "podlogs.monitoring.grafana.com"],
])("%s is defined as %s", (kind, name) => {
  const definition = definitionOf(kind, "Namespaced", {
    required: ["apiVersion", "spec"],
    properties: { apiVersion: { const: "x" }, spec: { type: "object", properties: {} }, status: true },
  });
  expect(definition.metadata.name).toBe(name);
  expect(definition).toMatchObject({
    spec: { versions: [{ schema: { openAPIV3Schema: { required: ["spec"] } } }] },
  });
});
