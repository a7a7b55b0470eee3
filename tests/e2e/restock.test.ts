/** A member asks at a sold-out product for mails, withdraws one notice, and follows the other mail. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { client, type Product } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { linkInMail, somebody, visitAs } from "./members.ts";
import { archiveProducts, ownerProof } from "./owner.ts";
import { shoot } from "./shoot.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
const api = client(shopUrl);
let browser: Browser;
let context: BrowserContext;
let page: Page;
const made: string[] = [];

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterEach(() => context?.close());
afterAll(async () => {
  await endVisits(browser);
  await archiveProducts(shopUrl, made);
});

const asOwner = () => ownerProof(shopUrl);

/** A product in two colours, both sold out. */
async function soldOut(): Promise<Product> {
  const sku = `RESTOCK-${randomUUID().slice(0, 8)}`;
  const { status, body } = await api.request<Product>(
    "POST",
    "/api/v1/admin/products",
    {
      name: `재입고 시험 ${sku}`,
      status: "active",
      options: [{ name: "색상", values: ["백자", "청자"] }],
      variants: ["백자", "청자"].map((color, at) => ({
        sku: `${sku}-${at}`,
        options: { 색상: color },
        price: 12_000,
        stock: 0,
      })),
    },
    await asOwner(),
  );
  expect(status).toBe(201);
  made.push(body.id);
  return body;
}

test("a guest is told to sign in; a member asks for two colours, keeps one, and gets its mail", async () => {
  const product = await soldOut();
  const account = somebody();
  await api.signUp(account);
  ({ context, page } = await visitor(browser, "phone", "ko-KR", shopUrl));
  const address = `${shopUrl}/p/${product.slug}`;
  const ask = () => page.getByRole("button", { name: "재입고 알림 받기" });
  const openForm = () => page.getByRole("button", { name: "재입고 알림 신청하기" }).click();
  await page.goto(address);
  await takenOver(page);
  await openForm();
  await ask().click();
  await page.getByText("로그인한 뒤에 신청해 주세요.").first().waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await visitAs(page, shopUrl, account, `/p/${product.slug}`);
  await openForm();
  for (const color of ["백자", "청자"]) {
    await page.getByLabel("품절된 옵션").selectOption({ label: color });
    await ask().click();
    await page.getByText("다시 들어오면 메일로 알려 드릴게요").waitFor();
  }
  await shoot(page, "restock-product");

  await page.goto(`${shopUrl}/account/restock-notices`);
  await takenOver(page);
  expect(await page.getByRole("article").count()).toBe(2);
  await shoot(page, "restock-account");
  expect(await faultsOf(page)).toEqual([]);
  const white = page.getByRole("article").filter({ hasText: "색상: 백자" });
  await white.getByRole("button", { name: /알림 취소/ }).click();
  await white.waitFor({ state: "detached" });

  const [, green] = product.variants;
  const path = `/api/v1/admin/stock/${green?.sku}/adjust`;
  await api.request("POST", path, { delta: 2, reason: "입고" }, await asOwner());
  await page.goto(await linkInMail(shopUrl, account.email, `/p/${product.slug}`));
  await page.getByRole("heading", { name: product.name }).waitFor();
  await page.getByRole("radio", { name: "청자" }).check();
  await page.goto(`${shopUrl}/account/restock-notices`);
  await page.getByText("기다리는 재입고 알림이 없어요.").waitFor();
});
