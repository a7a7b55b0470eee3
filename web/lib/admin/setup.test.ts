import { expect, test } from "vitest";
import { readAddress } from "../addresses.ts";
import type { ShopDetails, ShopSetup } from "../api/types.ts";
import { legalDetails } from "../seller.ts";
import { setupStepsOf } from "./setup.ts";

const owner = ["product:read", "product:write", "shop:write"];
const empty: ShopSetup = { hasCategory: false, hasProduct: false, hasPicture: false, isSelling: false };
const full: ShopSetup = { hasCategory: true, hasProduct: true, hasPicture: true, isSelling: true };
const seller = (text: string | null) =>
  Object.fromEntries(legalDetails.map((name) => [name, text])) as ShopDetails["seller"];
const none = { permissions: owner, setup: empty, seller: seller(null), hasSecondFactor: false };

test("the owner of an empty shop has all steps, each with its page", () => {
  const steps = setupStepsOf(none);
  expect(steps).toHaveLength(6);
  expect(steps.some(({ done }) => done)).toBe(false);
  for (const { path } of steps)
    expect([path, readAddress(path.split("?")[0] ?? "").kind]).not.toEqual([path, "unknown"]);
});

test("a step that is done is marked, and the list goes when the shop sells", () => {
  const some = setupStepsOf({ ...none, setup: { ...empty, hasCategory: true } });
  expect(some.filter(({ done }) => done).map(({ name }) => name)).toEqual(["category"]);
  expect(setupStepsOf({ ...none, setup: full, seller: seller("x") })).toEqual([]);
});

test("a role has the steps that it may take, and none if it may take no step", () => {
  const names = (permissions: string[]) => setupStepsOf({ ...none, permissions }).map(({ name }) => name);
  expect(names(["product:read", "product:write"])).not.toContain("seller");
  expect(names(["product:read"])).toEqual([]);
});
