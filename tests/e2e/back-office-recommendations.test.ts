/** The room of recommendations: its models, its rules, and what a customer would be recommended. */
import { randomUUID } from "node:crypto";
import type { Browser } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { faultsOf } from "./axe.ts";
import { endVisits, screens, sharedBrowser, visitor } from "./browser.ts";
import { staffOf } from "./hire.ts";
import { memberAt } from "./members.ts";
import { openRoomOf } from "./office.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
const PATIENCE = { timeout: 60_000 };
let browser: Browser;
beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

test("staff see the model, what it learned from, and what a stranger is recommended", async () => {
  const account = await staffOf(shopUrl, "manager");
  const room = { path: "/admin/recommendations", title: "추천" };
  const { context, page, errors } = await openRoomOf(browser, shopUrl, account, room, "desktop");
  const main = page.getByRole("main");
  await main.getByText(/추천하고 있어요/).waitFor();
  await main.getByText(/가상 손님/).waitFor();
  await main.getByRole("table").first().waitFor();
  const preview = main.getByRole("region", { name: "미리 보기" });
  // The choice of a visitor is a list too, of links.
  const recommended = preview.getByRole("listitem").filter({ hasNot: page.getByRole("link") });
  expect(await recommended.count()).toBeGreaterThan(3);
  expect(await faultsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("charts show how good the model is, with the same figures as tables", async () => {
  const account = await staffOf(shopUrl, "manager");
  const room = { path: "/admin/recommendations", title: "추천" };
  const { context, page, errors, outside } = await openRoomOf(browser, shopUrl, account, room, "desktop");
  const main = page.getByRole("main");
  const quality = main.getByRole("figure", { name: "학습마다의 추천 품질" });
  const lines = quality.getByRole("img", {
    name: /^학습 \d+번의 추천 품질이에요. 마지막 학습: 모델 \d+, .+ 0\.\d{3}/,
  });
  await lines.locator("circle").first().waitFor();
  await lines.getByText("사용 중").waitFor();
  const comparison = main.getByRole("figure", { name: "쓰던 모델과 비교" });
  const bars = comparison.getByRole("img", { name: /^쓰던 모델과 비교\. / });
  await bars.locator(".recharts-bar-rectangle path").first().waitFor();
  expect(await bars.locator(".recharts-errorBar").count()).toBeGreaterThan(0);
  // The demo trains once: the figure says that there was nothing to compare with, until the first night.
  await comparison.getByText(/비교할 모델이 없었어요|그때 쓰던 모델 \d+의 비교예요/).waitFor();
  await quality.getByText("표로 보기").click();
  const written = /^0\.\d{3} \(0\.\d{3}–0\.\d{3}\)$/;
  for (const figure of [quality, comparison])
    expect(await figure.getByRole("cell", { name: written }).count()).toBeGreaterThan(0);
  await bars.hover();
  await bars.getByText(written).first().waitFor();
  expect(await faultsOf(page)).toEqual([]);

  await page.setViewportSize(screens.phone.viewport);
  await page.goto(`${shopUrl}/en/admin/recommendations`);
  const english = main.getByRole("img", {
    name: /^Quality of (one training|\d+ trainings)\. The last is Model \d+/,
  });
  await english.locator("circle").first().waitFor();
  const wide = "document.documentElement.scrollWidth > document.documentElement.clientWidth";
  expect(await page.evaluate(wide)).toBe(false);
  expect(await faultsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
  expect(outside).toEqual([]);
  await context.close();
});

test("staff find the product of a rule by its name, and compare a model with past lists", async () => {
  const asked = await fetch(`${shopUrl}/api/v1/recommendations/home`);
  expect(asked.status).toBe(200);
  const account = await staffOf(shopUrl, "manager");
  const room = { path: "/admin/recommendations", title: "추천" };
  const { context, page, errors } = await openRoomOf(browser, shopUrl, account, room, "desktop");
  const rules = page.getByRole("region", { name: "추천 규칙" });
  await rules.getByRole("button", { name: "규칙 추가하기" }).click();
  await rules.getByText("상품을 찾아서 골라 주세요").last().waitFor();
  await rules.getByRole("searchbox", { name: "규칙을 둘 상품 찾기" }).fill("머그");
  await rules.getByRole("button", { name: "찾기", exact: true }).click();
  const first = rules.getByRole("list", { name: "찾은 상품" }).getByRole("listitem").first();
  const name = (await first.locator("span.truncate").textContent()) ?? "";
  await first.getByRole("button", { name: `${name} 고르기` }).click();
  const reason = `겨울 기획전 ${randomUUID().slice(0, 8)}`;
  await rules.getByLabel("이유").fill(reason);
  expect(await faultsOf(page)).toEqual([]);
  await rules.getByRole("button", { name: "규칙 추가하기" }).click();
  const rule = rules.getByRole("listitem").filter({ hasText: reason });
  await rule.getByRole("button", { name: `${name} 규칙 끝내기` }).click();
  await rule.waitFor({ state: "detached" });

  await page.getByRole("link", { name: "지난 목록으로 비교하기" }).click();
  await page.getByRole("heading", { level: 1, name: "지난 목록으로 비교" }).waitFor();
  // The list above is noted within seconds.
  const compared = page.getByRole("table", { name: "지난 목록으로 비교" });
  const region = page.getByRole("region", { name: "지난 목록으로 비교" });
  await expect
    .poll(async () => {
      await page.goto(`${shopUrl}/admin/recommendations/replay?version=1&days=1`);
      await page.getByText("다시 물어보고 있어요").waitFor({ state: "detached" });
      return (await compared.count()) + (await region.count());
    }, PATIENCE)
    .toBeGreaterThan(0);
  expect(await faultsOf(page)).toEqual([]);
  expect(errors).toEqual([]);
  await context.close();
});

test("staff choose by e-mail, or among the last visitors, whose recommendations they see", async () => {
  const shopper = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { email } = await memberAt(shopper.page, shopUrl, "/");
  await shopper.context.close();
  const account = await staffOf(shopUrl, "manager");
  const room = { path: "/admin/recommendations", title: "추천" };
  const { context, page, errors } = await openRoomOf(browser, shopUrl, account, room, "desktop");
  const preview = page.getByRole("region", { name: "미리 보기" });
  const products = preview.getByRole("listitem").filter({ hasNot: page.getByRole("link") });
  const visitors = preview.getByRole("list", { name: "최근에 다녀간 손님" });
  const chosen = visitors.locator("[aria-current]");
  expect(await chosen.innerText()).toBe("처음 온 손님");
  const choose = async (typed: string): Promise<void> => {
    await preview.getByLabel("회원 이메일").fill(typed);
    await preview.getByRole("button", { name: "보기", exact: true }).click();
    await page.waitForURL(({ searchParams }) => searchParams.get("email") === typed);
    await takenOver(page);
  };
  await choose(`no-${email}`);
  await preview.getByText("그 이메일을 쓰는 회원이 없어요.").waitFor();
  expect(await products.count()).toBe(0);
  await choose(email);
  // The member did nothing yet: known, but not among the last active ones.
  await preview.getByText(/알려진 행동 0건/).waitFor();
  expect(await products.count()).toBeGreaterThan(3);
  expect(await chosen.count()).toBe(0);
  expect(await faultsOf(page)).toEqual([]);
  await visitors
    .getByRole("link", { name: /행동 \d+건/ })
    .first()
    .click();
  await page.waitForURL(/visitor=/);
  await preview.getByText(/알려진 행동 [1-9]/).waitFor();
  expect(await chosen.innerText()).toMatch(/행동 \d+건/);
  expect(errors).toEqual([]);
  await context.close();
});
