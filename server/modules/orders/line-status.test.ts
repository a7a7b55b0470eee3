import { expect, test } from "vitest";
import { lineStatusOf } from "./line-status.ts";

const counts = { id: "a", quantity: 3, canceled: 0, shipped: 0, claimed: 0, returned: 0, exchanged: 0 };
const parcel = (deliveredAt: string | null, lineId = "a", claimId: string | null = null) => ({
  ...{ deliveredAt, claimId },
  lines: [{ lineId }],
});
const statusOf = (
  line: Partial<typeof counts>,
  status: Parameters<typeof lineStatusOf>[0]["status"] = "preparing",
  shipments = [parcel("2026-12-01T00:00:00Z")],
) => lineStatusOf({ status, shipments }, { ...counts, ...line });

test("a line that is not sent has the status of its order", () => {
  for (const status of ["pending_payment", "expired", "paid", "preparing", "on_hold"] as const)
    expect(statusOf({}, status)).toBe(status);
});

test("a line of which nothing is kept is canceled or returned, whatever its order does", () => {
  expect(statusOf({ canceled: 3 }, "shipped")).toBe("canceled");
  expect(statusOf({ canceled: 1, shipped: 2, claimed: 2, returned: 2 }, "delivered")).toBe("returned");
});

test("a line is sent in part, on its way or delivered by its own parcels", () => {
  expect(statusOf({ shipped: 2 })).toBe("partly_shipped");
  expect(statusOf({ shipped: 2, canceled: 1 })).toBe("delivered");
  expect(statusOf({ shipped: 3 }, "preparing", [parcel(null), parcel(null, "b")])).toBe("shipped");
  expect(statusOf({ shipped: 3 }, "shipped", [parcel("2026-12-01T00:00:00Z"), parcel(null, "b")])).toBe(
    "delivered",
  );
  expect(statusOf({ shipped: 3 }, "completed")).toBe("completed");
});

test("a line is in a claim until the claim is over, also while its replacement is on its way", () => {
  const sent = { shipped: 3, claimed: 1 };
  expect(statusOf(sent, "delivered")).toBe("claimed");
  expect(statusOf({ ...sent, returned: 1 }, "delivered")).toBe("delivered");
  const replaced = [parcel("2026-12-01T00:00:00Z"), parcel(null, "a", "claim")];
  expect(statusOf({ ...sent, exchanged: 1 }, "delivered", replaced)).toBe("delivered");
});
