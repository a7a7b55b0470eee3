/** Pages that guests share run their scripts late: what a visitor does before must not be lost. */
import type { Browser, Page } from "playwright-core";
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { endVisits, sharedBrowser, visitor } from "./browser.ts";
import { takenOver } from "./taken-over.ts";

const shopUrl = inject("shopUrl");
const SCRIPTS = /\/_next\/static\/.*\.js/;
/** Stands in the file with the buttons of a product alone. */
const BUY_BAR = "data-buy-bar";
let browser: Browser;

beforeAll(async () => {
  browser = await sharedBrowser();
});
afterAll(() => endVisits(browser));

/** React has begun to take the page over. */
const IS_BEGUN = "Object.keys(document).some((key) => key.startsWith('__react'))";
const SOON = { timeout: 60_000, interval: 20 };

type Visitor = Awaited<ReturnType<typeof visitor>>;

interface Variant {
  readonly id: string;
  readonly options: Readonly<Record<string, string>>;
  readonly available: number;
}
interface Choosable {
  readonly slug: string;
  readonly options: readonly { readonly label: string; readonly values: readonly string[] }[];
  readonly variants: readonly Variant[];
}

const read = async <Body>(path: string): Promise<Body> =>
  (await (await fetch(`${shopUrl}/api/v1${path}`)).json()) as Body;

/** A product of the demo with an option to choose, all of whose variants are in stock. */
async function choosableProduct(): Promise<Choosable> {
  const { items } = await read<{ items: { slug: string }[] }>("/products?category=clothing&inStock=true");
  for (const { slug } of items) {
    const product = await read<Choosable>(`/products/${slug}`);
    const isChoosable = product.options.some(({ values }) => values.length > 1);
    if (isChoosable && product.variants.every(({ available }) => available >= 3)) return product;
  }
  throw new Error("no product of the demo has options and stock");
}

/** Script files, or those that contain a word, arrive when the returned function is called. */
async function holdScripts(page: Page, word = ""): Promise<() => void> {
  const held = Promise.withResolvers<void>();
  await page.route(SCRIPTS, async (route) => {
    const response = await route.fetch();
    if ((await response.text()).includes(word)) await held.promise;
    await route.fulfill({ response });
  });
  return held.resolve;
}

/** Chooses the last possible value of each option and `more` pieces, and puts that into the cart. */
async function choose(page: Page, more: number): Promise<string[]> {
  const chosen: string[] = [];
  for (const group of await page.locator("main fieldset").all()) {
    const last = group.locator("input[type=radio]:enabled").last();
    await last.click();
    chosen.push((await last.getAttribute("value")) ?? "");
  }
  for (let click = 0; click < more; click++) await page.getByRole("button", { name: "수량 늘리기" }).click();
  await page.getByRole("button", { name: "장바구니 담기" }).filter({ visible: true }).first().click();
  return chosen;
}

async function expectInCart({ context, page }: Visitor, chosen: string[], quantity: number): Promise<void> {
  await page.getByRole("link", { name: "장바구니 보기" }).filter({ visible: true }).first().waitFor();
  await expect.poll(() => page.locator("main output").innerText()).toBe(String(quantity));
  const cart = (await context.cookies()).find(({ name }) => name === "jangteo_cart")?.value;
  const { items } = await read<{ items: unknown[] }>(`/carts/${cart}`);
  expect(items).toMatchObject([{ quantity, options: chosen.map((value) => ({ value })) }]);
}

test("what a shopper chooses and clicks before any script is there is done once it is", async () => {
  const visit = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { context, page, errors } = visit;
  const { slug } = await choosableProduct();
  const release = await holdScripts(page);
  await page.goto(`${shopUrl}/p/${slug}`, { waitUntil: "domcontentloaded" });
  const chosen = await choose(page, 2);
  expect(await page.locator("main output").innerText()).toBe("1");
  release();
  await expectInCart(visit, chosen, 3);
  expect(errors).toEqual([]);
  await context.close();
});

test("what a shopper chooses and clicks while React waits for a file is done after it", async () => {
  const visit = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { context, page, errors } = visit;
  const { slug } = await choosableProduct();
  const release = await holdScripts(page, BUY_BAR);
  await page.goto(`${shopUrl}/p/${slug}`, { waitUntil: "domcontentloaded" });
  await page.mouse.move(9, 9);
  await expect.poll(() => page.evaluate(IS_BEGUN), SOON).toBe(true);
  const chosen = await choose(page, 1);
  expect(await page.locator("main output").innerText()).toBe("1");
  release();
  await expectInCart(visit, chosen, 2);
  expect(errors).toEqual([]);
  await context.close();
});

