import { expect, test } from "vitest";
import { readLine, readPlain, readText } from "./text.ts";

test.each([
  "김장터",
  "남궁·민",
  "O’Neil",
  "D'Angelo-Smith, Jr.",
  "山田　太郎".replace("　", " "),
  "葛\u{e0100}城",
  "محمد علی",
  "علی\u200cرضا",
  "श्री\u200dमती",
  "Nguyễn Văn Ánh",
  "ㄱㄴㄷ 문구",
  "👨\u200d👩\u200d👧 가족",
  "👩🏽\u200d🚀",
  "❤\ufe0f\u200d🔥 세트",
  "🏴\u{e0067}\u{e0062}\u{e0065}\u{e006e}\u{e0067}\u{e007f}",
  "☕️ 커피",
  "1️⃣번",
  "50% 할인 (+1)",
  "⠓⠑⠇⠇⠕",
  "…",
])("%s is kept as it is", (text) => {
  expect(readLine(text)).toBe(text);
  expect(readText(text)).toBe(text);
});

test.each([
  ["Hangul fillers", "ㅤㅤ"],
  ["a filler within a name", "김\u3164동길"],
  ["fillers of old letters", "\u115f\u1160"],
  ["a half-width filler", "\uffa0"],
  ["a space without width", "\u200b"],
  ["a space without width within a name", "김\u200b철수"],
  ["a turn of direction", "김\u202e동길"],
  ["a mark of direction", "a\u200fb"],
  ["an isolate of direction", "a\u2066b\u2069"],
  ["a word joiner", "a\u2060b"],
  ["a byte order mark within", "a\ufeffb"],
  ["a soft hyphen", "a\u00adb"],
  ["a grapheme joiner", "a\u034fb"],
  ["a joiner between letters", "김\u200d철수"],
  ["a non-joiner between letters", "a\u200cb"],
  ["a joiner at the end", "👨\u200d"],
  ["joiners alone", "\u200d\u200d"],
  ["tags behind letters", "a\u{e0061}\u{e0062}"],
  ["a selector alone", "\ufe0f"],
  ["a mark alone", "\u0301"],
  ["blank Braille", "\u2800"],
  ["NUL", "a\0b"],
  ["escape", "a\u001b[31mb"],
  ["delete", "a\u007fb"],
  ["a C1 control", "a\u0085b"],
  ["half a surrogate pair", "a\ud83d"],
  ["no character", "a\uffff"],
  ["a mark for annotations", "a\ufff9b"],
])("%s is refused", (_name, text) => {
  expect(readLine(text)).toBeNull();
  expect(readText(text)).toBeNull();
});

test.each(["김\n\n철수", "a\r\nb", "a\tb", "a\u2028b", "a\u2029b"])("a line has no line ends: %j", (text) => {
  expect(readLine(text)).toBeNull();
});

test("a text keeps its lines, with line ends of one kind", () => {
  expect(readText(" 하나\r\n\r\n둘\t셋\r넷 \n")).toBe("하나\n\n둘\t셋\n넷");
});

test("what looks the same becomes the same", () => {
  expect(readLine(" 블랙 ".normalize("NFD"))).toBe("블랙");
  expect(readLine("중구\u3000세종대로\u00a0\u2003110")).toBe("중구 세종대로 110");
  expect(readText("Café".normalize("NFD"))).toBe("Café");
  expect(readPlain(" ０４５２４ ")).toBe("04524");
});

test("blank text is empty", () => {
  for (const blank of ["", "   ", "\u3000\u00a0", "\n \t"])
    expect([readLine(blank), readText(blank)]).toEqual(["", ""]);
});

test("a hundred thousand characters are not compared with each other", () => {
  const begun = performance.now();
  for (const text of ["a\u200d", "🏴\u{e0067}", " ", "\u0301", "👨\u200d"]) readText(text.repeat(50_000));
  expect(performance.now() - begun).toBeLessThan(20_000);
});
