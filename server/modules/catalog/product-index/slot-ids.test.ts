import fc from "fast-check";
import { expect, test } from "vitest";
import { slotIds } from "./slot-ids.ts";

const id = fc.uuid();

test("an id is found by its last slot, however many there are, and read back as it was", () => {
  fc.assert(
    fc.property(fc.array(id, { maxLength: 200 }), fc.array(fc.nat(), { maxLength: 50 }), (fresh, again) => {
      const pushed = [...fresh, ...again.flatMap((at) => fresh[at % fresh.length] ?? [])];
      const ids = slotIds();
      for (const each of pushed) ids.push(each);
      expect(ids.size).toBe(pushed.length);
      expect(pushed.map((_, slot) => ids.text(slot))).toEqual(pushed);
      expect(pushed.map(ids.find)).toEqual(pushed.map((each) => pushed.lastIndexOf(each)));
    }),
  );
});

test("ids that end alike are told apart, and one that was never given has no slot", () => {
  const ids = slotIds();
  const alike = Array.from(
    { length: 100 },
    (_, at) => `${String(at).padStart(8, "0")}-0000-7000-8000-000000000000`,
  );
  for (const each of alike.slice(1)) ids.push(each);
  expect(alike.map(ids.find)).toEqual([undefined, ...alike.slice(1).keys()]);
});

test("ids are compared as their texts are", () => {
  fc.assert(
    fc.property(id, id, (one, other) => {
      const ids = slotIds();
      ids.push(one);
      ids.push(other);
      expect(Math.sign(ids.compare(0, 1))).toBe(one < other ? -1 : one > other ? 1 : 0);
    }),
  );
});
