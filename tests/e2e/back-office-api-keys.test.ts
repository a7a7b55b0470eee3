/** The room for API keys: a key is made, works for a program, and is revoked; only owners have the room. */
import { execFile } from "node:child_process";
import { randomUUID } from "node:crypto";
import { promisify } from "node:util";
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Client, client } from "../support/client.ts";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser } from "./browser.ts";
import { fitsScreen } from "./fits-screen.ts";
import { hire, type TestStaff } from "./hire.ts";
import { problem } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { shoot } from "./shoot.ts";

const shopUrl = inject("shopUrl");
const room = { path: "/admin/api-keys", title: "API 키" };
let browser: Browser;
/** The other roles have no `key:write`. */
let owner: TestStaff;

beforeAll(async () => {
  [browser, owner] = await Promise.all([sharedBrowser(), hire(shopUrl, "owner")]);
});
afterAll(async () => {
  await endVisits(browser);
  await revokeOwn(owner.api);
});

const LIST = "/api/v1/admin/api-keys";
type ListedKey = { id: string; name: string; expiresAt: string; revokedAt: string | null };
const listKeys = async (api: Client): Promise<ListedKey[]> =>
  (await api.request<{ items: ListedKey[] }>("GET", LIST)).body.items;

const isInUse = ({ revokedAt, expiresAt }: ListedKey): boolean =>
  revokedAt === null && Date.parse(expiresAt) > Date.now();

const names = new Set<string>();
/** Keys that were revoked stay in the list, by their names. */
function nameFor(what: string): string {
  const name = `${what} ${randomUUID().slice(0, 8)}`;
  names.add(name);
  return name;
}

/** What a test that failed left. Keys of others in this shop stay. */
async function revokeOwn(api: Client): Promise<void> {
  const left = (await listKeys(api)).filter(({ name, revokedAt }) => names.has(name) && revokedAt === null);
  for (const { id } of left) await api.request("DELETE", `${LIST}/${id}`);
}

const sound = async (page: Page): Promise<void> => {
  expect(await faultsOf(page)).toEqual([]);
  expect(await fitsScreen(page)).toBe(true);
};

/** The code of a shell that does not find a program. */
const NOT_FOUND = 127;

/** Runs a line of the page in a shell, as staff do who copy it. */
async function run(line: string, key: string): Promise<unknown> {
  const env = { ...process.env, API_KEY: key };
  const { stdout } = await promisify(execFile)("sh", ["-c", line], { env }).catch((cause) => {
    throw cause.code === NOT_FOUND ? new Error("this test needs curl on this machine", { cause }) : cause;
  });
  return JSON.parse(stdout);
}

async function makeKey(page: Page, name: string, allowed: readonly string[]): Promise<string> {
  await page.getByLabel("이름", { exact: true }).fill(name);
  await page.getByLabel("사용 기간").selectOption({ label: "30일" });
  for (const each of allowed) await page.getByRole("checkbox", { name: each, exact: true }).check();
  await page.getByRole("button", { name: "키 만들기" }).click();
  return page
    .getByRole("region", { name: `${name} 키` })
    .getByText(/^jt_/)
    .innerText();
}

const rowOf = (page: Page, name: string) =>
  page.getByRole("listitem").filter({ has: page.getByRole("heading", { name, exact: true }) });

async function revoke(page: Page, name: string): Promise<void> {
  await rowOf(page, name).getByRole("button", { name: "폐기하기" }).click();
  const asked = page.getByRole("dialog", { name: `${name} 키를 폐기할까요?` });
  await asked.getByRole("button", { name: "폐기하기" }).click();
  await page.getByText(`${name} 키를 폐기했어요.`).waitFor();
}

