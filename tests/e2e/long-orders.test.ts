/** Many lines and several parcels: the total stays near, and each parcel says what is in it. */
import { randomUUID } from "node:crypto";
import { afterAll, expect, inject, test } from "vitest";
import { client, type Product } from "../support/client.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { visitAs } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { archiveProducts, owner, ownerProof } from "./owner.ts";

const shopUrl = inject("shopUrl");
const mark = randomUUID().slice(0, 8);
const browser = await sharedBrowser();
const made: Product[] = [];
afterAll(async () => {
  await endVisits(browser);
  await archiveProducts(
    shopUrl,
    made.map(({ id }) => id),
  );
});

const LINES = 7;
for (let n = 1; n <= LINES; n += 1) {
  const variants = [{ sku: `LONG-${n}-${mark}`, options: {}, price: 1_000 * n, stock: 9 }];
  const product = { name: `긴 주문 ${n}번 ${mark}`, status: "active", options: [], variants };
  const proof = await ownerProof(shopUrl);
  const added = await client(shopUrl).request<Product>("POST", "/api/v1/admin/products", product, proof);
  made.push(added.body);
}

async function fill(shopper: ReturnType<typeof client>): Promise<string> {
  const { id } = await shopper.createCart();
  for (const { variants } of made) await shopper.addItem(id, variants[0]?.id ?? "");
  return id;
}

test("the checkout shows the first lines of a long order and unfolds the others", async () => {
  const { page, context } = await visitor(browser, "phone", "ko-KR", shopUrl);
  const cart = await fill(client(shopUrl));
  await context.addCookies([{ name: "jangteo_cart", value: cart, url: shopUrl }]);
  await page.goto(`${shopUrl}/checkout`);
  const line = (n: number) => page.getByText(`긴 주문 ${n}번 ${mark}`, { exact: true });
  await line(4).waitFor();
  expect(await line(5).isVisible()).toBe(false);
  await page.getByText("나머지 상품 3종 보기").click();
  await line(LINES).waitFor();
});

test("each of several parcels names its goods, and the carrier in the reader's language", async () => {
  const shopper = await client(shopUrl).signUp();
  const { body: placed } = await shopper.placeOrder(await fill(shopper));
  await shopper.confirm(await shopper.approve(placed.payment.windowUrl));
  const path = `/api/v1/admin/orders/${placed.order.id}`;
  const proof = await ownerProof(shopUrl);
  const staff = client(shopUrl, proof);
  expect((await staff.request("POST", `${path}/prepare`, {})).status).toBe(200);
  for (const [carrier, items] of [
    ["cj", placed.order.items.slice(0, 1)],
    ["hanjin", placed.order.items.slice(1, 4)],
  ] as const) {
    const lines = items.map(({ id, quantity }) => ({ lineId: id, quantity }));
    const parcel = { carrier, trackingNumber: `6800-${mark}`, lines };
    expect((await staff.request("POST", `${path}/shipments`, parcel)).status).toBeLessThan(300);
  }

  const { page } = await visitor(browser, "desktop", "en-US", shopUrl);
  await visitAs(page, shopUrl, { name: "", ...shopper }, `/en/orders/${placed.order.id}`);
  const parcels = page.getByRole("region", { name: "Parcels" }).getByRole("listitem");
  await parcels.first().waitFor();
  const texts = await parcels.allInnerTexts();
  expect(texts.find((text) => text.includes("CJ Logistics"))).toContain(`긴 주문 1번 ${mark}\n`);
  expect(texts.find((text) => text.includes("Hanjin"))).toContain(`긴 주문 2번 ${mark} and 2 more`);

  const room = { path: `/admin/orders/${placed.order.id}`, title: placed.order.number };
  const { page: office } = await openRoomOf(browser, shopUrl, owner, room);
  const sent = await office.getByRole("region", { name: "보낸 상품" }).innerText();
  expect(sent).toContain(`LONG-2-${mark} × 1, LONG-3-${mark} × 1, LONG-4-${mark} × 1`);
});
