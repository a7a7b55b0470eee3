import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import {
  curlLine,
  keyPermissions,
  knownPermission,
  listToTry,
  permissionsIn,
  personalPermissions,
} from "./permissions.ts";

interface Operation {
  readonly "x-permission"?: string | readonly string[];
  readonly security?: readonly object[];
}
const openapi = JSON.parse(
  readFileSync(new URL("../../../../docs/openapi.json", import.meta.url), "utf8"),
) as { readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>> };
const offered: readonly string[] = Object.values(keyPermissions).flat();

test("the page offers every permission that opens a route to a key, once, and no other", () => {
  const operations = Object.values(openapi.paths).flatMap((path) => Object.values(path));
  const permissionsOf = (operation: Operation) => [operation["x-permission"] ?? []].flat();
  const all = new Set(operations.flatMap(permissionsOf));
  const forKeys = operations.filter(({ security = [] }) => security.some((each) => "apiKey" in each));
  const useful = new Set(forKeys.flatMap(permissionsOf));
  expect(offered.toSorted()).toEqual([...useful].toSorted());
  expect([...personalPermissions].toSorted()).toEqual(
    [...all].filter((each) => !useful.has(each)).toSorted(),
  );
});

test("every list to try a key with is opened by its one permission, and takes a limit", () => {
  const found = offered.flatMap((permission) => {
    const path = listToTry([permission]);
    return path === undefined ? [] : [{ permission, operation: openapi.paths[path]?.get }];
  });
  expect(found.length).toBeGreaterThan(5);
  for (const { permission, operation } of found)
    expect(operation).toMatchObject({
      "x-permission": permission,
      parameters: expect.arrayContaining([expect.objectContaining({ name: "limit" })]),
    });
  expect(listToTry(["order:create", "stock:read"])).toBe("/api/v1/admin/stock");
  expect(listToTry(["order:create"])).toBeUndefined();
});

test("the line for a terminal names the shop, the list and no key", () => {
  expect(curlLine("https://shop.example", "/api/v1/admin/stock")).toBe(
    'curl "https://shop.example/api/v1/admin/stock?limit=1" -H "Authorization: Bearer $API_KEY"',
  );
});

test("what a form sends is read in the order of the page, without what is not offered", () => {
  expect(permissionsIn(["stock:read", "order:read", "role:write", "wizard:cast"])).toEqual([
    ...["order:read", "stock:read"],
  ]);
  expect([knownPermission("role:write"), knownPermission("wizard:cast")]).toEqual(["role:write", undefined]);
});
