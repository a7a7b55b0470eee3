/** Reviews and questions: a buyer writes them, staff answer in their room, others do not see it. */
import { randomUUID } from "node:crypto";
import type { Browser, BrowserContext, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, afterEach, beforeAll, expect, inject, test } from "vitest";
import { client, type Member, type Product } from "../support/client.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { hire } from "./hire.ts";
import { memberAt, somebody, type TestAccount, visitAs } from "./members.ts";
import { archiveProducts, ownerProof } from "./owner.ts";
import { shoot } from "./shoot.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
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

/** A product of this test alone, and a member who bought it. */
async function bought(): Promise<{ product: Product; account: TestAccount; member: Member }> {
  const sku = `REVIEW-${randomUUID().slice(0, 8)}`;
  const { status, body: product } = await client(shopUrl).request<Product>(
    "POST",
    "/api/v1/admin/products",
    {
      name: `후기 시험 ${sku}`,
      status: "active",
      options: [],
      variants: [{ sku, options: {}, price: 12_000, stock: 5 }],
    },
    await asOwner(),
  );
  expect(status).toBe(201);
  made.push(product.id);
  const account = somebody();
  const member = await client(shopUrl).signUp(account);
  await member.buy(product.variants[0]?.id ?? "");
  return { product, account, member };
}

const photo = () =>
  sharp({ create: { width: 800, height: 600, channels: 3, background: "#8a5a3c" } })
    .jpeg()
    .toBuffer();

test("a buyer reviews with a photo and asks in secret; staff of the least role answer both", async () => {
  const { product, account } = await bought();
  ({ context, page } = await visitor(browser, "phone", "ko-KR", shopUrl));
  await visitAs(page, shopUrl, account, "/account/orders");
  await page
    .getByRole("main")
    .getByRole("link", { name: new RegExp(product.name) })
    .first()
    .click();
  await page.getByRole("link", { name: "후기 쓰기" }).click();
  await page.getByRole("button", { name: `${product.name} 후기 쓰기` }).click();
  await takenOver(page);
  await page.getByRole("button", { name: "후기 올리기" }).click();
  await page.getByText("별점을 골라 주세요").first().waitFor();
  await shoot(page, "write");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("radio", { name: "4점" }).check();
  await page.getByLabel("후기 내용").fill("색이 사진보다 깊어요 🙂");
  await page.getByLabel("사진", { exact: true }).setInputFiles({
    name: "한글 사진(1).JPG",
    mimeType: "image/jpeg",
    buffer: await photo(),
  });
  await page.getByRole("img", { name: "후기 사진 1" }).waitFor();
  await page.getByRole("button", { name: "후기 올리기" }).click();
  await page.getByText("지금 후기를 쓸 수 있는 상품이 없어요").waitFor();
  await shoot(page, "own");
  expect(await faultsOf(page)).toEqual([]);

  await page.goto(`${shopUrl}/p/${product.slug}`);
  await takenOver(page);
  await page.getByRole("heading", { name: "후기 1" }).waitFor();
  const article = page.getByRole("article").filter({ hasText: "색이 사진보다 깊어요 🙂" });
  await article.getByRole("img", { name: "후기 사진 1" }).waitFor();
  await page.getByRole("button", { name: "문의하기" }).click();
  await page.getByLabel("문의 내용").fill("01012345678로 알려 주세요");
  await page.getByLabel("비밀글로 문의하기").check();
  await page.getByRole("button", { name: "문의하기" }).click();
  await page.getByText("문의를 남겼어요").waitFor();
  await page.getByRole("article").filter({ hasText: "01012345678로 알려 주세요" }).waitFor();
  await shoot(page, "product-phone");
  expect(await faultsOf(page)).toEqual([]);
  await context.close();

  const guest = await (await fetch(`${shopUrl}/p/${product.slug}`)).text();
  expect(guest).toContain("색이 사진보다 깊어요");
  expect(guest).toContain("비밀글이에요");
  expect(guest).not.toContain("01012345678");
  expect(guest).toContain('"aggregateRating":{"@type":"AggregateRating","ratingValue":4,"reviewCount":1}');
  const list = await fetch(`${shopUrl}/products?q=${encodeURIComponent(product.name)}`);
  expect([list.status, await list.text()]).toEqual([200, expect.stringContaining("별점 4.0점, 후기 1개")]);

  const staff = await hire(shopUrl, "catalogue");
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  await visitAs(page, shopUrl, staff.account, "/admin");
  await page.getByRole("link", { name: "후기·문의", exact: true }).click();
  await answer(product, "색이 사진보다 깊어요 🙂", "오래 써 주세요");
  expect(await page.getByText("숨기기").count()).toBe(0);
  await shoot(page, "room-reviews");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("link", { name: "문의", exact: true }).click();
  await page.waitForURL(/tab=questions/);
  await answer(product, "01012345678로 알려 주세요", "연락드렸어요");
  await shoot(page, "room-questions");
  expect(await faultsOf(page)).toEqual([]);

  await page.goto(`${shopUrl}/p/${product.slug}`);
  await page.getByText("오래 써 주세요").waitFor();
  await shoot(page, "product-desktop");
  expect(await faultsOf(page)).toEqual([]);
  expect(await page.getByText("연락드렸어요").count()).toBe(0);
});