test("an owner makes a key, which works until it is revoked", async () => {
  const { context, page, errors } = await openRoomOf(browser, shopUrl, owner.account, room, "phone");
  const name = nameFor("창고");
  // A shop that is open for a longer time may have keys of others.
  const isEmpty = !(await listKeys(owner.api)).some(isInUse);
  expect(await page.getByText("아직 쓰고 있는 키가 없어요").count()).toBe(isEmpty ? 1 : 0);
  const lines = await page
    .getByRole("main")
    .getByText(/^curl /)
    .allInnerTexts();
  expect(lines).toHaveLength(isEmpty ? 1 : 0);
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await shoot(page, "api-keys-empty");
  await page.getByRole("button", { name: "키 만들기" }).click();
  await page.getByText("할 수 있는 일을 하나 이상 골라 주세요.").first().waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);

  const key = await makeKey(page, name, ["상품 보기", "재고 보기"]);
  const once = page.getByRole("region", { name: `${name} 키` });
  await once.getByText("지금 한 번만 보여 드려요").waitFor();
  await once.getByRole("button", { name: "키 복사하기" }).waitFor();
  expect(await page.getByText(key).count()).toBe(1);
  await rowOf(page, name).getByText("상품 보기, 재고 보기").waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await shoot(page, "api-keys");

  for (const line of lines)
    expect(await run(line, key)).toMatchObject({
      items: [expect.objectContaining({ id: expect.any(String) })],
    });
  expect(await run(await once.getByText(/^curl /).innerText(), key)).toHaveProperty("items");
  const program = client(shopUrl).withToken(key);
  expect((await program.request("GET", "/api/v1/admin/orders")).status).toBe(403);
  await page.reload();
  const row = rowOf(page, name);
  await row.getByText(`${key.slice(0, 15)}…`).waitFor();
  expect(await row.getByText("아직 없음").count()).toBe(0);
  expect(await page.content()).not.toContain(key.slice(36));

  await row.getByRole("button", { name: "폐기하기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "아니요" }).click();
  expect((await program.request("GET", "/api/v1/admin/products")).status).toBe(200);
  await revoke(page, name);
  expect(await program.request("GET", "/api/v1/admin/products")).toMatchObject({
    ...{ status: 401, body: { code: "UNAUTHENTICATED" } },
  });
  await page
    .getByText(/더 이상 쓸 수 없는 키/)
    .first()
    .click();
  await rowOf(page, name).getByText("폐기함").waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("on a tablet nothing is cut off, and what a key changed is found in the audit log", async () => {
  const { context, page } = await openRoomOf(browser, shopUrl, owner.account, room);
  const name = nameFor("태블릿");
  await page.setViewportSize({ width: 820, height: 1180 });
  await makeKey(page, name, ["재고 조정", "주문 보기"]);
  await sound(page);
  await shoot(page, "api-keys-tablet");
  await revoke(page, name);
  await page
    .getByText(/더 이상 쓸 수 없는 키/)
    .first()
    .click();
  await rowOf(page, name)
    .getByRole("link", { name: /이 키가 바꾼 것/ })
    .click();
  await page.getByRole("heading", { level: 1, name: "변경 기록" }).waitFor();
  await context.close();
});

test("long after the sign-in a key is made once the owner gave the password, and not before", async () => {
  const { context, page } = await openRoomOf(browser, shopUrl, owner.account, room);
  const name = nameFor("뒤늦은 키");
  const due = problem(403, "STEP_UP_REQUIRED", { maxAgeSeconds: 600 });
  await page.route(
    "**/api/v1/admin/api-keys",
    (route) => (route.request().method() === "POST" ? route.fulfill(due) : route.fallback()),
    { times: 1 },
  );
  const made = makeKey(page, name, ["주문 보기"]);
  const dialog = page.getByRole("dialog", { name: "본인인지 확인할게요" });
  await dialog.getByLabel("비밀번호", { exact: true }).fill(owner.account.password);
  expect(await rowOf(page, name).count()).toBe(0);
  await dialog.getByRole("button", { name: "확인", exact: true }).click();
  const program = client(shopUrl).withToken(await made);
  expect((await program.request("GET", "/api/v1/admin/orders")).status).toBe(200);
  await revoke(page, name);
  await context.close();
});

test("a manager sees no such room, and cannot call what it calls", async () => {
  const { account, api } = await hire(shopUrl, "manager");
  const webhooks = { path: "/admin/webhooks", title: "웹훅" };
  const { context, page } = await openRoomOf(browser, shopUrl, account, webhooks);
  expect(await page.getByRole("link", { name: "웹훅", exact: true }).count()).toBe(1);
  expect(await page.getByRole("link", { name: room.title, exact: true }).count()).toBe(0);
  expect((await page.goto(`${shopUrl}${room.path}`))?.status()).toBe(404);
  expect(await page.getByRole("heading", { name: room.title }).count()).toBe(0);
  await context.close();
  const wanted = { name: "몰래", permissions: ["product:read"], expiresInDays: 30 };
  const forbidden = { status: 403, body: { code: "FORBIDDEN" } };
  expect(await api.request("GET", "/api/v1/admin/api-keys")).toMatchObject(forbidden);
  expect(await api.request("POST", "/api/v1/admin/api-keys", wanted)).toMatchObject(forbidden);
});
