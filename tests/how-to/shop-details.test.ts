/** The how-to about the shop's details works as it stands: bash runs its commands. */
import { afterAll, expect, inject, test } from "vitest";
import { OWNER, startTestShop } from "../../server/testing.ts";
import { client } from "../support/client.ts";
import { commandsOf, run } from "./commands.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
afterAll(() => shop.stop());

test("the commands lead from the sign-in of the owner to what visitors see", async () => {
  const outcome = await run(commandsOf("docs/how-to/shop-details.md"), {
    SHOP: shop.url,
    OWNER_EMAIL: OWNER.email,
    OWNER_PASSWORD: OWNER.password,
  });
  expect(outcome).toEqual({ code: 0, errors: "", output: '"name":"Moon Shop"\n' });
  const { body } = await client(shop.url).request<Record<string, unknown>>("GET", "/api/v1/shop");
  expect(body).toMatchObject({
    name: "달상점",
    hero: { title: "달을 닮은 그릇" },
    seller: { businessNumber: "123-45-67891", phone: "02-123-4567", hosting: "달상점 (자체 운영)" },
  });
});
