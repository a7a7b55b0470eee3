/** The staff's room: a person is invited, gets another role and leaves; others may look, or see no room. */
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { client } from "../support/client.ts";
import { faultsOf, faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser } from "./browser.ts";
import { hire, staffOf } from "./hire.ts";
import { linkInMail, somebody } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { owner } from "./owner.ts";
import { shoot } from "./shoot.ts";

const shopUrl = inject("shopUrl");
const room = { path: "/admin/staff", title: "직원" };
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

test("the owner invites a person and revokes it", async () => {
  const { context, page, errors } = await openRoomOf(browser, shopUrl, owner, room, "phone");
  const { email } = somebody();
  await page.getByRole("button", { name: "초대 메일 보내기" }).click();
  await page.getByRole("main").getByRole("alert").waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await page.getByLabel("초대할 이메일").fill(email);
  await page.getByLabel("역할", { exact: true }).selectOption({ label: "상품 담당" });
  await page.getByRole("button", { name: "초대 메일 보내기" }).click();
  await page.getByText("초대 메일을 보냈어요.").waitFor();
  await page.getByText(email).waitFor();
  expect(await linkInMail(shopUrl, email, "/invitation")).toContain("#token=");
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await shoot(page, "staff");
  await page.getByRole("button", { name: `${email} 초대 취소` }).click();
  await page.getByText(`${email} 초대를 취소했어요.`).waitFor();
  expect(await page.getByRole("listitem").filter({ hasText: email }).count()).toBe(0);
  expect(errors).toEqual([]);
  await context.close();
});

test("the owner gives a person another role, and then removes them", async () => {
  const { account, api } = await hire(shopUrl, "support");
  const { context, page } = await openRoomOf(browser, shopUrl, owner, room);
  const row = page.getByRole("listitem").filter({ hasText: account.email });
  await row.getByText("역할 바꾸기·직원에서 빼기").click();
  await row.getByLabel(`${account.name}의 역할`).selectOption({ label: "분석 담당" });
  await row.getByRole("button", { name: "역할 바꾸기", exact: true }).click();
  await page.getByText(`${account.name} 님의 역할을 바꿨어요.`).waitFor();
  const again = await client(shopUrl).signIn(account.email, account.password);
  const roleOf = async () => (await again.request<{ role: string }>("GET", "/api/v1/me")).body.role;
  expect(await roleOf()).toBe("analyst");
  await row.getByRole("button", { name: "직원에서 빼기" }).click();
  const asked = page.getByRole("dialog", { name: `${account.name} 님을 직원에서 뺄까요?` });
  await shoot(page, "staff-remove");
  expect(await faultsOf(page)).toEqual([]);
  await asked.getByRole("button", { name: "아니요" }).click();
  expect([await asked.count(), await roleOf()]).toEqual([0, "analyst"]);
  await row.getByRole("button", { name: "직원에서 빼기" }).click();
  await asked.getByRole("button", { name: "직원에서 빼기" }).click();
  await page.getByText(`${account.name} 님은 이제 직원이 아니에요.`).waitFor();
  expect(await row.count()).toBe(0);
  expect((await api.request("GET", "/api/v1/admin/products")).status).not.toBe(200);
  await context.close();
});

test("a manager cannot make owners, and the other roles see no such room", async () => {
  const [{ email }, owning] = [somebody(), await client(shopUrl).signIn(owner.email, owner.password)];
  const invitation = { email, role: "owner" };
  const path = "/api/v1/admin/staff/invitations";
  expect((await owning.request("POST", path, invitation, owning.proof)).status).toBe(202);
  const { context, page } = await openRoomOf(browser, shopUrl, await staffOf(shopUrl, "manager"), room);
  const offered = await page.getByLabel("역할", { exact: true }).getByRole("option").allInnerTexts();
  expect(offered).toContain("상품 담당");
  expect(offered).not.toContain("소유자");
  const ownersRow = page.getByRole("listitem").filter({ hasText: owner.email });
  expect(await ownersRow.getByText("역할 바꾸기·직원에서 빼기").count()).toBe(0);
  await page.getByText(email).waitFor();
  expect(await page.getByRole("button", { name: `${email} 초대 취소` }).count()).toBe(0);
  await context.close();
  const { api } = await hire(shopUrl, "catalogue");
  const answer = await fetch(`${shopUrl}/admin/staff`, { headers: { ...api.proof } });
  expect(answer.status).toBe(404);
});
