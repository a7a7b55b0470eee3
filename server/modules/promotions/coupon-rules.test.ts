import { describe, expect, test } from "vitest";
import { mayBecome, ownState, unusableReason } from "./coupon-rules.ts";

const now = new Date("2026-11-29T00:00:00Z");
const [before, after] = [new Date(now.getTime() - 1), new Date(now.getTime() + 1)];
const coupon = {
  status: "active" as const,
  startsAt: null,
  endsAt: null,
  totalLimit: null,
  perMemberLimit: null,
  used: 0,
};
const guest = { isMember: false, ownUses: 0, replaceable: 0 };
const member = { isMember: true, ownUses: 0, replaceable: 0 };

describe("a coupon", () => {
  test.each([
    [{}, guest, null],
    [{ startsAt: now, endsAt: after }, guest, null],
    [{ startsAt: after }, guest, "NOT_BEGUN"],
    [{ endsAt: now }, guest, "ENDED"],
    [{ startsAt: before, endsAt: now, status: "paused" as const }, guest, "ENDED"],
    [{ status: "ended" as const }, guest, "ENDED"],
    [{ status: "paused" as const, startsAt: after }, guest, "PAUSED"],
    [{ perMemberLimit: 1 }, guest, "MEMBERS_ONLY"],
    [{ perMemberLimit: 1 }, member, null],
    [{ perMemberLimit: 1 }, { ...member, ownUses: 1 }, "USED_UP"],
    [{ perMemberLimit: 1 }, { ...member, ownUses: 1, replaceable: 1 }, null],
    [{ totalLimit: 2, used: 1 }, guest, null],
    [{ totalLimit: 2, used: 2 }, guest, "USED_UP"],
    [{ totalLimit: 2, used: 2 }, { ...guest, replaceable: 1 }, null],
  ])("%j, for %j, is unusable because of %s", (terms, usage, reason) => {
    expect(unusableReason({ ...coupon, ...terms }, usage, now)).toBe(reason);
  });

  test.each([
    [{}, 0, "usable"],
    [{}, 3, "usable"],
    [{ perMemberLimit: 3 }, 3, "used"],
    [{ startsAt: after }, 0, "waiting"],
    [{ status: "paused" as const }, 0, "waiting"],
    [{ endsAt: now }, 0, "expired"],
    [{ endsAt: now }, 1, "used"],
    [{ totalLimit: 1, used: 1 }, 0, "expired"],
  ])("%j, used %d times by its owner, is %s", (terms, ownUses, state) => {
    expect(ownState({ ...coupon, ...terms }, ownUses, now)).toBe(state);
  });

  test("is paused and goes on, and never starts again once it was ended", () => {
    expect([mayBecome("active", "paused"), mayBecome("paused", "active")]).toEqual([true, true]);
    expect([mayBecome("ended", "active"), mayBecome("ended", "paused")]).toEqual([false, false]);
    expect([mayBecome("paused", "ended"), mayBecome("ended", "ended")]).toEqual([true, true]);
  });
});
