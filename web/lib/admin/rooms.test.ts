import { expect, test } from "vitest";
import { readAddress } from "../addresses.ts";
import { menuOf, rooms, roomsOf } from "./rooms.ts";

test.each(rooms)("$name is a page for staff, with the permission of the menu", ({ path, ...room }) => {
  expect(readAddress(path)).toEqual({
    kind: "staffPage",
    ...("permission" in room && { permission: room.permission }),
  });
});

test("the menu leaves out what a role may not open", () => {
  expect(roomsOf([]).map(({ name }) => name)).toEqual(["home"]);
  expect(roomsOf(["shop:write"]).map(({ name }) => name)).toContain("settings");
});

test("rooms of one group stand together, and a group without rooms is left out", () => {
  const groups = rooms.map(({ group }) => group);
  expect(groups.filter((group, at) => group !== groups[at - 1])).toEqual([...new Set(groups)]);
  expect([...menuOf(["report:read", "webhook:read"]).keys()]).toEqual(["today", "shop"]);
});
