import { expect, test } from "vitest";
import { filesBelow, isFile, read } from "./source.ts";

const BINARY = /\.(png|jpg|webp|avif|woff2?|ico|gz)$/;
const files = filesBelow("").filter((path) => !BINARY.test(path));

interface Found {
  readonly path: string;
  readonly text: string;
}

/**
 * Each place where a pattern occurs. Patterns are put together from parts, so that this file does not match.
 */
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

/** Migrations that ran before the rule: their checksums are remembered, so they stay as they are. */
const OLD_MIGRATIONS = new Set([
  "server/modules/cart/migrations/0001_carts.sql",
  "server/modules/cart/migrations/0002_member_carts.sql",
  "server/modules/catalog/migrations/0001_catalogue.sql",
  "server/modules/inventory/migrations/0001_stock.sql",
  "server/modules/members/migrations/0001_members.sql",
  "server/modules/members/migrations/0002_sessions.sql",
  "server/modules/members/migrations/0003_mail_tokens.sql",
  "server/modules/members/migrations/0004_accounts.sql",
  "server/modules/members/migrations/0004b_first_documents.sql",
  "server/modules/members/migrations/0005_second_factor.sql",
  "server/modules/members/migrations/0006_staff.sql",
  "server/modules/orders/migrations/0001_orders.sql",
  "server/modules/orders/migrations/0002_members.sql",
  "server/modules/payments/migrations/0001_payments.sql",
  "server/modules/payments/migrations/0002_owner.sql",
  "server/platform/migrations/0001_events_and_idempotency.sql",
  "server/platform/migrations/0002_audit_log.sql",
]);

test.each([
  ["TypeScript and SQL", /\.(ts|tsx|mjs|sql|css)$/, 110],
  ["Markdown", /\.md$/, 120],
] as const)("no line of %s is longer than its limit (%s, %i columns)", (_kind, ending, limit) => {
  const held = files.filter(
    (path) => ending.test(path) && !path.endsWith(".gen.ts") && !OLD_MIGRATIONS.has(path),
  );
  // An address cannot be broken.
  const long = held.flatMap((path) =>
    read(path)
      .split("\n")
      .flatMap((line, at) => ([...line].length > limit && !line.includes("://") ? `${path}:${at + 1}` : [])),
  );
  expect(held.length).toBeGreaterThan(20);
  expect(long).toEqual([]);
});
