import fc from "fast-check";
import { distance } from "fastest-levenshtein";
import { expect, test } from "vitest";
import { soundOf } from "../words/sounds.ts";
import { jamoOf } from "../words/words.ts";
import { slotOfPosting, weightOfPosting } from "./postings.ts";
import { wordLists } from "./word-lists.ts";

const word = fc.string({ unit: fc.constantFrom(..."가각나난다컵머그ab1"), minLength: 1, maxLength: 6 });
/** How far its product is behind the one before: postings of one to four bytes. */
const gap = fc.oneof(fc.nat(3), fc.nat(400_000));
const entry = fc.record({ word, weight: fc.constantFrom(25, 70, 100), gap });
const text = fc.string({ unit: fc.constantFrom(..."가각나컵ab"), minLength: 1, maxLength: 3 });

test("words are found as by reading all of them, however they were added", () => {
  const both = fc.tuple(fc.array(entry, { maxLength: 60 }), fc.array(entry, { maxLength: 20 }));
  fc.assert(
    fc.property(both, text, ([first, later], sought) => {
      const lists = wordLists();
      let slot = 0;
      const added = [...first, ...later].map(({ gap, ...rest }) => {
        slot += gap;
        return { ...rest, slot };
      });
      added.forEach(({ word, weight, ...own }, at) => {
        if (at === first.length) lists.settle();
        lists.add(own.slot, `${word} ${weight}`);
      });

      const all = [...new Set(added.map((each) => each.word))];
      const telling = new Set(added.filter(({ weight }) => weight >= 70).map((each) => each.word));
      const namesOf = (numbers: Iterable<number>) => [...numbers].map(lists.text);
      const sorted = (words: Iterable<string>) => [...words].sort();
      const jamo = jamoOf(sought);

      expect(lists.count).toBe(all.length);
      expect(sorted(namesOf(lists.beginning(jamo)))).toEqual(
        sorted(all.filter((each) => jamoOf(each).startsWith(jamo))),
      );
      expect(sorted(namesOf(lists.ending(sought)))).toEqual(
        sorted(all.filter((each) => each.endsWith(sought) && each !== sought)),
      );
      // In their order: a search takes the first ones alone.
      expect(namesOf(lists.containing(sought))).toEqual(
        sorted([...telling].filter((each) => each.includes(sought, 1))),
      );
      for (const most of [1, 2, 3])
        expect(sorted(namesOf(lists.near(jamo, most).map((each) => each.word)))).toEqual(
          sorted([...telling].filter((each) => distance(jamoOf(each), jamo) <= most)),
        );
      expect(sorted(namesOf(lists.sounding(soundOf(sought) ?? "")))).toEqual(
        sorted(all.filter((each) => soundOf(each) !== null && soundOf(each) === soundOf(sought))),
      );
      for (const name of all) {
        const number = lists.find(name) ?? -1;
        const postings = [...lists.postings.read(number)].map((posting) => ({
          slot: slotOfPosting(posting),
          weight: weightOfPosting(posting),
        }));
        expect(postings).toEqual(
          added.filter((each) => each.word === name).map(({ slot, weight }) => ({ slot, weight })),
        );
      }
    }),
    { numRuns: 300 },
  );
});

test("a weight that no field has counts as the next lower one", () => {
  const lists = wordLists();
  for (const [slot, weight] of [120, 99, 71, 30, 1].entries()) lists.add(slot, `머그 ${weight}`);
  expect([...lists.postings.read(0)].map(weightOfPosting)).toEqual([100, 90, 70, 25, 25]);
  expect([...lists.postings.read(0, 2)].map(slotOfPosting)).toEqual([0, 1]);
});
