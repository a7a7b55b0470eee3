import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { RouteOptions } from "fastify";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { compose } from "../../server/compose.ts";
import { contracts } from "../../server/contracts.ts";
import { type ModuleName, moduleNames } from "../../server/module-names.ts";
import { permissions } from "../../server/modules/members/roles.ts";
import { systemClock } from "../../server/platform/clock.ts";
import { readConfig } from "../../server/platform/config.ts";
import { createApp } from "../../server/platform/http/app.ts";
import { keywordCodes } from "../../server/platform/http/validation.ts";
import { createLog } from "../../server/platform/log.ts";
import { cloneDatabase, type TestDatabase } from "../../server/platform/testing/cluster.ts";
import { problemTexts } from "../../server/problems.ts";

interface Route {
  readonly module: ModuleName;
  readonly name: string;
  readonly options: RouteOptions;
}

let database: TestDatabase;
let folder: string;
const routes: Route[] = [];

beforeAll(async () => {
  database = await cloneDatabase(inject("clusterUrl"));
  folder = await mkdtemp(join(tmpdir(), "jangteo-routes-"));
  const log = createLog("silent", {});
  const shop = await compose({
    config: readConfig({ DATABASE_URL: database.url, KEYS_DIR: folder }),
    clock: systemClock,
    log,
  });
  for (const [module, { routes: register }] of shop.modules) {
    const app = createApp({
      log,
      problemTexts,
      authenticate: shop.authenticate,
      clock: systemClock,
      publicUrl: "http://shop.test",
    });
    app.addHook("onRoute", (options) => {
      if (options.method !== "HEAD")
        routes.push({ module, name: `${options.method} ${options.url}`, options });
    });
    register(app);
  }
  await shop.close();
});
afterAll(async () => {
  await database.drop();
  await rm(folder, { recursive: true });
});

/** The routes that break a rule, by name. */
const breaking = (rule: (route: Route) => boolean): string[] => routes.filter(rule).map(({ name }) => name);

test("every route declares who may call it", () => {
  expect(routes.length).toBeGreaterThan(15);
  expect(breaking(({ options }) => options.config?.access === undefined)).toEqual([]);
});

test("every admin route demands a permission that some role can have", () => {
  const known: readonly string[] = permissions;
  const guarded = ({ options: { config } }: Route) =>
    config?.access?.kind === "permission" && known.includes(config.access.permission);
  expect(breaking((route) => route.options.url.startsWith("/api/v1/admin/") && !guarded(route))).toEqual([]);
});

test("every route declares what it answers", () => {
  expect(breaking(({ options }) => options.schema?.response === undefined)).toEqual([]);
});

test("every body refuses unknown fields, but for webhooks, whose senders may add some", () => {
  const open = ({ options: { schema } }: Route) => {
    const body = schema?.body as { type?: string; additionalProperties?: unknown } | undefined;
    return body?.type === "object" && body.additionalProperties !== false;
  };
  expect(breaking(open)).toEqual(["POST /api/v1/payments/webhooks/:provider"]);
});

test("every keyword of an input's schema has a code for its problem", () => {
  const words = new Set(["description", "default", "examples", "items", "properties", "contentMediaType"]);
  const strange = (schema: unknown): string[] => {
    if (typeof schema !== "object" || schema === null) return [];
    const parts = schema as Record<string, unknown>;
    const { properties = {}, patternProperties = {}, items, anyOf = [], ...rest } = parts;
    const fields = [properties, patternProperties].flatMap((each) => Object.values(each as object));
    const below = [...fields, items, ...(anyOf as unknown[])];
    const own = Object.keys(rest).filter((keyword) => !(keyword in keywordCodes) && !words.has(keyword));
    return [...own, ...below.flatMap(strange)];
  };
  const inputs = ({ options: { schema } }: Route) =>
    [schema?.body, schema?.querystring, schema?.headers, schema?.params].flatMap(strange);
  expect([...new Set(routes.flatMap(inputs))]).toEqual([]);
});

test("every route is covered by its module's contract, and by no other contract as closely", () => {
  const covers = (prefix: string, url: string) => url === prefix || url.startsWith(`${prefix}/`);
  const owner = (url: string) =>
    moduleNames
      .flatMap((name) => contracts[name].routes.map((prefix) => ({ name, prefix })))
      .filter(({ prefix }) => covers(prefix, url))
      .sort((a, b) => b.prefix.length - a.prefix.length)[0]?.name;
  expect(breaking(({ module, options }) => owner(options.url) !== module)).toEqual([]);
});

test("every POST that makes an order or moves money takes an Idempotency-Key", () => {
  const takesKey = ({ options: { schema } }: Route) =>
    "idempotency-key" in ((schema?.headers as { properties?: object } | undefined)?.properties ?? {});
  // They move no money, and a repeat changes nothing, or is a second note.
  const harmless = new RegExp(
    "/(quote|confirm-purchase|prepare|hold|release|packing-slips|refunds/retry|withdraw|shipments|" +
      "delivered|notes|lookup|lookup/confirm)$",
  );
  // A step of a claim is done once, and its refund has the id of the claim.
  const ofClaim = /\/claims\/:(id|claimId)\/[a-z-]+$/;
  expect(
    breaking(
      (route) =>
        route.module === "orders" &&
        route.options.method === "POST" &&
        !harmless.test(route.options.url) &&
        !ofClaim.test(route.options.url) &&
        !takesKey(route),
    ),
  ).toEqual([]);
});