test("an option that is chosen in the moment in which React takes it over stays chosen", async () => {
  const visit = await visitor(browser, "phone", "ko-KR", shopUrl);
  const { context, page, errors } = visit;
  const { slug } = await choosableProduct();
  const release = await holdScripts(page, BUY_BAR);
  await page.goto(`${shopUrl}/p/${slug}`, { waitUntil: "domcontentloaded" });
  await page.mouse.move(9, 9);
  await expect.poll(() => page.evaluate(IS_BEGUN), SOON).toBe(true);
  // The file has run when it tells that it is loaded, and React goes on after that.
  const chosen = page.evaluate<string[]>(`new Promise((resolve) => {
    const look = ({ target }) => {
      if (!target.matches?.("script")) return;
      const fields = [...document.querySelectorAll("main fieldset")]
        .map((group) => [...group.querySelectorAll("input[type=radio]:enabled")].at(-1));
      if (fields.some((field) => Object.keys(field).some((key) => key.startsWith("__react")))) return;
      for (const field of fields) field.click();
      document.removeEventListener("load", look, true);
      resolve(fields.map((field) => field.value));
    };
    document.addEventListener("load", look, true);
  })`);
  release();
  const values = await chosen;
  await page.getByRole("button", { name: "장바구니 담기" }).filter({ visible: true }).first().click();
  await expectInCart(visit, values, 1);
  expect(errors).toEqual([]);
  await context.close();
});

test("a field that was used before any script suggests words once they are there", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  const release = await holdScripts(page);
  await page.goto(shopUrl, { waitUntil: "domcontentloaded" });
  const field = page.getByRole("searchbox").filter({ visible: true }).first();
  await field.click();
  await field.pressSequentially("머그");
  release();
  await page.getByRole("option").first().waitFor();
  expect(await page.getByRole("combobox").filter({ visible: true }).first().inputValue()).toBe("머그");
  await context.close();
});

test("a button of a row, which has a script of its own, is pressed once", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  const release = await holdScripts(page);
  const choices: (string | null)[] = [];
  page.on("request", (request) => {
    if (request.method() === "PUT" && request.url().endsWith("/api/v1/visitor"))
      choices.push(request.postData());
  });
  await page.goto(shopUrl, { waitUntil: "domcontentloaded" });
  await page.locator("product-row").first().scrollIntoViewIfNeeded();
  await page.getByRole("button", { name: "네, 기억해 주세요" }).click();
  await page.getByRole("button", { name: "그만 기억하기" }).waitFor();
  const field = page.getByRole("searchbox").filter({ visible: true }).first();
  await field.click();
  await field.pressSequentially("머그");
  release();
  // Suggestions come when all that was missed is done again.
  await page.getByRole("option").first().waitFor();
  expect(choices).toEqual(['{"personal":true}']);
  await context.close();
});

test("scripts come after the page, for a visitor who only looks as well", async () => {
  const { context, page, errors } = await visitor(browser, "phone", "ko-KR", shopUrl);
  // The browser itself says where the pointer of a phone is that has none.
  await page.addInitScript(
    'addEventListener("pointermove", (event) => event.stopImmediatePropagation(), true)',
  );
  const scripts: string[] = [];
  page.on("request", (request) => {
    if (SCRIPTS.test(request.url()) && request.resourceType() === "script") scripts.push(request.url());
  });
  await page.goto(shopUrl, { waitUntil: "load" });
  expect(scripts).toEqual([]);
  await takenOver(page);
  expect(new Set(scripts).size).toBe(scripts.length);
  expect(errors).toEqual([]);
  await context.close();
});

test("a page without its scripts is loaded again when another visitor has signed in", async () => {
  const { context, page } = await visitor(browser, "desktop", "ko-KR", shopUrl);
  await holdScripts(page);
  await page.goto(shopUrl, { waitUntil: "domcontentloaded" });
  await page.evaluate('sessionStorage.setItem("jangteo.recent", "a")');
  const other = await context.newPage();
  await other.goto(`${shopUrl}/terms`, { waitUntil: "domcontentloaded" });
  const again = page.waitForEvent("domcontentloaded");
  await other.evaluate('localStorage.setItem("jangteo.visitor", "a-member")');
  await again;
  expect(await page.evaluate('sessionStorage.getItem("jangteo.recent")')).toBe(null);
  await context.close();
});
