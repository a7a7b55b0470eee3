import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readAddress } from "../addresses.ts";
import { holds, isStaff, tasks, tasksOf } from "./tasks.ts";

const calls = tasks.filter((task) => "call" in task);
const pages = tasks.filter((task) => "page" in task);

test.each(pages)("$page is a page for holders of $permission", ({ page, permission }) => {
  expect(readAddress(page)).toEqual({ kind: "staffPage", permission });
});

test.each(calls)("$call is a call of the API, for holders of $permission", ({ call, permission }) => {
  const openapi = JSON.parse(readFileSync(new URL("../../../docs/openapi.json", import.meta.url), "utf8"));
  const [method = "", path = ""] = call.split(" ");
  expect(Object.keys(openapi.paths[path])).toContain(method.toLowerCase());
  const routes = readFileSync(new URL("../../../tests/access/routes.txt", import.meta.url), "utf8");
  const line = routes.split("\n").find((each) => each.startsWith(`${call.replaceAll(/\{(\w+)\}/g, ":$1")} `));
  expect(line).toContain(permission);
});

test("staff see what they may do, and a shopper is no staff", () => {
  expect(tasksOf(["stock:read"]).map(({ name }) => name)).toEqual(["readStock"]);
  expect(tasksOf([])).toEqual([]);
  expect([holds({ permissions: ["shop:write"] }, "shop:write"), holds(null, "shop:write")]).toEqual([
    true,
    false,
  ]);
  expect([isStaff({ permissions: ["stock:read"] }), isStaff({ permissions: [] })]).toEqual([true, false]);
});
