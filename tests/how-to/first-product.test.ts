/** The how-to "first product in five minutes" works as it stands: bash runs its commands. */
import { afterAll, expect, inject, test } from "vitest";
import { OWNER, startTestShop } from "../../server/testing.ts";
import { filesBelow, read } from "../architecture/source.ts";
import { client } from "../support/client.ts";
import { commandsOf, run } from "./commands.ts";

const GUIDE = "docs/how-to/first-product.md";
const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
afterAll(() => shop.stop());

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
