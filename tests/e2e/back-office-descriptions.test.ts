/** Descriptions with a form: staff write one, the shop shows it, and nothing in it runs. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { attacks } from "../../server/modules/catalog/descriptions/attacks.fixture.ts";
import { faultsOf } from "./axe.ts";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire, type TestStaff } from "./hire.ts";
import { visitAs } from "./members.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let catalogue: TestStaff;

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(() => endVisits(browser));

interface Added {
  readonly id: string;
  readonly slug: string;
}

async function addProduct(fields: object): Promise<Added> {
  const sku = randomUUID().slice(0, 13);
  const product = {
    name: `이불 ${sku}`,
    options: [],
    variants: [{ sku, options: {}, price: 1_000 }],
    ...fields,
  };
  const { api } = catalogue;
  const added = await api.request<Added>("POST", "/api/v1/admin/products", product, api.proof);
  expect(added.status).toBe(201);
  return added.body;
}
async function archive(id: string): Promise<void> {
  const { api } = catalogue;
  const address = `/api/v1/admin/products/${id}`;
  const { headers } = await api.request("GET", address, undefined, api.proof);
  await api.request(
    "PATCH",
    address,
    { status: "archived" },
    { ...api.proof, "if-match": headers.get("etag") ?? "" },
  );
}
const button = (page: Page, name: string) => page.getByRole("button", { name, exact: true });
const editorOf = (page: Page, label: string) => page.getByRole("textbox", { name: label, exact: true });

test("staff write headings, lists, links and tables; shoppers read them, on a phone too", async () => {
  const { id, slug } = await addProduct({ status: "active", description: "첫 줄\n둘째 줄" });
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, catalogue.account, `/admin/products/${id}`);
  await takenOver(page);
  const editor = editorOf(page, "설명");
  await editor.waitFor();
  expect(await editor.innerText()).toContain("첫 줄\n둘째 줄");
  expect(await faultsOf(page)).toEqual([]);
  await editor.click();
  await page.keyboard.press("ControlOrMeta+a");
  await page.keyboard.press("Delete");
  const tools = page.getByRole("group", { name: "설명 서식", exact: true });
  await tools.getByRole("button", { name: "제목", exact: true }).click();
  await page.keyboard.type("소재");
  await page.keyboard.press("Enter");
  await page.keyboard.type("두툼한 ");
  await tools.getByRole("button", { name: "굵게" }).click();
  await page.keyboard.type("면");
  await tools.getByRole("button", { name: "굵게" }).click();
  await page.keyboard.press("Enter");
  await tools.getByRole("button", { name: "목록", exact: true }).click();
  await page.keyboard.type("하나");
  await page.keyboard.press("Enter");
  await page.keyboard.type("둘");
  await page.keyboard.press("Enter");
  await page.keyboard.press("Enter");
  await tools.getByRole("button", { name: "링크", exact: true }).click();
  await page.getByLabel("링크 주소").fill("javascript:alert(1)");
  await button(page, "링크 걸기").click();
  await page.getByText("https://로 시작하는 주소나 이메일을 적어 주세요.").waitFor();
  await page.getByLabel("링크 주소").fill("shop.example/care");
  await button(page, "링크 걸기").click();
  await page.keyboard.press("Enter");
  await tools.getByRole("button", { name: "표 넣기" }).click();
  await page.keyboard.type("크기");
  await page.keyboard.press("Tab");
  await page.keyboard.type("값");
  await tools.getByRole("button", { name: "줄 지우기" }).waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await editorOf(page, "영어 설명").click();
  await page.keyboard.type("Soft cotton");
  await button(page, "저장하기").click();
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();

  const phone = await visitor(browser, "phone", "ko-KR", shopUrl);
  await phone.page.goto(`${shopUrl}/p/${slug}`);
  const about = phone.page.getByRole("region", { name: "상품 이야기" });
  await about.getByRole("heading", { name: "소재" }).waitFor();
  expect(await about.locator("strong").innerText()).toBe("면");
  expect(await about.getByRole("listitem").allInnerTexts()).toEqual(["하나", "둘"]);
  const link = about.getByRole("link", { name: "https://shop.example/care" });
  expect(await link.getAttribute("rel")).toBe("noopener nofollow");
  expect(await about.getByRole("columnheader").first().innerText()).toBe("크기");
  expect(await fitsScreen(phone.page)).toBe(true);
  expect(await faultsOf(phone.page)).toEqual([]);
  expect(phone.errors).toEqual([]);
  await phone.page.goto(`${shopUrl}/en/p/${slug}`);
  await phone.page.getByText("Soft cotton").waitFor();
  await phone.context.close();
  await archive(id);
  expect(errors).toEqual([]);
  await context.close();
});

test("staff put pictures into a text and say what they show; shoppers see them", async () => {
  const { id, slug } = await addProduct({ status: "active", description: "첫 줄" });
  const { context, page, errors } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, catalogue.account, `/admin/products/${id}`);
  await takenOver(page);
  const editor = editorOf(page, "설명");
  await editor.click();
  const painted = (height: number) =>
    sharp({ create: { width: 860, height, channels: 3, background: "#8fa08a" } })
      .jpeg()
      .toBuffer();
  const file = (name: string, buffer: Buffer) => ({ name, mimeType: "image/jpeg", buffer });
  const files = page.getByLabel("본문에 넣을 사진 파일").first();
  await files.setInputFiles(file("글.jpg", Buffer.from("no picture")));
  await page.getByRole("alert").filter({ hasText: "글.jpg" }).waitFor();
  await files.setInputFiles([file("치수.jpg", await painted(1_200)), file("소재.jpg", await painted(400))]);
  await editor.locator("img").nth(1).waitFor();
  await editor.locator("img").first().click();
  await page.getByLabel("사진 설명").fill("치수를 적은 표");
  expect(await faultsOf(page)).toEqual([]);
  await button(page, "저장하기").click();
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();

  const phone = await visitor(browser, "phone", "ko-KR", shopUrl);
  await phone.page.goto(`${shopUrl}/p/${slug}`);
  const about = phone.page.getByRole("region", { name: "상품 이야기" });
  const shown = about.getByRole("img", { name: "치수를 적은 표" });
  await shown.scrollIntoViewIfNeeded();
  expect([await shown.getAttribute("loading"), await shown.getAttribute("height")]).toEqual(["lazy", "1200"]);
  const drawn = () =>
    shown.evaluate<boolean, { naturalWidth?: number }>((img) => (img.naturalWidth ?? 0) > 0);
  await expect.poll(drawn).toBe(true);
  expect(await about.locator("img").count()).toBe(2);
  expect(await fitsScreen(phone.page)).toBe(true);
  expect(await faultsOf(phone.page)).toEqual([]);
  expect(phone.errors).toEqual([]);
  await phone.context.close();
  await archive(id);
  expect(errors.filter((text) => !text.includes("400"))).toEqual([]);
  await context.close();
});

test("nothing of a description runs, in the shop and in its editor", async () => {
  const halves = [attacks.slice(0, attacks.length / 2), attacks.slice(attacks.length / 2)];
  const products = await Promise.all(
    halves.map((half) => addProduct({ status: "active", descriptionHtml: half.join("<p>글</p>") })),
  );
  const { context, page, outside } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await visitAs(page, shopUrl, catalogue.account, "/admin/products");
  for (const { id, slug } of products) {
    for (const path of [`/p/${slug}`, `/admin/products/${id}`]) {
      await page.goto(`${shopUrl}${path}`, { waitUntil: "networkidle" });
      expect(await page.evaluate("window.attacked ?? null")).toBe(null);
    }
    await archive(id);
  }
  expect(outside).toEqual([]);
  await context.close();
});
