/** What belongs to the edge of a module: HTTP, and the words that people read. */
import { describe, expect, test } from "vitest";
import { isProduction, type SourceFile, sourcesBelow } from "./source.ts";

/**
 * Where requests come in, where answers, mails and payment windows get their words, and where schemas are.
 */
const EDGE = [
  /(routes|present|schemas|contract)\.ts$/,
  /\/(contract|mails)\//,
  /\/(personal-data|sign-in-response|toss-session|carriers)\.ts$/,
];
/**
 * Words that are data: guessed passwords, the name of the first owner, what stands for a former buyer, and
 * the grammar, meanings and measures by which a search compares words, and the words of merchants' files.
 */
const DATA = new RegExp(
  String.raw`\/(policy|common-passwords|first-owner|former-member|narrower-words|other-goods|stems|` +
    String.raw`request-words|unit-spellings|imports\/(cells|fields))\.ts$`,
);

const inside = sourcesBelow("server/modules").filter(
  (file) => isProduction(file) && !EDGE.some((pattern) => pattern.test(file.path)),
);
const code = ({ text }: SourceFile): string => text.replaceAll(/^\s*(\/?\*|\/\/).*$/gm, "");
const paths = (files: readonly SourceFile[]): string[] => files.map(({ path }) => path);

describe("use cases, rules and queries", () => {
  test("are looked at", () => expect(inside.length).toBeGreaterThan(100));

  test("name no HTTP status and hold no request or reply", () => {
    const http = /\bstatus: [1-5]\d\d\b|\.code\([1-5]\d\d\)|\bFastify(Request|Reply)\b|from "fastify"/;
    expect(paths(inside.filter((file) => http.test(code(file))))).toEqual([]);
  });

  test("know nothing of how a problem is sent", () => {
    expect(
      paths(inside.filter(({ imports }) => imports.includes("server/platform/http/problem.ts"))),
    ).toEqual([]);
  });

  test("say nothing to people: words in Korean stand at the edge, and in the tables of texts", () => {
    expect(paths(inside.filter((file) => !DATA.test(file.path) && /[가-힣]/.test(code(file))))).toEqual([]);
  });

  test("do not choose words by a language", () => {
    expect(paths(inside.filter((file) => /\blanguage === "(ko|en)"/.test(code(file))))).toEqual([]);
  });
});
