import fc from "fast-check";
import { expect, test } from "vitest";
import { parsePhone } from "../../server/modules/members/accounts/phone.ts";
import { isMemberPhone } from "../../web/lib/phone.ts";

/** What people type into a phone field, and what is nearly that. */
const typed = fc.oneof(
  fc.stringMatching(/^(\+?82|\+1|\+49|0)?[ (-]?[0-9]{1,4}[ )-]?[0-9]{3,4}[ -]?[0-9]{3,5}$/),
  fc.stringMatching(/^[0-9+ ().·-]{0,20}$/),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);

test("the web's form accepts the phone numbers that the API accepts for members, and no others", () => {
  fc.assert(
    fc.property(typed, (text) => {
      expect(isMemberPhone(text)).toBe(parsePhone(text) !== null);
    }),
    { numRuns: 2_000 },
  );
});
