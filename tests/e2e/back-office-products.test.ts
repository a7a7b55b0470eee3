/** The room for products: staff register, picture, publish and edit a product, and the shop shows it. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import sharp from "sharp";
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { memberAt } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let catalogue: TestStaff;

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(() => endVisits(browser));

const openRoom = (screen: Screen = "desktop", staff = catalogue) =>
  openRoomOf(browser, shopUrl, staff.account, { path: "/admin/products", title: "상품" }, screen);

const textOf = async (path: string) => (await fetch(`${shopUrl}${path}`)).text();
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const fillIn = async (page: Page, values: Readonly<Record<string, string>>) => {
  for (const [label, value] of Object.entries(values)) await field(page, label).fill(value);
};
const picture = async (colour: string) => ({
  name: `${colour}.png`,
  mimeType: "image/png",
  buffer: await sharp({ create: { width: 900, height: 900, channels: 3, background: colour } })
    .png()
    .toBuffer(),
});

/** Adds a draft through the API, which no other test meets in the shop, and returns its id. */
async function addProduct(name: string, values: readonly string[] = ["흰색", "검정"]): Promise<string> {
  const code = randomUUID().slice(0, 8).toUpperCase();
  const variants = values.map((value, at) => ({
    sku: `${code}-${at}`,
    options: { 색상: value },
    price: 10_000 + at,
  }));
  const options = [{ name: "색상", values }];
  const product = { name, status: "draft", options, variants };
  const { api } = catalogue;
  const added = await api.request<{ id: string }>("POST", "/api/v1/admin/products", product, api.proof);
  expect(added.status).toBe(201);
  return added.body.id;
}

/** The page of a draft with this name, which no other test meets. */
async function openDraft(name: string, values?: readonly string[]) {
  const id = await addProduct(name, values);
  const path = `/admin/products/${id}`;
  return { id, ...(await openRoomOf(browser, shopUrl, catalogue.account, { path, title: name })) };
}
const save = (page: Page) => page.getByRole("button", { name: "저장하기", exact: true }).click();

