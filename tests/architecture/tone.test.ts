/** The shop speaks in one tone, polite and informal (해요체): pages, mails, refusals, sandbox, terminal. */
import { expect, test } from "vitest";
import { filesBelow, read } from "./source.ts";

/** Formal endings (합쇼체). What stands before them in a word is a verb's stem. */
const FORMAL = /[가-힣]*(니다|니까|십시오|시옵소서)(?![가-힣])/g;

/** Files with Korean that the shop does not say, each with its reason. */
const OTHER_VOICES = new Map([
  ["server/modules/members/passwords/common-passwords.ts", "words that people use as passwords"],
]);

const held = ["server", "sandbox", "scripts"]
  .flatMap(filesBelow)
  .filter((path) => /\.(ts|mjs|json)$/.test(path) && !/\.(test|fixture)\.ts$/.test(path))
  .filter((path) => !OTHER_VOICES.has(path));

test("no text of the server, the sandbox or the start is in the formal tone", () => {
  const korean = held.filter((path) => /[가-힣]/.test(read(path)));
  expect(korean.length).toBeGreaterThan(12);
  const formal = korean.flatMap((path) =>
    [...read(path).matchAll(FORMAL)].map(([word]) => `${path}: ${word}`),
  );
  expect(formal).toEqual([]);
});

test("the formal tone is recognised", () => {
  const words = [
    "필요합니다",
    "않습니다",
    "하시겠습니까",
    "주십시오",
    "됩니다",
    "예요",
    "아니요",
    "니다람쥐",
  ];
  expect(words.filter((word) => word.match(FORMAL))).toEqual(words.slice(0, 5));
});
