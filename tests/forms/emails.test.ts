import fc from "fast-check";
import { expect, test } from "vitest";
import { readEmail } from "../../server/platform/email.ts";
import { isEmail } from "../../web/lib/email.ts";

/** What people type into an e-mail field, and what is nearly that. */
const typed = fc.oneof(
  fc.emailAddress(),
  fc.stringMatching(/^[a-z가-힣.+'-]{1,8}@[a-z가-힣0-9.-]{1,12}\.(test|한국|com)$/),
  fc.stringMatching(/^ ?[a-zA-Z0-9@.,:;"%/?#-]{0,20} ?$/),
  fc.string({ unit: "grapheme", maxLength: 20 }),
);

test("the web's forms accept the e-mail addresses that the API accepts, and no others", () => {
  fc.assert(
    fc.property(typed, (text) => {
      expect(isEmail(text)).toBe(readEmail(text) !== null);
    }),
    { numRuns: 2_000 },
  );
});
