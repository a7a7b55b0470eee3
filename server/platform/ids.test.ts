import fc from "fast-check";
import { expect, test } from "vitest";
import { firstIdOf, newId, newSecret, randomCode, UUID } from "./ids.ts";

const moment = fc.date({ min: new Date(0), max: new Date("9999-12-31T23:59:59.999Z"), noInvalidDate: true });

test("an id is a UUIDv7 that begins with its moment", () => {
  fc.assert(
    fc.property(moment, (now) => {
      const id = newId(now);
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
      expect(Number.parseInt(id.replaceAll("-", "").slice(0, 12), 16)).toBe(now.getTime());
    }),
  );
});

test("ids of later moments sort later", () => {
  fc.assert(
    fc.property(moment, moment, (a, b) => {
      fc.pre(a.getTime() !== b.getTime());
      expect(newId(a) < newId(b)).toBe(a.getTime() < b.getTime());
    }),
  );
});

test("ids of one millisecond sort in the order of their making", () => {
  const now = new Date();
  const ids = Array.from({ length: 2_000 }, () => newId(now));
  expect(ids).toEqual(ids.toSorted());
});

test("they do so also between ids of other moments", () => {
  const [now, later] = [new Date(0), new Date(1)];
  const ids = Array.from({ length: 500 }, () => [newId(now), newId(later)]);
  for (const at of [0, 1]) {
    const ofMoment = ids.map((pair) => pair[at]);
    expect(ofMoment).toEqual(ofMoment.toSorted());
  }
});

test("the first id of a moment is below its ids and above those before", () => {
  fc.assert(
    fc.property(moment, (at) => {
      fc.pre(at.getTime() > 0);
      const first = firstIdOf(at);
      expect(first).toMatch(UUID);
      expect(newId(at) >= first && newId(new Date(at.getTime() - 1)) < first).toBe(true);
    }),
  );
});

test("the first id of a moment before 1970 is the first of all", () => {
  for (const at of ["1969-12-31T23:59:59.999Z", "0001-01-01T00:00:00Z"])
    expect(firstIdOf(new Date(at))).toBe(firstIdOf(new Date(0)));
});

test("ids, secrets and codes do not repeat", () => {
  const now = new Date();
  for (const make of [() => newId(now), newSecret, () => randomCode(12)]) {
    expect(new Set(Array.from({ length: 20_000 }, make)).size).toBe(20_000);
  }
});

test("a code has only characters that people cannot mistake; a secret fits into an address", () => {
  expect(randomCode(2_000)).toMatch(/^[0-9A-HJKMNP-TV-Z]{2000}$/);
  expect(newSecret()).toMatch(/^[\w-]{43}$/);
});
