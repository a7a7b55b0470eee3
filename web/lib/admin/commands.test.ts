import { expect, test } from "vitest";
import { readAddress } from "../addresses.ts";
import { actionsOf, letters, matching } from "./commands.ts";
import { rooms } from "./rooms.ts";

const all = ["product:read", "product:write", "stock:read", "stock:adjust"];

test("every action leads to a page that its permission opens", () => {
  for (const action of actionsOf(all)) {
    const page = readAddress(action.path.split("?")[0] ?? "");
    expect([action.name, page.kind]).toEqual([action.name, "permission" in action ? "staffPage" : "page"]);
    if (page.kind === "staffPage" && "permission" in action)
      expect([action.name, page.permission]).toEqual([action.name, action.permission]);
  }
});

test("a role is offered only what it may do", () => {
  expect(actionsOf([]).map(({ name }) => name)).toEqual(["security", "shop"]);
  expect(actionsOf(["stock:read"]).map(({ name }) => name)).not.toContain("newProduct");
});

test("each letter opens a room", () => {
  const paths: readonly string[] = rooms.map(({ path }) => path);
  for (const path of Object.values(letters)) expect(paths).toContain(path);
});

test("commands are found by a part of their words, in any case and spacing", () => {
  const commands = [{ words: "새 상품 New product" }, { words: "재고 Stock" }];
  expect(matching(commands, "새상").length).toBe(1);
  expect(matching(commands, "STOCK").length).toBe(1);
  expect(matching(commands, "").length).toBe(2);
  expect(matching(commands, "없음")).toEqual([]);
});
