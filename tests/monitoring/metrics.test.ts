/** What a running shop exports is what docs/metrics.md lists. */
import { afterAll, beforeAll, expect, inject, test, vi } from "vitest";
import { metricCatalogue } from "../../scripts/generate/metrics-page.ts";
import { moduleNames } from "../../server/module-names.ts";
import { paymentAttempts } from "../../server/modules/payments/metrics.ts";
import { readConfig } from "../../server/platform/config.ts";
import { createLog } from "../../server/platform/log.ts";
import type { MetricDeclaration } from "../../server/platform/metric.ts";
import { runtimeMetrics } from "../../server/platform/metric-names.ts";
import { type RunningProcess, startProcess } from "../../server/process.ts";
import { startTestShop, type TestShop } from "../../server/testing.ts";
import { readSamples, type Sample } from "./samples.ts";

let shop: TestShop;
const processes = new Map<"api" | "worker", RunningProcess>();
beforeAll(async () => {
  shop = await startTestShop({ clusterUrl: inject("clusterUrl"), environment: { ROLES: "api" } });
  for (const role of ["api", "worker"] as const) {
    const config = readConfig({
      ...shop.environment,
      ROLES: role,
      PORT: "0",
      WEB_URL: "http://127.0.0.1:1",
      WATCH_SECONDS: "1",
      AUDIT_SECONDS: "1",
    });
    processes.set(role, await startProcess({ config, log: createLog("fatal", {}) }));
  }
  // The watcher has read its figures, and audited every module.
  await vi.waitFor(
    async () => expect(await valuesOf("worker", "shop_audit_findings")).toHaveLength(moduleNames.length + 1),
    {
      timeout: 60_000,
      interval: 200,
    },
  );
});
afterAll(async () => {
  for (const running of processes.values()) await running.stop();
  await shop.stop();
});

async function scrape(role: "api" | "worker") {
  const response = await fetch(`http://127.0.0.1:${processes.get(role)?.opsPort}/metrics`);
  return { type: response.headers.get("content-type"), ...readSamples(await response.text()) };
}

async function valuesOf(role: "api" | "worker", name: string): Promise<Sample[]> {
  return (await scrape(role)).samples.filter((sample) => sample.name === name);
}

const exportedBy = ({ from }: MetricDeclaration, role: "api" | "worker"): boolean =>
  from === "every process" || from === role || (from === "watcher" && role === "worker");

test.each(["api", "worker"] as const)(
  "the %s exports what the catalogue lists, and nothing else",
  async (role) => {
    const { families, samples } = await scrape(role);
    const expected = metricCatalogue.filter((declaration) => exportedBy(declaration, role));
    // A process that does not lead knows the watcher's gauges, and exports no value of them.
    const isSilent = (name: string): boolean =>
      metricCatalogue.some((each) => each.name === name && each.from === "watcher") &&
      !samples.some((sample) => sample.name === name);
    const own = [...families.keys()].filter((name) => !(name in runtimeMetrics) && !isSilent(name));
    expect(own.sort()).toEqual(expected.map(({ name }) => name).sort());
    for (const { name, type, help } of expected) expect(families.get(name), name).toEqual({ type, help });
    expect([...families.keys()].filter((name) => name in runtimeMetrics).sort()).toEqual(
      Object.keys(runtimeMetrics).sort(),
    );
  },
);

test.each(["api", "worker"] as const)(
  "the %s gives its series the declared labels and values",
  async (role) => {
    const { samples } = await scrape(role);
    const wrong: string[] = [];
    for (const { name, labels } of samples) {
      const declaration = metricCatalogue.find(
        (each) => name.replace(/_(bucket|sum|count)$/, "") === each.name,
      );
      if (!declaration) continue;
      for (const [label, value] of Object.entries(labels)) {
        if (label === "le") continue;
        const known = (declaration.labels as Record<string, readonly string[] | string>)[label];
        if (known === undefined || (typeof known !== "string" && !known.includes(value)))
          wrong.push(`${name}{${label}="${value}"}`);
      }
    }
    expect(wrong).toEqual([]);
  },
);

test("the content type is one that Prometheus 3 takes", async () => {
  expect((await scrape("api")).type).toBe("text/plain; version=0.0.4; charset=utf-8");
});

test("a metric's name and labels follow Prometheus' rules", () => {
  for (const { name, type, labels } of metricCatalogue) {
    expect(name).toMatch(/^[a-z][a-z0-9]*(_[a-z0-9]+)+$/);
    expect(name.endsWith("_total"), name).toBe(type === "counter");
    if (type === "histogram") expect(name).toMatch(/_seconds$|_bytes$/);
    for (const label of Object.keys(labels)) {
      expect(label).toMatch(/^[a-z_]+$/);
      // Prometheus gives these to every series of a target, and would rename ours.
      expect(["job", "instance", "namespace", "pod", "container", "service", "endpoint"]).not.toContain(
        label,
      );
    }
  }
  expect(new Set(metricCatalogue.map(({ name }) => name)).size).toBe(metricCatalogue.length);
});

test("counters with known labels begin at zero, so that a first failure is an increase", async () => {
  const attempts = await valuesOf("api", paymentAttempts.name);
  const known = Object.values(paymentAttempts.labels).map((values) => values.length);
  expect(attempts.length).toBe(known.reduce((product, count) => product * count, 1));
  expect(attempts.every(({ value }) => value === 0)).toBe(true);
});
