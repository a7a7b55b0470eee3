/** The how-to "first product in five minutes" works as it stands: bash runs its commands. */
import { spawn } from "node:child_process";
import { afterAll, expect, inject, test } from "vitest";
import { OWNER, startTestShop } from "../../server/testing.ts";
import { filesBelow, read } from "../architecture/source.ts";
import { client } from "../support/client.ts";

const GUIDE = "docs/how-to/first-product.md";
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
afterAll(() => shop.stop());

/** The commands of a guide, without the indentation of their list. */
const commandsOf = (path: string): string =>
  [...read(path).matchAll(/^( *)```bash\n([\s\S]*?)^\1```$/gm)]
    .map(([, indent = "", block = ""]) => block.replaceAll(new RegExp(`^${indent}`, "gm"), ""))
    .join("\n");

/** Runs commands and returns what they print. `-eu`: the first that fails ends it. */
function run(commands: string, environment: Readonly<Record<string, string>>) {
  const child = spawn("bash", ["-eu", "-o", "pipefail"], {
    env: { PATH: process.env.PATH ?? "", LANG: "C.UTF-8", ...environment },
    stdio: ["pipe", "pipe", "pipe"],
  });
  let output = "";
  let errors = "";
  child.stdout.setEncoding("utf8").on("data", (text: string) => {
    output += text;
  });
  child.stderr.setEncoding("utf8").on("data", (text: string) => {
    errors += text;
  });
  child.stdin.end(commands);
  return new Promise<{ code: number | null; output: string; errors: string }>((resolve) =>
    child.once("close", (code) => resolve({ code, output, errors })),
  );
}

test("the commands lead from the sign-in of the owner to a paid order", async () => {
  const { code, output, errors } = await run(commandsOf(GUIDE), {
    SHOP: shop.url,
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
  });
  expect({ code, errors }).toEqual({ code: 0, errors: "" });
  const lines = output.trim().split("\n");
  expect(JSON.parse(lines[0] ?? "")).toMatchObject({ slug: "first-mug", status: "active" });
  expect(lines.slice(1)).toEqual([
    '"total":1',
    '"total":{"amount":51000,"currency":"KRW"}',
    "paid",
    "paid",
    '"available":38',
  ]);
  const { body } = await client(shop.url).request<{ name: string }>("GET", "/api/v1/products/first-mug");
  expect(body.name).toBe("첫 번째 머그");
});

test("every guide of operators is in the list of guides", () => {
  const list = read("docs/how-to/README.md");
  const guides = filesBelow("docs/how-to").map((path) => path.replace("docs/how-to/", ""));
  expect(guides.filter((name) => name !== "README.md" && !list.includes(`(${name})`))).toEqual([]);
});
