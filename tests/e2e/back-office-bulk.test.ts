/** Staff edit all products that match, take it back, and save what they searched for. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { client, type Product } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { hire } from "./hire.ts";
import { visitAs } from "./members.ts";
import { ownerProof } from "./owner.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
const api = client(shopUrl);
let browser: Browser;
let context: BrowserContext;
let page: Page;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterEach(() => context?.close());
afterAll(() => endVisits(browser));

const asOwner = () => ownerProof(shopUrl);

/** Drafts, which no shopper and no other test finds. */
async function drafts(word: string, count: number): Promise<Product[]> {
  const proof = await asOwner();
  const made: Product[] = [];
  for (let at = 0; at < count; at += 1) {
    const { status, body } = await api.request<Product>(
      "POST",
      "/api/v1/admin/products",
      {
        name: `${word} ${at}`,
        status: "draft",
        options: [],
        variants: [{ sku: `${word}-${at}`, options: {}, price: 12_000, stock: 1 }],
      },
      proof,
    );
    expect(status).toBe(201);
    made.push(body);
  }
  return made;
}

const shoot = (name: string) =>
  process.env.SHOTS
    ? page.screenshot({ path: `${process.env.SHOTS}/${name}.png`, fullPage: true })
    : Promise.resolve();

const priceOf = async (id: string): Promise<number | undefined> => {
  const path = `/api/v1/admin/products/${id}`;
  const { body } = await api.request<Product>("GET", path, undefined, await asOwner());
  return body.variants[0]?.price.amount;
};

test("all that match get a lower price, and the old one back; the search is saved as a view", async () => {
  const word = `BULK-${randomUUID().slice(0, 8)}`;
  const made = await drafts(word, 4);
  const { account } = await hire(shopUrl, "catalogue");
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  const path = `/admin/products?q=${word}`;
  await visitAs(page, shopUrl, account, path);
  await page.waitForURL(`${shopUrl}${path}`);
  await takenOver(page);

  await page.getByRole("checkbox", { name: `${word} 1 선택` }).check();
  await page.getByText("1개 선택").waitFor();
  await page.getByRole("button", { name: "조건에 맞는 상품 모두 선택" }).click();
  await page.getByText("조건에 맞는 4개 모두 선택").waitFor();
  await page.getByLabel("할 일").selectOption({ label: "가격을 %로 바꾸기" });
  await page.getByLabel("값").fill("-10");
  await shoot("bulk-bar");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "적용하기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "적용하기" }).click();
  await page.getByText("4개를 바꿨어요. 바꾸지 못한 상품 0개").waitFor();
  await shoot("bulk-done");
  expect(await Promise.all(made.map(({ id }) => priceOf(id)))).toEqual([10_800, 10_800, 10_800, 10_800]);
  await page.getByRole("button", { name: "되돌리기" }).click();
  await page.getByText("4개를 되돌렸어요. 되돌리지 못한 상품 0개").waitFor();
  expect(await Promise.all(made.map(({ id }) => priceOf(id)))).toEqual([12_000, 12_000, 12_000, 12_000]);

  await page.getByLabel("보기 이름").fill("시험 보기");
  await page.getByRole("button", { name: "이 보기 저장" }).click();
  await page.getByRole("link", { name: "시험 보기" }).waitFor();
  await page.goto(`${shopUrl}/admin/products`);
  await page.getByRole("link", { name: "시험 보기" }).click();
  await page.waitForURL(`${shopUrl}${path}`);
  await takenOver(page);
  await page.getByRole("button", { name: "시험 보기 보기 삭제" }).click();
  await page.getByRole("link", { name: "시험 보기" }).waitFor({ state: "detached" });
});
