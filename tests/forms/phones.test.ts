import fc from "fast-check";
import { expect, test } from "vitest";
import { readPhone } from "../../server/platform/phone.ts";
import { isPhone } from "../../web/lib/phone.ts";

/** What people type into a phone field, and what is nearly that. */
const typed = fc.oneof(
  fc.stringMatching(/^(\+?82|\+1|\+49|0|1[3-9])?[ (-]?[0-9]{1,4}[ )-]?[0-9]{3,4}[ -]?[0-9]{3,5}$/),
  fc.stringMatching(/^[0-9+ ().·-]{0,20}$/),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);

test("the web's forms accept the phone numbers that the API accepts, and no others", () => {
  fc.assert(
    fc.property(typed, (text) => {
      expect(isPhone(text)).toBe(readPhone(text) !== null);
    }),
    { numRuns: 2_000 },
  );
});

test.each([
  "010-1234-5678",
  "02)123-4567",
  "0507-1234-5678",
  "1588-1234",
  "+1 (415) 555-0134",
  "０１０１２３４５６７８",
])("the web's forms accept %s", (text) => {
  expect(isPhone(text)).toBe(true);
});
