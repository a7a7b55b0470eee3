import fc from "fast-check";
import { expect, test } from "vitest";
import { initialsOf, jamoOf } from "../words/words.ts";
import { synonymWords } from "./synonym-words.ts";

const word = fc.string({ unit: fc.constantFrom(..."가각나난다컵머그ab"), minLength: 1, maxLength: 4 });
const synonym = fc.record({ word, set: fc.nat(10) });

test("words of synonyms are found by their beginning and initials as by reading all of them", () => {
  fc.assert(
    fc.property(fc.array(synonym, { maxLength: 40 }), word, (all, sought) => {
      const words = synonymWords(all);
      const known = [...new Set(all.map((each) => each.word))];
      const [jamo, initials] = [jamoOf(sought), initialsOf(sought) ?? "ㄱ"];
      const begun = [...words.beginning(jamo)];
      expect(begun.map((each) => each.word).sort()).toEqual(
        known.filter((each) => jamoOf(each).startsWith(jamo) && jamoOf(each) !== jamo).sort(),
      );
      for (const each of begun) expect(each.distance).toBe(jamoOf(each.word).length - jamo.length);
      const named = [...words.withInitials(initials)].map((each) => initialsOf(each.word) ?? "");
      expect(named).toEqual(
        known
          .flatMap((each) => initialsOf(each) ?? [])
          .filter((each) => each.startsWith(initials))
          .sort(),
      );
    }),
    { numRuns: 300 },
  );
});
