/** The room for webhooks: an address is registered, its secret shown once, a test sent, and sent again. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOnBothScreens } from "./axe.ts";
import { endVisits, sharedBrowser } from "./browser.ts";
import { hire, type TestStaff } from "./hire.ts";
import { openRoomOf } from "./office.ts";

const shopUrl = inject("shopUrl");
const room = { path: "/admin/webhooks", title: "웹훅" };
let browser: Browser;
let manager: TestStaff;

beforeAll(async () => {
  [browser, manager] = await Promise.all([sharedBrowser(), hire(shopUrl, "manager")]);
});
afterAll(() => endVisits(browser));

test("a manager registers an address, tests it, sees why it fails, and deletes it", async () => {
  const { context, page, errors } = await openRoomOf(browser, shopUrl, manager.account, room, "phone");
  const main = page.getByRole("main");
  await page.getByRole("button", { name: "등록하기" }).click();
  await page.getByText("https://로 시작하는 주소를 입력해 주세요.").first().waitFor();
  // A name that resolves to this machine: nothing may be sent there.
  const url = `https://localhost:8443/${randomUUID().slice(0, 8)}`;
  await page.getByLabel("받을 주소").fill(url);
  await page.getByRole("checkbox", { name: "결제 완료" }).check();
  await page.getByRole("button", { name: "등록하기" }).click();
  await main.getByText(/^whsec_/).waitFor();
  await page.getByRole("button", { name: "비밀 키 복사하기" }).waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  const card = main.getByRole("listitem").filter({ has: page.getByRole("heading", { name: url }) });
  await card.getByRole("link", { name: /전달 기록/ }).click();
  await page.waitForURL(/\?id=/);
  await card.getByRole("button", { name: "시험 보내기" }).click();
  await main.getByText("시험을 보냈어요. 잠시 뒤 새로고침해 주세요.").waitFor();
  // Orders that are paid meanwhile are told too; they are refused in the same way.
  const failed = main.getByText("공개된 주소가 아니에요");
  const again = main.getByRole("button", { name: "시험 다시 보내기" });
  await expect
    .poll(
      async () => {
        await page.reload();
        return (await again.count()) === 1 && (await failed.count()) > 0;
      },
      { interval: 1_000, timeout: 60_000 },
    )
    .toBe(true);
  await again.click();
  await main.getByText("보낼게요.").waitFor();
  expect(await faultsOnBothScreens(page)).toEqual([]);
  await card.getByRole("button", { name: "삭제하기" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "삭제하기" }).click();
  await card.waitFor({ state: "detached" });
  expect(errors).toEqual([]);
  await context.close();
});
