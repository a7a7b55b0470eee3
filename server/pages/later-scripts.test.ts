import { Script } from "node:vm";
import { expect, test } from "vitest";
import { withLaterScripts } from "./later-scripts.ts";

const NONCE = "kOxpJvuahSEkMEBbdZ85cQ";
const file = (name: string, marks = ' async=""') =>
  `<script src="/_next/static/chunks/${name}.js" nonce="${NONCE}"${marks}></script>`;
const preload = (name: string) =>
  `<link rel="preload" as="script" nonce="${NONCE}" href="/_next/static/chunks/${name}.js"/>`;

test("the page's script files wait, each once, in the order of the page", () => {
  const page = withLaterScripts(
    `<head>${preload("c")}${file("a")}${file("b")}</head><body><p>text</p>${file("a")}${file("c")}</body>`,
    NONCE,
  );
  expect(page).toMatch(/^<head><script nonce="[\w-]{22}">\(function\(files,quiet\)\{/);
  expect(page).toMatch(/\}\)\(\[.*\],4000\)<\/script><\/head><body><p>text<\/p><\/body>$/);
  expect(page.match(/\["\/_next.*?\]/)?.[0]).toBe(
    '["/_next/static/chunks/a.js","/_next/static/chunks/b.js","/_next/static/chunks/c.js"]',
  );
  expect(page.match(/<script\b/g)).toHaveLength(1);
  expect(page).not.toContain("<link");
});

test("the waiting script is JavaScript", () => {
  const text = /<script nonce="[\w-]+">(.*)<\/script>/.exec(withLaterScripts(file("a"), NONCE))?.[1] ?? "";
  expect(() => new Script(text)).not.toThrow();
});

test("a script that the web did not write, or that is for old browsers, stays as it is", () => {
  const others = [
    '<script src="/_next/static/chunks/a.js" async=""></script>',
    '<script src="/_next/static/chunks/a.js" nonce="AAAAAAAAAAAAAAAAAAAAAA" async=""></script>',
    `<script src="/elsewhere/a.js" nonce="${NONCE}" async=""></script>`,
    file("old", ' noModule=""'),
    `<script nonce="${NONCE}">one()</script>`,
  ].join("");
  expect(withLaterScripts(others, NONCE)).toBe(others);
  expect(withLaterScripts(others + file("b"), NONCE).startsWith(others)).toBe(true);
});

test("what else a page preloads stays", () => {
  const font = '<link rel="preload" href="/_next/static/media/first.woff2" as="font"/>';
  expect(withLaterScripts(font + preload("other") + file("a"), NONCE)).toContain(font + preload("other"));
});
