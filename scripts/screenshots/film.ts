/**
 * A moving picture of one purchase, on a desktop and on a phone side by side:
 * `docs/screenshots/purchase.webp`.
 */
import { join } from "node:path";
import type { Browser, Page } from "playwright-core";
import sharp, { type OverlayOptions } from "sharp";
import { type Screen, visitor } from "../../tests/e2e/browser.ts";
import { fillCheckout, words } from "../../tests/e2e/shopping.ts";

interface Frame {
  readonly picture: Buffer;
  readonly ms: number;
}

/** Where a screen stands in the film, in pixels. */
const PLACES = {
  desktop: { left: 40, top: 60, width: 854, height: 600, radius: 14 },
  phone: { left: 934, top: 60, width: 277, height: 600, radius: 28 },
} as const;
const FILM = { width: 1251, height: 720, background: "#e7dfd3" } as const;

/** As many pictures as the desktop's purchase has the phone's too: the film shows them together. */
export async function takeFilm(browser: Browser, shopUrl: string, folder: string): Promise<void> {
  const [desktop, phone] = [
    await filmPurchase(browser, "desktop", shopUrl),
    await filmPurchase(browser, "phone", shopUrl),
  ];
  if (desktop.length !== phone.length) throw new Error(`${desktop.length} pictures beside ${phone.length}`);
  const frames: Buffer[] = [];
  for (const [at, { picture }] of desktop.entries()) {
    const other = phone[at]?.picture;
    if (other) frames.push(await sideBySide(picture, other));
  }
  await sharp(frames, { join: { animated: true } })
    .webp({ quality: 62, effort: 6, delay: desktop.map(({ ms }) => ms), loop: 0, minSize: true, mixed: true })
    .toFile(join(folder, "purchase.webp"));
}

async function filmPurchase(browser: Browser, screen: Screen, shopUrl: string): Promise<Frame[]> {
  const { context, page } = await visitor(browser, screen, "ko-KR", shopUrl);
  const frames: Frame[] = [];
  const take = async (ms: number): Promise<void> => {
    await page.waitForLoadState("networkidle");
    frames.push({ picture: await page.screenshot(), ms });
  };
  await lookAround(page, shopUrl, take);
  await buy(page, shopUrl, take);
  await context.close();
  return frames;
}

type Take = (ms: number) => Promise<void>;

async function lookAround(page: Page, shopUrl: string, take: Take): Promise<void> {
  await page.goto(shopUrl);
  await take(1_800);
  for (const y of [150, 380, 640]) {
    await page.evaluate(`window.scrollTo({ top: ${y}, behavior: "instant" })`);
    await take(y === 640 ? 1_000 : 120);
  }
  await page.locator('main a[href*="/c/"]').filter({ visible: true }).first().click();
  await page.waitForURL(/\/c\//);
  await take(1_200);
  await page.getByRole("main").locator('a[href*="/p/"]').first().click();
  await page.waitForURL(/\/p\//);
  await take(1_400);
  for (const group of await page.locator("main fieldset").all()) {
    await group.locator("label:has(input:enabled)").first().click();
  }
  await take(900);
}

async function buy(page: Page, shopUrl: string, take: Take): Promise<void> {
  const say = words.ko;
  await page.getByRole("button", { name: say.add }).filter({ visible: true }).first().click();
  await page.getByRole("link", { name: say.added }).filter({ visible: true }).first().waitFor();
  await take(1_400);
  await page.goto(`${shopUrl}/cart`);
  await take(1_300);
  await page.goto(`${shopUrl}/checkout`);
  await take(900);
  await fillCheckout(page, "ko");
  await take(1_300);
  await page.getByRole("button", { name: say.pay }).filter({ visible: true }).first().click();
  await page.waitForURL(/\/sandbox\/window/);
  await take(1_400);
  await page.getByRole("button", { name: say.approve }).click();
  await page.waitForURL(/\/orders\//);
  await page.getByText(say.paid).first().waitFor();
  await take(2_600);
}

async function sideBySide(desktop: Buffer, phone: Buffer): Promise<Buffer> {
  const layers = await Promise.all([screenOf(desktop, "desktop"), screenOf(phone, "phone")]);
  const canvas = {
    width: FILM.width,
    height: FILM.height,
    channels: 3,
    background: FILM.background,
  } as const;
  return sharp({ create: canvas }).composite(layers).png().toBuffer();
}

/** The picture at its place, with round corners. */
async function screenOf(picture: Buffer, screen: Screen): Promise<OverlayOptions> {
  const { left, top, width, height, radius } = PLACES[screen];
  const corners = Buffer.from(
    `<svg width="${width}" height="${height}">` +
      `<rect width="${width}" height="${height}" rx="${radius}"/></svg>`,
  );
  const input = await sharp(picture)
    .resize(width, height, { fit: "cover", position: "top" })
    .composite([{ input: corners, blend: "dest-in" }])
    .png()
    .toBuffer();
  return { input, left, top };
}
