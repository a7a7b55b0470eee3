/** The room for categories: the tree by keyboard and mouse, edits with a way back, and refusals in words. */
import { randomUUID } from "node:crypto";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOnBothScreens } from "./axe.ts";
import { endVisits, type Screen, sharedBrowser, visitor } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { memberAt } from "./members.ts";
import { openRoomOf } from "./office.ts";

const shopUrl = inject("shopUrl");
let browser: Browser;
let catalogue: TestStaff;

beforeAll(async () => {
  [browser, catalogue] = await Promise.all([sharedBrowser(), hire(shopUrl, "catalogue")]);
});
afterAll(async () => {
  await endVisits(browser);
  // The shoppers' tests look at the categories of the demo.
  // One that was moved into another goes before it: what is refused at first is deleted in the next round.
  for (let left = added.toReversed(); left.length > 0; ) {
    const before = left.length;
    const refused: string[] = [];
    for (const id of left) if ((await call("DELETE", `/${id}`)).status === 409) refused.push(id);
    left = refused;
    if (left.length === before) throw new Error(`${before} categories stay`);
  }
});

interface Category {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly parentId: string | null;
  readonly position: number;
  readonly etag: string;
}

const path = "/api/v1/admin/categories";
const call = <Body = Category>(method: string, below = "", body?: unknown, headers = {}) =>
  catalogue.api.request<Body>(method, `${path}${below}`, body, { ...catalogue.api.proof, ...headers });

const added: string[] = [];

/** Adds a category that no product is in, below `parentId`. */
async function addCategory(name: string, parentId: string | null): Promise<Category> {
  const slug = `room-${randomUUID().slice(0, 8)}`;
  const { status, body } = await call("POST", "", { name, slug, parentId });
  expect(status).toBe(201);
  added.push(body.id);
  return body;
}

/** A family of its own, so that tests do not meet: a parent with three below it. */
async function family() {
  const mark = randomUUID().slice(0, 8);
  const parent = await addCategory(`가족 ${mark}`, null);
  const [one, two, three] = [
    await addCategory(`하나 ${mark}`, parent.id),
    await addCategory(`둘 ${mark}`, parent.id),
    await addCategory(`셋 ${mark}`, parent.id),
  ];
  return { parent, one, two, three };
}
const below = async (parentId: string) =>
  (await call<{ items: Category[] }>("GET")).body.items
    .filter((each) => each.parentId === parentId)
    .map(({ name }) => name);

const openRoom = (id?: string, screen: Screen = "desktop", staff = catalogue) =>
  openRoomOf(
    browser,
    shopUrl,
    staff.account,
    { path: `/admin/categories${id ? `?id=${id}` : ""}`, title: "카테고리" },
    screen,
  );
const row = (page: Page, name: string) =>
  page.getByRole("treeitem", { name: new RegExp(`^${name} [0-9]+개$`) });
const field = (page: Page, label: string) => page.getByLabel(label, { exact: true });
const notice = (page: Page, text: string) => page.getByText(text, { exact: true }).waitFor();