test("a product is registered, pictured, published and re-priced, and the shop shows it", async () => {
  const { context, page, errors } = await openRoom();
  const slug = `moon-lamp-${randomUUID().slice(0, 8)}`;
  const name = `달 조명 ${slug.slice(-8)}`;
  await page.getByRole("link", { name: "새 상품" }).click();
  await page.getByRole("heading", { level: 1, name: "새 상품" }).waitFor();
  await takenOver(page);
  await page.getByRole("button", { name: "등록하기" }).click();
  await page.getByRole("link", { name: "상품 이름: 입력해 주세요." }).waitFor();
  await fillIn(page, { "상품 이름": name, "영어 이름": "Moon lamp", 주소: slug });
  await page.getByRole("button", { name: "옵션 더하기" }).click();
  await fillIn(page, { "옵션 1 이름": "빛", "옵션 1 값": "노랑\n하양" });
  await page.getByRole("button", { name: "옵션 더하기" }).click();
  await fillIn(page, { "옵션 2 이름": "크기", "옵션 2 값": "작은 것\n큰 것" });
  await field(page, "SKU 앞부분").fill(`LAMP-${slug.slice(-8)}`);
  await field(page, "모든 품목의 가격").fill("45,000");
  await page.getByRole("button", { name: "채우기" }).click();
  await fillIn(page, { "노랑 / 큰 것 가격": "59000", "노랑 / 작은 것 처음 재고": "5" });
  await page.getByRole("button", { name: "등록하기" }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await takenOver(page);
  await page.getByLabel("사진 고르기").setInputFiles([await picture("#d08020"), await picture("#203040")]);
  await page.getByText("사진을 2장 올렸어요.").waitFor();
  await page.getByRole("button", { name: "사진 2 앞으로 옮기기" }).click();
  await page.getByText("2장 가운데 1번째로 옮겼어요.").waitFor();
  await page.getByRole("button", { name: "사진 1 설명과 품목" }).click();
  await field(page, "사진 설명 (한국어)").fill("밤에 켠 조명");
  await page.getByRole("button", { name: "사진 저장하기" }).click();
  await page.getByText("사진을 저장했어요.").waitFor();
  expect((await fetch(`${shopUrl}/p/${slug}`)).status).toBe(404);
  await field(page, "상태").selectOption({ label: "판매 중" });
  await save(page);
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();

  await page.getByRole("link", { name: "상점에서 보기" }).click();
  await page.waitForURL(`${shopUrl}/p/${slug}`);
  await page.getByRole("heading", { level: 1, name }).waitFor();
  expect(await page.getByRole("main").innerText()).toContain("45,000원");
  await page.getByRole("img", { name: "밤에 켠 조명" }).first().waitFor();
  expect(await faultsOf(page)).toEqual([]);
  await page.goto(`${shopUrl}/admin/products?q=${slug.slice(-8).toUpperCase()}`);
  await page.getByRole("link", { name }).click();
  await page.getByRole("heading", { level: 1, name }).waitFor();
  await takenOver(page);
  await field(page, "노랑 / 작은 것 가격").fill("39000");
  await save(page);
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();
  await expect.poll(() => textOf(`/p/${slug}`)).toContain("39,000원");
  // The other tests buy what the demo sells.
  await field(page, "상태").selectOption({ label: "보관" });
  await save(page);
  await expect.poll(async () => (await fetch(`${shopUrl}/p/${slug}`)).status).toBe(404);
  expect(errors).toEqual([]);
  await context.close();
});

test("options change the rows, and keep those that exist", async () => {
  const { context, page } = await openDraft("물감", ["빨강", "파랑"]);
  await field(page, "옵션 1 값").fill("빨강\n파랑\n초록");
  await field(page, "옵션 1 이름").focus();
  expect(await field(page, "파랑 가격").inputValue()).toBe("10001");
  await fillIn(page, { "초록 SKU": `GREEN-${randomUUID().slice(0, 8)}`, "초록 가격": "12000" });
  await page.getByRole("button", { name: "빨강 빼기" }).click();
  await page.getByText("저장하면 품목 1개를 더는 팔지 않아요.").waitFor();
  await page.getByRole("button", { name: "빠진 조합 1개 더하기" }).click();
  expect(await field(page, "빨강 가격").inputValue()).toBe("10000");
  await field(page, "초록 할인 전 가격").fill("11000");
  await save(page);
  await page.getByRole("link", { name: /^품목 3 할인 전 가격: / }).click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.type("13000");
  await save(page);
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();
  expect(await page.getByRole("row").count()).toBe(4);
  await context.close();
});

test("what two people save at the same time is both kept", async () => {
  const { context, page, id } = await openDraft("찻잔");
  await field(page, "브랜드").fill("온유");
  await field(page, "검정 가격").fill("15000");
  const { api } = catalogue;
  const path = `/api/v1/admin/products/${id}`;
  const read = await api.request("GET", path, undefined, api.proof);
  const version = { ...api.proof, "if-match": read.headers.get("etag") ?? "" };
  expect((await api.request("PATCH", path, { name: "큰 찻잔" }, version)).status).toBe(200);
  await save(page);
  await page.getByText("다른 사람이 먼저 저장했어요: 상품 이름.").waitFor();
  expect(await field(page, "상품 이름").inputValue()).toBe("큰 찻잔");
  await save(page);
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();
  const now = await api.request("GET", path, undefined, api.proof);
  expect(now.body).toMatchObject({
    name: "큰 찻잔",
    brand: "온유",
    variants: [{ price: { amount: 10_000 } }, { price: { amount: 15_000 } }],
  });
  await context.close();
});

test("pictures are refused one by one, moved by keyboard, and deleted after a question", async () => {
  const { context, page } = await openDraft("엽서");
  const text = { name: "note.png", mimeType: "image/png", buffer: Buffer.from("no picture") };
  const files = [await picture("#111111"), text, await picture("#eeeeee")];
  await page.getByLabel("사진 고르기").setInputFiles(files);
  await page.getByText("사진을 2장 올렸어요.").waitFor();
  await page.getByText(/^note\.png: /).waitFor();
  const later = page.getByRole("button", { name: "사진 1 뒤로 옮기기" });
  await later.focus();
  await page.keyboard.press("Enter");
  await page.getByText("2장 가운데 2번째로 옮겼어요.").waitFor();
  expect(await page.evaluate("document.activeElement.getAttribute('aria-label')")).toBe("사진 2 뒤로 옮기기");
  await page.getByRole("button", { name: "사진 1 지우기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "지우기", exact: true }).click();
  await page.getByText("사진을 지웠어요.").waitFor();
  const { buffer } = await picture("#3355aa");
  await page.evaluate(`{
    const files = new DataTransfer();
    const bytes = Uint8Array.from(atob("${buffer.toString("base64")}"), (letter) => letter.charCodeAt(0));
    files.items.add(new File([bytes], "dropped.png", { type: "image/png" }));
    document.querySelector("input[type=file]").closest("div")
      .dispatchEvent(new DragEvent("drop", { bubbles: true, cancelable: true, dataTransfer: files }));
  }`);
  await page.getByText("사진을 1장 올렸어요.").waitFor();
  expect(await page.getByRole("article").count()).toBe(2);
  await context.close();
});

test("300 variants stay usable: what is typed is there at once", async () => {
  const values = Array.from({ length: 150 }, (_, at) => `무늬 ${at + 1}`);
  const { context, page } = await openDraft("벽지", values);
  await page.getByRole("button", { name: "옵션 더하기" }).click();
  await fillIn(page, { "옵션 2 이름": "폭", "옵션 2 값": "좁은 것\n넓은 것" });
  await field(page, "SKU 앞부분").fill(`WALL-${randomUUID().slice(0, 8)}`);
  await page.getByRole("button", { name: "채우기" }).click();
  await field(page, "무늬 150 / 넓은 것 가격").fill("77000");
  await save(page);
  await page.getByText("저장했어요. 상점에 바로 보여요.").waitFor();
  expect(await page.getByRole("row").count()).toBe(301);
  expect(await field(page, "무늬 150 / 넓은 것 가격").inputValue()).toBe("77000");
  await context.close();
});

test("staff duplicate a product, and go on with the copy, which is a draft", async () => {
  const { context, page } = await openDraft("겨울 담요");
  await page.getByRole("button", { name: "복제하기" }).click();
  await page.getByRole("heading", { level: 1, name: "겨울 담요 (복사본)" }).waitFor();
  await takenOver(page);
  expect(await field(page, "상품 이름").inputValue()).toBe("겨울 담요 (복사본)");
  expect(await field(page, "상태").inputValue()).toBe("draft");
  await context.close();
});

describe("for others", () => {
  test("there is no room without the permission: 404", async () => {
    const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
    await memberAt(page, shopUrl);
    const id = randomUUID();
    for (const path of ["/admin/products", "/admin/products/new", `/admin/products/${id}`])
      expect([path, (await page.goto(`${shopUrl}${path}`))?.status()]).toEqual([path, 404]);
    await context.close();
  });

  test("who may read products only sees one, and changes nothing", async () => {
    const support = await hire(shopUrl, "support");
    const { context, page } = await openRoom("desktop", support);
    expect(await page.getByRole("link", { name: "새 상품" }).count()).toBe(0);
    for (const unknown of ["new", randomUUID()])
      expect((await page.goto(`${shopUrl}/admin/products/${unknown}`))?.status()).toBe(404);
    await page.goto(`${shopUrl}/admin/products/${await addProduct("책갈피")}`);
    await takenOver(page);
    await page.getByText("이 역할은 상품을 볼 수만 있어요.").waitFor();
    expect(await field(page, "상품 이름").isDisabled()).toBe(true);
    for (const name of ["저장하기", "복제하기"])
      expect(await page.getByRole("button", { name }).count(), name).toBe(0);
    await context.close();
  });
});

test("axe finds no fault in the room", async () => {
  const { context, page } = await openRoom("phone");
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.goto(`${shopUrl}/admin/products/${await addProduct("부채")}`);
  await takenOver(page);
  await page.getByLabel("사진 고르기").setInputFiles([await picture("#884400")]);
  await page.getByText("사진을 1장 올렸어요.").waitFor();
  await page.getByRole("button", { name: "사진 1 설명과 품목" }).click();
  await field(page, "흰색 가격").fill("만 원");
  await field(page, "상품 이름").fill("");
  await save(page);
  await page.getByRole("main").getByRole("alert").filter({ hasText: "확인해 주세요" }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await context.close();
});
