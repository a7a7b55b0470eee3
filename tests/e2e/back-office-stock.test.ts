/** The room for stock, as staff and as others see it. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { client } from "../support/client.ts";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { staffOf } from "./hire.ts";
import { memberAt, visitAs } from "./members.ts";
import { owner } from "./owner.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterEach(() => context?.close());
afterAll(() => endVisits(browser));

/** A product of one variant, by the owner. Returns its SKU. */
async function stocked(pieces: number): Promise<string> {
  const sku = `ROOM-${randomUUID().slice(0, 8)}`;
  const { proof } = await client(shopUrl).signIn(owner.email, owner.password);
  const created = await client(shopUrl, proof).request("POST", "/api/v1/admin/products", {
    name: `재고 시험 ${sku}`,
    status: "draft",
    options: [],
    variants: [{ sku, options: {}, price: 1_000, stock: pieces }],
  });
  expect(created.status).toBe(201);
  return sku;
}

const figures = async (): Promise<string[]> =>
  (await page.getByRole("main").locator("table").first().locator("tbody td").allInnerTexts()).slice(0, 3);

test("staff find a SKU, adjust its stock, and see why it changed", async () => {
  const sku = await stocked(3);
  ({ context, page } = await visitor(browser, "phone", "ko-KR", shopUrl));
  await visitAs(page, shopUrl, owner, "/admin");
  await page.getByRole("link", { name: "재고", exact: true }).click();
  await page.getByRole("searchbox", { name: "SKU로 찾기" }).fill(sku.toLowerCase());
  await page.getByRole("button", { name: "찾기" }).click();
  await page.waitForURL(/q=/);
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByRole("link", { name: sku }).click();
  await page.getByRole("heading", { level: 1, name: sku }).waitFor();
  await takenOver(page);
  expect(await figures()).toEqual(["3", "0", "3"]);

  await page.getByRole("textbox", { name: "변동" }).fill("많이");
  await page.getByRole("button", { name: "조정하기" }).click();
  await page.getByRole("main").getByRole("alert").waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByRole("textbox", { name: "변동" }).fill("-5");
  // A shop with several places has a second one, of the transfer between them.
  await page.getByRole("textbox", { name: "사유" }).first().fill("파손");
  await page.getByRole("button", { name: "조정하기" }).click();
  await page.getByText("이미 주문된 수량보다 재고를 줄일 수 없어요").first().waitFor();

  await page.getByRole("textbox", { name: "변동" }).fill("-1");
  await page.getByRole("button", { name: "조정하기" }).click();
  await page.getByText("재고를 조정했어요").waitFor();
  await page.getByRole("cell", { name: "파손" }).waitFor();
  expect(await figures()).toEqual(["2", "0", "2"]);
  expect(await faultsOnBothScreens(page)).toEqual([]);
});

test("the catalogue's staff make a SKU a bundle; the list shows what its parts allow", async () => {
  const [cup, saucer, set] = [await stocked(7), await stocked(9), await stocked(0)];
  const account = await staffOf(shopUrl, "catalogue");
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  await visitAs(page, shopUrl, account, `/admin/stock/${set}`);
  const parts = page.getByRole("textbox", { name: "구성 상품" });
  const save = page.getByRole("button", { name: "구성 저장하기" });
  await parts.fill(`${cup} 2\n둘!`);
  await save.click();
  await page.getByText("읽을 수 없는 줄이 있어요: 둘!", { exact: true }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await parts.fill(`${cup} 2\n${saucer}`);
  await save.click();
  await page.getByText("지금 팔 수 있는 수량은 3개예요").waitFor();

  await page.goto(`${shopUrl}/admin/stock?q=${set}`);
  const row = page.getByRole("row").filter({ has: page.getByRole("link", { name: set }) });
  expect((await row.getByRole("cell").allInnerTexts()).slice(0, 4)).toEqual(["–", "–", "3", "–"]);
  expect(await row.innerText()).toContain("세트");
  expect(await faultsOf(page)).toEqual([]);
});

test("for guests and members there is no such room, and no SKU that is unknown", async () => {
  const sku = await stocked(1);
  for (const path of ["/admin/stock", `/admin/stock/${sku}`, `/en/admin/stock/${sku}`])
    expect((await fetch(shopUrl + path)).status).toBe(404);
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  await visitAs(page, shopUrl, owner, "/admin/stock");
  await page.getByRole("heading", { level: 1, name: "재고" }).waitFor();
  const unknown = await page.goto(`${shopUrl}/admin/stock/NO-SUCH-SKU`);
  expect(unknown?.status()).toBe(404);
  await context.close();
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  await memberAt(page, shopUrl);
  const answer = await page.goto(`${shopUrl}/admin/stock/${sku}`);
  expect(answer?.status()).toBe(404);
  expect(await page.getByRole("main").innerText()).not.toContain(sku);
});
