import { expect, test } from "vitest";
import { claimQueryOf, claimSearchOf, latenessOf } from "./claim-filters.ts";

test("only known statuses and kinds are asked for", () => {
  const search = claimSearchOf({ q: " 261128 ", status: "requested", kind: "return" });
  expect(claimQueryOf(search)).toEqual({ q: "261128", status: "requested", kind: "return" });
  expect(claimQueryOf(claimSearchOf({ status: "lost", kind: "repair" }))).toEqual({});
});

test("an open claim gets late with its age, a finished one does not", () => {
  const latenesses = [0, 1, 2, 4, 5, 30].map((ageDays) => latenessOf({ status: "requested", ageDays }));
  expect(latenesses).toEqual(["none", "none", "slow", "slow", "late", "late"]);
  expect(latenessOf({ status: "refunded", ageDays: 30 })).toBe("none");
});
