/**
 * Makes the API's document from the routes of all modules. Fastify's plugin describes addresses, inputs and
 * responses; `describeOperation` adds what follows from a route's declaration: security, problems, summary,
 * and the examples of `examples/`.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import swagger from "@fastify/swagger";
import type { RouteOptions } from "fastify";
import { compose } from "../../server/compose.ts";
import { migrateAll } from "../../server/migrations.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { type App, createApp } from "../../server/platform/http/app.ts";
import type { Operation } from "../../server/platform/http/operation-problems.ts";
import { createLog } from "../../server/platform/log.ts";
import { startTestCluster } from "../../server/platform/testing/cluster.ts";
import { problemTexts } from "../../server/problems.ts";
import { components, information, tags } from "./openapi-parts.ts";
import { describeOperation, type OperationObject, pathOf, type SharedResponses } from "./operations.ts";

export interface OpenApiDocument {
  readonly openapi: string;
  readonly info: object;
  readonly tags: readonly { readonly name: string }[];
  readonly paths: Readonly<Record<string, Readonly<Record<string, OperationObject>>>>;
  readonly components: object;
}

/** What the whole shop's API says of itself. Needs a database, for the modules start as they always do. */
export async function openApiDocument(): Promise<OpenApiDocument> {
  const folder = await mkdtemp(join(tmpdir(), "jangteo-openapi-"));
  const cluster = await startTestCluster((url) => migrateAll(readConfig({ DATABASE_URL: url })));
  try {
    const log = createLog("fatal", {});
    const shop = await compose({
      config: readConfig({
        DATABASE_URL: cluster.url.replace(/[^/]*$/, "migrated"),
        KEYS_DIR: join(folder, "keys"),
        SANDBOX_URL: "http://localhost",
      }),
      clock: systemClock,
      log,
    });
    const { authenticate } = shop;
    const app = createApp({
      log,
      problemTexts,
      authenticate,
      clock: systemClock,
      publicUrl: "http://localhost",
    });
    await app.register(swagger, { openapi: { openapi: "3.1.0", info: information } });
    const operations = collectOperations(app);
    // A plugin, so that the routes are registered after swagger listens for them.
    await app.register(async (scope) => {
      for (const module of shop.modules.values()) module.routes(scope as App);
    });
    await app.ready();
    const described = app.swagger() as unknown as OpenApiDocument;
    await app.close();
    await shop.close();
    return completeDocument(described, operations);
  } finally {
    await cluster.stop();
    await rm(folder, { recursive: true, force: true });
  }
}

function collectOperations(app: App): Operation[] {
  const operations: Operation[] = [];
  app.addHook("onRoute", ({ method, url, config = {}, schema }: RouteOptions) => {
    for (const each of [method].flat()) {
      if (each !== "HEAD") operations.push({ method: each, url, config, schema });
    }
  });
  return operations;
}

function completeDocument(
  { openapi, info, paths }: OpenApiDocument,
  operations: readonly Operation[],
): OpenApiDocument {
  const responses: SharedResponses = new Map();
  const complete: Record<string, Record<string, OperationObject>> = {};
  for (const operation of operations) {
    const method = operation.method.toLowerCase();
    const described = paths[pathOf(operation.url)]?.[method];
    if (!described) throw new Error(`${operation.method} ${operation.url} is not described`);
    // The name of a parameter `*` is not allowed.
    const path = pathOf(operation.url).replace("{*}", "{key}");
    complete[path] = { ...complete[path], [method]: describeOperation(operation, described, responses) };
  }
  const shared = Object.fromEntries([...responses].sort(([a], [b]) => (a < b ? -1 : 1)));
  return { openapi, info, tags, paths: complete, components: { ...components, responses: shared } };
}
