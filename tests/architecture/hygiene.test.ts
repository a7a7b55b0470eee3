import { expect, test } from "vitest";
import { filesBelow, isFile, read } from "./source.ts";

const BINARY = /\.(png|jpg|webp|avif|woff2?|ico|gz)$/;
const files = filesBelow("").filter((path) => !BINARY.test(path));

interface Found {
  readonly path: string;
  readonly text: string;
}

/** Each place where a pattern occurs. The patterns are put together here, so that this file does not match itself. */
function occurrences(pattern: RegExp, among = files): Found[] {
  return among.flatMap((path) => [...read(path).matchAll(pattern)].map(([text]) => ({ path, text })));
}

test("the lock file names no registry", () => {
  const { packages } = JSON.parse(read("package-lock.json")) as {
    packages: Record<string, { resolved?: string; link?: boolean }>;
  };
  const hosts = Object.entries(packages).filter(([, { resolved, link }]) => resolved !== undefined && !link);
  expect(hosts).toEqual([]);
});

test("no file names a package registry or mirror", () => {
  const words = ["registry", "artifactory", "nexus", "verdaccio", "mirrors?"].join("|");
  expect(occurrences(new RegExp(`https?://[\\w.-]*(${words})[\\w-]*\\.[\\w./-]*`, "g"))).toEqual([]);
});

test("no file names a folder of somebody's machine", () => {
  const homes = ["home/\\w", "root/", "Users/\\w", "work/"].join("|");
  expect(occurrences(new RegExp(`(?<![\\w.$\`}*)-])/(${homes})[\\w./-]*`, "g"))).toEqual([]);
});

test("no file holds a secret", () => {
  const kinds = [
    "BEGIN [A-Z ]*PRIVATE KEY",
    "live_[sc]k_\\w+",
    "AKIA[0-9A-Z]{16}",
    "gh[pousr]_\\w{36}",
    "eyJ[\\w-]{20,}\\.eyJ[\\w-]+",
  ];
  expect(occurrences(new RegExp(kinds.join("|"), "g"))).toEqual([]);
});

test("every link in the documents leads to a file", () => {
  const broken = files
    .filter((path) => path.endsWith(".md"))
    .flatMap((path) =>
      [...read(path).matchAll(/\]\((?!https?:|#|mailto:)([^)#\s]+)/g)]
        .map(([, target = ""]) => new URL(target, `file:///${path}`).pathname.slice(1))
        .filter((target) => !isFile(target) && !filesExistBelow(target))
        .map((target) => `${path} → ${target}`),
    );
  expect(broken).toEqual([]);
});

const filesExistBelow = (folder: string): boolean =>
  files.some((path) => path.startsWith(`${folder.replace(/\/$/, "")}/`));
