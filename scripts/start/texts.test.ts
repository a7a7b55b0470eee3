import { readdir, readFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import { scenarios, windowTexts } from "../../sandbox/toss/window-texts.ts";
import {
  PostgresProblem,
  type PostgresProblemCode,
} from "../../server/platform/embedded-postgres/problem.ts";
import texts from "../texts.json" with { type: "json" };
import { explainPostgres } from "./problem.ts";
import { readStartSettings } from "./settings.ts";
import { firstSteps } from "./summary.ts";
import { oneLine, text, twoLines } from "./texts.ts";

const scripts = fileURLToPath(new URL("..", import.meta.url));
const entries = Object.entries(texts);
const placeholders = (template: string): string[] =>
  [...template.matchAll(/\{(\w+)\}/g)].map(([, name = ""]) => name).sort();

/** Everything in scripts/ that may use a text. */
async function sources(): Promise<string> {
  const files = (await readdir(scripts, { recursive: true })).filter(
    (file) => /\.(ts|mjs)$/.test(file) && !file.includes("node_modules") && !file.endsWith(".test.ts"),
  );
  return (await Promise.all(files.map((file) => readFile(join(scripts, file), "utf8")))).join("\n");
}

test.each(entries)("%s is written in Korean and in English, with the same values", (_key, { ko, en }) => {
  expect(ko).toMatch(/[가-힣]/);
  expect(en).toMatch(/[a-z]{2}/);
  expect(en).not.toMatch(/[가-힣]/);
  expect(placeholders(ko)).toEqual(placeholders(en));
});

test("every text is used", async () => {
  const source = await sources();
  expect(entries.map(([key]) => key).filter((key) => !source.includes(`"${key}"`))).toEqual([]);
});

test("every use of a text gives it its values", async () => {
  const uses = [...(await sources()).matchAll(/\b(?:text|fail|oneLine)\("(\w+)"(?:, \{([^}]*)\})?\)/g)];
  expect(uses.length).toBeGreaterThan(40);
  for (const [use, key = "", values = ""] of uses) {
    const names = [...values.matchAll(/(?:^|,)\s*(\w+)/g)].map(([, name = ""]) => name).sort();
    expect(names, use).toEqual(placeholders(texts[key as keyof typeof texts].en));
  }
});

test("values are filled in, per language where they differ, and a missing one is an error", () => {
  const failed = text("stepFailed", { title: { ko: "빌드", en: "the build" }, how: "SIGKILL" });
  expect(failed.ko).toMatch(/^빌드: 실패했어요 \(SIGKILL\)/);
  expect(failed.en).toMatch(/^the build failed \(SIGKILL\)/);
  expect(() => text("portTaken", { port: 1 })).toThrow("no value for {next}");
});

test("Korean comes first, on one line or on two", () => {
  expect(oneLine({ ko: "열림", en: "open" })).toBe("열림 · open");
  expect(twoLines({ ko: "열림", en: "open" })).toBe("열림\nopen");
});

test("each problem of the embedded database is explained in both languages before its own message", () => {
  const codes: readonly PostgresProblemCode[] = [
    "ALREADY_RUNNING",
    "DAMAGED",
    "NOT_PERMITTED",
    "START_FAILED",
  ];
  for (const code of codes) {
    const [ko, en, own] = explainPostgres(new PostgresProblem(code, "in folder x")).message.split("\n");
    expect([ko, en, own]).toEqual([expect.stringMatching(/[가-힣]/), expect.any(String), "in folder x"]);
  }
});

test("the first steps name what the payment window shows", () => {
  const steps = firstSteps(readStartSettings("/shop", {}));
  const fault = scenarios.find(({ mode }) => mode === "500-after-effect");
  for (const language of ["ko", "en"] as const) {
    expect(steps).toContain(windowTexts[language].approve);
    expect(steps).toContain(windowTexts[language].scenario);
    expect(steps).toContain(fault?.[language]);
  }
});

test("a shop without the demo is tried as the owner only, because it has no product to buy", () => {
  const steps = firstSteps(readStartSettings("/shop", { DEMO: "off", PORT: "3001" }));
  expect(steps).toContain("1. 운영자로 로그인하기");
  expect(steps).toContain("http://localhost:3001/api/docs");
  expect(steps).not.toMatch(/2\.|products/);
});