/** Answers the review or question with this text, in the room. */
async function answer({ name }: Product, text: string, words: string): Promise<void> {
  const card = page.getByRole("article").filter({ hasText: name }).filter({ hasText: text });
  await card.waitFor();
  await takenOver(page);
  await card.getByRole("textbox", { name: /답변$/ }).fill(words);
  await card.getByRole("button", { name: "답변 저장" }).click();
  await expect.poll(() => card.getByRole("textbox").first().inputValue()).toBe(words);
  await card.getByText("답변을 저장했어요").waitFor();
}

test("staff of support hide a review; its author reads the reason, others nothing", async () => {
  const { product, account, member } = await bought();
  const lines = await member.request<{ items: { orderLineId: string }[] }>("GET", "/api/v1/me/reviewable");
  const orderLineId = lines.body.items[0]?.orderLineId;
  await member.request("POST", "/api/v1/reviews", { orderLineId, rating: 1, text: "다른 상점이 더 싸요" });
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  await memberAt(page, shopUrl);
  await page.goto(`${shopUrl}/p/${product.slug}`);
  await takenOver(page);
  await page.getByRole("button", { name: "도움이 됐어요 0" }).click();
  await page.getByRole("button", { name: "도움이 됐어요 1", pressed: true }).waitFor();
  await page.getByRole("button", { name: "신고" }).click();
  await page.getByLabel("신고 이유").selectOption("advertising");
  expect(await faultsOf(page)).toEqual([]);
  await page.getByRole("button", { name: "신고" }).click();
  await page.getByText("신고를 받았어요").waitFor();
  await context.close();

  const staff = await hire(shopUrl, "support");
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  await visitAs(page, shopUrl, staff.account, "/admin/reviews");
  await page.getByLabel("별점").selectOption("1");
  await page.getByLabel("신고된 후기만").check();
  await page.getByRole("button", { name: "찾기" }).click();
  await page.waitForURL(/rating=1/);
  await takenOver(page);
  const card = page.getByRole("article").filter({ hasText: product.name });
  await card.getByText("숨기기").first().click();
  await card.getByLabel("이유").fill("다른 상점의 광고예요");
  await card.getByRole("button", { name: "숨기기" }).click();
  // The report is settled, so the list of reported reviews has it no longer.
  await card.waitFor({ state: "detached" });
  await page.goto(`${shopUrl}/admin/reviews?state=hidden`);
  await card.getByText("숨긴 이유: 다른 상점의 광고예요").waitFor();
  await shoot(page, "room-hidden");
  expect(await faultsOf(page)).toEqual([]);
  await context.close();
  expect(await (await fetch(`${shopUrl}/p/${product.slug}`)).text()).not.toContain("다른 상점이 더 싸요");
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  await visitAs(page, shopUrl, account, "/account/reviews");
  await page.getByText("상점이 숨긴 후기예요. 이유: 다른 상점의 광고예요").waitFor();
  await takenOver(page);
  await page.getByRole("button", { name: `${product.name} 후기 고치기` }).click();
  await page.getByLabel("후기 내용").fill("배송이 늦었어요");
  await page.getByRole("radio", { name: "2점" }).check();
  await page.getByRole("button", { name: "후기 올리기" }).click();
  await page.getByRole("article").getByText("배송이 늦었어요").first().waitFor();
});

test("for lesser roles there is no such room and no call; for guests no page", async () => {
  for (const path of ["/admin/reviews", "/en/admin/reviews"])
    expect((await fetch(shopUrl + path)).status).toBe(404);
  const staff = await hire(shopUrl, "analyst");
  expect((await staff.api.request("GET", "/api/v1/admin/reviews")).status).toBe(403);
  ({ context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl));
  await visitAs(page, shopUrl, staff.account, "/admin");
  await page.getByRole("heading", { level: 1, name: "운영자 페이지" }).waitFor();
  expect(await page.getByRole("link", { name: "후기·문의", exact: true }).count()).toBe(0);
  expect((await page.goto(`${shopUrl}/admin/reviews`))?.status()).toBe(404);
});