test("a category is created, renamed, found in the shop, and the rename is taken back", async () => {
  const { context, page, errors } = await openRoom();
  const mark = randomUUID().slice(0, 8);
  await page.getByRole("button", { name: "새 카테고리" }).click();
  await page.getByRole("button", { name: "만들기" }).click();
  await page.getByRole("link", { name: "이름: 입력해 주세요." }).waitFor();
  await field(page, "이름").fill(`찻잔 ${mark}`);
  await field(page, "영어 이름").fill(`Tea cups ${mark}`);
  await field(page, "주소").focus();
  expect(await field(page, "주소").inputValue()).toBe(`tea-cups-${mark}`);
  await page.getByRole("button", { name: "만들기" }).click();
  await notice(page, `찻잔 ${mark} 카테고리를 만들었어요.`);
  await expect
    .poll(async () => (await fetch(`${shopUrl}/en/c/tea-cups-${mark}`)).text())
    .toContain(`Tea cups ${mark}`);

  await field(page, "이름").fill(`큰 찻잔 ${mark}`);
  await page.getByRole("button", { name: "저장하기" }).click();
  await notice(page, `찻잔 ${mark} 카테고리를 저장했어요.`);
  await row(page, `큰 찻잔 ${mark}`).waitFor();
  await page.getByRole("button", { name: "되돌리기" }).click();
  await notice(page, "되돌렸어요.");
  await row(page, `찻잔 ${mark}`).waitFor();
  expect(await field(page, "이름").inputValue()).toBe(`찻잔 ${mark}`);

  await page.getByRole("button", { name: "지우기", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "지우기" }).click();
  await notice(page, `찻잔 ${mark} 카테고리를 지웠어요.`);
  expect(await row(page, `찻잔 ${mark}`).count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test("by keyboard the tree is walked, and a category moves in its order, in, out, and back", async () => {
  const { parent, one, two, three } = await family();
  const { context, page } = await openRoom(two.id);
  await row(page, two.name).click();
  await page.keyboard.press("Alt+ArrowUp");
  await notice(page, `${two.name} 카테고리를 옮겼어요.`);
  expect(await below(parent.id)).toEqual([two.name, one.name, three.name]);
  await page.keyboard.press("ArrowDown");
  await expect.poll(() => focusedName(page)).toContain(one.name);
  await page.keyboard.press("Alt+ArrowRight");
  await notice(page, `${one.name} 카테고리를 옮겼어요.`);
  expect(await below(two.id)).toEqual([one.name]);
  await expect.poll(() => focusedName(page)).toContain(one.name);
  await page.keyboard.press("Alt+ArrowLeft");
  await expect.poll(() => below(parent.id)).toEqual([two.name, one.name, three.name]);
  await page.getByRole("button", { name: "되돌리기" }).click();
  await expect.poll(() => below(two.id)).toEqual([one.name]);
  // Enter leads to the form.
  await row(page, three.name).focus();
  await page.keyboard.press("Enter");
  await expect.poll(() => field(page, "이름").inputValue()).toBe(three.name);
  await context.close();
});

const focusedName = (page: Page) => page.evaluate<string>("document.activeElement.textContent");

test("a category is dragged before another one, and into one", async () => {
  const { parent, one, two, three } = await family();
  const { context, page } = await openRoom(two.id);
  await row(page, three.name).dragTo(row(page, one.name), { targetPosition: { x: 60, y: 3 } });
  await notice(page, `${three.name} 카테고리를 옮겼어요.`);
  expect(await below(parent.id)).toEqual([three.name, one.name, two.name]);
  await row(page, two.name).dragTo(row(page, one.name), { targetPosition: { x: 60, y: 22 } });
  await expect.poll(() => below(one.id)).toEqual([two.name]);
  await context.close();
});

test("what others changed meanwhile is told in words, and what was typed stays", async () => {
  const { two } = await family();
  const { context, page } = await openRoom(two.id);
  expect((await call("PATCH", `/${two.id}`, { slug: `${two.slug}-b` })).status).toBe(200);
  await field(page, "이름").fill("두 번째");
  await page.getByRole("button", { name: "저장하기" }).click();
  await page.getByText(`다른 사람이 ${two.name} 카테고리를 먼저 바꿨어요: 주소.`).waitFor();
  expect(await field(page, "주소").inputValue()).toBe(`${two.slug}-b`);
  expect(await field(page, "이름").inputValue()).toBe("두 번째");
  await page.getByRole("button", { name: "저장하기" }).click();
  await notice(page, `${two.name} 카테고리를 저장했어요.`);
  expect((await call("GET", `/${two.id}`)).body).toMatchObject({ name: "두 번째", slug: `${two.slug}-b` });

  await field(page, "주소").fill("tableware");
  await page.getByRole("button", { name: "저장하기" }).click();
  await page.getByRole("link", { name: "주소: 다른 카테고리가 쓰는 주소예요." }).waitFor();
  await context.close();
});

test("a category with others below it is not deleted; one with products asks where they go", async () => {
  const { parent, one, two } = await family();
  const sku = `CAT-${randomUUID().slice(0, 8)}`;
  const product = { name: "분류 시험", status: "draft", options: [], categoryIds: [one.id] };
  const variants = [{ sku, options: {}, price: 1_000 }];
  const { api } = catalogue;
  const added = await api.request("POST", "/api/v1/admin/products", { ...product, variants }, api.proof);
  expect(added.status).toBe(201);
  const { context, page } = await openRoom(parent.id);
  await page.getByRole("button", { name: "지우기", exact: true }).click();
  await page.getByText("아래에 카테고리가 3개 있어요.").waitFor();
  await page.getByRole("dialog").getByRole("button", { name: "닫기" }).click();

  await row(page, one.name).click();
  await page.getByRole("link", { name: "상품 1개 보기" }).waitFor();
  await page.getByRole("button", { name: "지우기", exact: true }).click();
  await page.getByLabel("상품을 옮길 카테고리").selectOption(two.id);
  await page.getByRole("dialog").getByRole("button", { name: "지우기" }).click();
  await notice(page, `${one.name} 카테고리를 지웠어요.`);
  await row(page, two.name).click();
  await page.getByRole("link", { name: "상품 1개 보기" }).click();
  await page.waitForURL(/\/admin\/products\?category=/);
  await page.getByRole("link", { name: "분류 시험" }).waitFor();
  await context.close();
});

test("at 500 categories the tree opens, finds and moves", async () => {
  const mark = randomUUID().slice(0, 4);
  const top = await addCategory(`많은 것 ${mark}`, null);
  const groups: Category[] = [];
  for (let group = 0; group < 20; group += 1) groups.push(await addCategory(`${mark} 묶음 ${group}`, top.id));
  const fill = ({ id: parentId, slug }: Category, group: number) =>
    Array.from({ length: 24 }, (_, at) =>
      call("POST", "", { name: `${mark} 낱개 ${group}-${at}`, slug: `${slug}-${at}`, parentId }),
    );
  const leaves: { readonly body: Category }[] = [];
  for (const [at, group] of groups.entries()) leaves.push(...(await Promise.all(fill(group, at))));
  const { context, page } = await openRoom(top.id);
  const search = page.getByPlaceholder("카테고리 찾기");
  await search.fill(`${mark} 낱개 7-1`);
  const one = `${mark} 낱개 7-13`;
  await row(page, one).click();
  await row(page, `${mark} 묶음 7`).locator("span").first().click();
  await search.fill("");
  await row(page, `많은 것 ${mark}`).waitFor();
  await search.fill(one);
  await expect.poll(() => page.getByRole("treeitem").count()).toBe(3);
  await page.getByRole("button", { name: "위로", exact: true }).click();
  await notice(page, `${one} 카테고리를 옮겼어요.`);
  await page.getByRole("button", { name: "되돌리기" }).click();
  await notice(page, "되돌렸어요.");
  await context.close();
  while (leaves.length > 0)
    await Promise.all(leaves.splice(0, 24).map(({ body }) => call("DELETE", `/${body.id}`)));
});

test("who may read products only sees the tree; for members there is no such room", async () => {
  const { one } = await family();
  const support = await hire(shopUrl, "support");
  const { context, page } = await openRoom(one.id, "desktop", support);
  await page.getByText("이 역할은 카테고리를 볼 수만 있어요.").waitFor();
  expect(await field(page, "이름").isDisabled()).toBe(true);
  for (const name of ["새 카테고리", "저장하기", "지우기", "위로"])
    expect([name, await page.getByRole("button", { name }).count()]).toEqual([name, 0]);
  const { api } = support;
  const refused = await api.request("PATCH", `${path}/${one.id}`, { name: "x" }, api.proof);
  expect(refused.status).toBe(403);
  await context.close();
  const visit = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await memberAt(visit.page, shopUrl);
  expect((await visit.page.goto(`${shopUrl}/admin/categories`))?.status()).toBe(404);
  await visit.context.close();
});

test("axe finds no fault in the room", async () => {
  const { one } = await family();
  const { context, page } = await openRoom(one.id, "phone");
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await field(page, "이름").fill("");
  await page.getByRole("button", { name: "저장하기" }).click();
  await page.getByRole("main").getByRole("alert").filter({ hasText: "확인해 주세요" }).waitFor();
  await page.getByRole("button", { name: "아래로", exact: true }).click();
  await notice(page, `${one.name} 카테고리를 옮겼어요.`);
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await context.close();
});
