import { describe, expect, test } from "vitest";
import { inputMessage } from "../../../platform/http/input-texts.ts";
import { asTypedInLatin, commonPasswords } from "./common-passwords.ts";
import { describeFault, findPasswordFault } from "./policy.ts";

const common = await commonPasswords();

const kim = { email: "minjun.kim88@shop.test", name: "김민준" };
const judge = (password: string, context = kim, policy: "modern" | "isms" = "modern") =>
  findPasswordFault(password.normalize("NFC"), context, {
    policy,
    common,
    shopNames: ["달상점", "Moon Shop"],
  });

describe("modern", () => {
  test.each([
    "correct horse battery staple",
    "Str0ng-Passw0rd-2026!",
    "사과나무 아래 🍎 열 개",
    "비밀의 정원에서 만나요",
    "오늘도 좋은 하루 되세요",
    "a-password-for-tests",
    "jangteo-demo-shop-4711",
    "xK9#mQ2$vL",
    "dragonfly over the pond",
    "monkey-19740815",
    "kim likes 순두부찌개",
    "👨‍👩‍👧 우리집 🏠 강아지 🐶",
    "가을 하늘 공활한데 높고",
    "7f3a9c1e5b",
  ])("%s is good", (password) => {
    expect(judge(password)).toBeNull();
  });

  test.each(["Ab1!efghi", "짧은비밀번호", "", "🍎🍐🍊🍋🍌🍉🍇🍓🫐"])("%s is too short", (password) => {
    expect(judge(password)).toBe("TOO_SHORT");
  });

  test("length is judged as composed, so that both forms of Hangul count the same", () => {
    expect(judge("아홉글자입니다요네")).toBe("TOO_SHORT");
    expect(judge("아홉글자입니다요네".normalize("NFD"))).toBe("TOO_SHORT");
    expect(judge("바다위에뜬배열두척봄".normalize("NFD"))).toBeNull();
  });

  test("256 bytes are read, 257 are not", () => {
    const long = Array.from(
      { length: 64 },
      (_, index) => "quiz".at(index % 4) + (index * 37).toString(36).padStart(3, "-"),
    );
    expect(Buffer.byteLength(long.join(""))).toBe(256);
    expect(judge(long.join(""))).toBeNull();
    expect(judge(`${long.join("")}x`)).toBe("MAX_BYTES");
  });

  test.each([
    "qwertyuiop",
    "1q2w3e4r5t",
    "password123",
    "PassWord123",
    "Password2026!",
    "P@ssw0rd2026!",
    "superman1987!",
    "iloveyou!!",
    "12345678900",
    "0987654321",
    "aaaaaaaaaaaa",
    "abcabcabcabc",
    "hunter2hunter2",
    "abcdefghijkl",
    "zyxwvutsrqponm",
    "asdfghjkl;'",
    "qwerty123456!",
    "121212121212",
    "qlalfqjsgh",
    "qlalfqjsgh1!",
    "dkssudgktpdy",
    "tkfkdgkqslek",
    "비밀번호 123!!",
    "안녕하세요12345",
    "부자되자 2026!",
    "사랑해사랑해사랑해사랑해",
    "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔ",
    "가나다라마바사아자차",
    "          ",
  ])("%s is tried first", (password) => {
    expect(judge(password)).toBe("TOO_COMMON");
  });

  test.each([
    "minjun.kim88",
    "Minjun.Kim88!",
    "kimminjun88",
    "minjun.kim88@shop.test",
    "김민준김민준김민준김",
    "김민준 김민준 1234",
    "rlaalswns123",
    "jangteo-2026",
    "jangteo장터!!1",
    "달상점 달상점 123",
    "Moonshop-2026",
  ])("%s says little beside the person's and the shop's name", (password) => {
    expect(judge(password)).toBe("TOO_SIMILAR");
  });

  test("an e-mail or a name with signs of a pattern is a word like any other", () => {
    const odd = { email: "a.*+(b)[c]$@x.test", name: "(.*)" };
    expect(judge("quiet river stones", odd)).toBeNull();
    expect(judge("a.*+(b)[c]$!", odd)).toBe("TOO_SIMILAR");
    expect(judge("quiet river stones", { email: "@", name: "" })).toBeNull();
  });

  test("the longest input of one letter is judged without trying all its parts", () => {
    const began = performance.now();
    for (const unit of ["a", "ab1", "가"]) judge(unit.repeat(Math.floor(256 / Buffer.byteLength(unit))));
    expect(performance.now() - began).toBeLessThan(10_000);
  });
});

describe("isms", () => {
  test.each([
    ["한 종류뿐인비밀번호", "TOO_FEW_KINDS"],
    ["quietriverstones", "TOO_FEW_KINDS"],
    ["8350276149", "TOO_FEW_KINDS"],
    ["quietriver7", null],
    ["Quiet river", null],
    ["xk9mq2vl", "TOO_FEW_KINDS"],
    ["xK9mq2vL", null],
    ["xk9#mq2v", null],
    ["xK9#mq2", "TOO_SHORT"],
    ["password1!", "TOO_COMMON"],
    ["Minjun88!", "TOO_SIMILAR"],
  ])("%s: %s", (password, fault) => {
    expect(judge(password, kim, "isms")).toBe(fault);
  });
});

test("what Hangul becomes on an English keyboard", () => {
  expect(asTypedInLatin("비밀번호")).toBe("qlalfqjsgh");
  expect(asTypedInLatin("닭 없는 꽃밭의 뷁, OK")).toBe("ekfr djqtsms Rhcqkxdml qnpfr, OK");
  expect(asTypedInLatin("한글".normalize("NFD"))).toBe("gksrmf");
});

test("the list is there, and small in memory", () => {
  expect(common.whole.has("1qaz2wsx3edc")).toBe(true);
  expect(common.whole.size).toBeGreaterThan(15_000);
  expect(common.whole.size + common.words.size).toBeLessThan(25_000);
});

test("each fault has words in both languages, and the shortest length of its policy", () => {
  for (const fault of ["MAX_BYTES", "TOO_SHORT", "TOO_FEW_KINDS", "TOO_SIMILAR", "TOO_COMMON"] as const) {
    const problem = describeFault(fault, "/password", "modern");
    expect(problem).toMatchObject({ pointer: "/password", code: fault });
    expect(inputMessage(problem, "ko")).toMatch(/[가-힣]/);
    expect(inputMessage(describeFault(fault, "/newPassword", "isms"), "en")).not.toMatch(/[가-힣]/);
  }
  expect(inputMessage(describeFault("TOO_SHORT", "/password", "modern"), "en")).toContain("10");
  expect(inputMessage(describeFault("TOO_SHORT", "/password", "isms"), "en")).toContain("8");
  expect(inputMessage(describeFault("MAX_BYTES", "/password", "isms"), "en")).toContain("256");
});
