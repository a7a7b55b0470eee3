/** Goods in the mail of a delivered order: to whom, marked how, and what becomes of the mail without them. */
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { orderDesk } from "../purchase/desk.ts";
import { openStage } from "../purchase/stage.ts";
import { type Client, client, contact, type Member, newKey, type PlacedOrder } from "../support/client.ts";

const HOUR_MS = 3_600_000;
const NOON = 3 * HOUR_MS;
const NIGHT = 14 * HOUR_MS;
const DAY_MS = 24 * HOUR_MS;
/** From now to the next time at this hour, UTC. */
const until = (hourMs: number): number => (hourMs - (Date.now() % DAY_MS) + DAY_MS) % DAY_MS;

let ahead = until(NOON);
const clock = { now: () => new Date(Date.now() + ahead) };
const stage = await openStage({ clock, environment: { RECOMMENDATIONS_WAIT_MS: "5000" } });
const { shopper, backstage, shop } = stage;
const variant = await stage.stock(1_000);
for (let more = 0; more < 4; more += 1) await stage.stock(10);
afterAll(() => stage.close());

/** Writes the details of the seller as the owner. */
async function sellerIs(seller: object): Promise<void> {
  const staff = client(shop.url);
  const proof = await staff.signInOwner();
  const path = "/api/v1/admin/settings";
  const { headers } = await staff.request("GET", path, undefined, proof);
  const version = { ...proof, "if-match": headers.get("etag") ?? "" };
  expect((await staff.request("PATCH", path, { seller }, version)).status).toBe(200);
}
const seller = {
  tradeName: { ko: "달상점 주식회사", en: "Moon Shop Inc." },
  address: { ko: "서울특별시 중구 세종대로 110" },
  phone: "02-123-4567",
};
beforeAll(() => sellerIs(seller));
beforeEach(() => {
  ahead = until(NOON);
});

async function member({ agrees }: { readonly agrees: boolean }): Promise<Member> {
  const made = await shopper.signUp();
  const choice = { marketing: { email: agrees } };
  expect((await made.request("PUT", "/api/v1/me/agreements", choice)).status).toBe(200);
  return made;
}

/** Buys, delivers, and returns the mail about it. */
async function delivered(by: Client, email: string, beforeDelivery = async (): Promise<unknown> => null) {
  const { id: cartId } = await by.createCart();
  await by.addItem(cartId, variant.id, 1);
  const { body: placed } = await by.request<PlacedOrder>(
    "POST",
    "/api/v1/orders",
    {
      ...{ cartId, contact: { ...contact, email } },
      shippingAddress: { recipient: "김장터", phone: contact.phone, postcode: "04524", address1: "서울" },
    },
    { "idempotency-key": newKey() },
  );
  expect((await by.confirm(await by.approve(placed.payment.windowUrl))).status).toBe(200);
  // A sign-in of staff lasts minutes.
  const desk = orderDesk(client(shop.url));
  await desk.prepare(placed.order.id);
  const { body } = await desk.ship(placed.order.id);
  await backstage.delivered();
  await beforeDelivery();
  await desk.deliver(body.shipments[0]?.id ?? "");
  await backstage.delivered();
  const [mail, ...others] = shop.mailbox
    .list({ to: email })
    .filter(({ subject }) => subject.includes("도착"));
  expect(others).toEqual([]);
  return mail;
}
const productLinks = (links: readonly string[] = []): string[] =>
  links.filter((link) => link.includes("/p/"));

test("a member who agreed to advertising gets three goods, marked, with a free way out", async () => {
  const one = await member({ agrees: true });
  const mail = await delivered(one, one.email);
  expect(mail?.subject).toMatch(/^\(광고\) \[.*\] 상품이 도착했어요/);
  expect(productLinks(mail?.links)).toHaveLength(3);
  expect(mail?.text).toContain("무료 수신거부");
  expect(mail?.links.some((link) => link.endsWith("/account/agreements"))).toBe(true);
  for (const detail of ["달상점 주식회사", "서울특별시 중구 세종대로 110", "02-123-4567"])
    expect(mail?.text.slice(mail.text.indexOf("무료 수신거부"))).toContain(detail);
  const [own] = await backstage.rows<{ slug: string }>(
    `SELECT slug FROM catalog.products WHERE id = (SELECT product_id FROM catalog.variants WHERE id = $1)`,
    [variant.id],
  );
  expect(productLinks(mail?.links).some((link) => link.endsWith(`/p/${own?.slug}`))).toBe(false);
});

test.each([
  ["a guest", async () => ({ by: shopper as Client, email: "guest@shopper.test" })],
  [
    "a member who did not agree",
    async () => {
      const by = await member({ agrees: false });
      return { by, email: by.email };
    },
  ],
  [
    "another mailbox than the one that agreed",
    async () => ({ by: await member({ agrees: true }), email: "gift@shopper.test" }),
  ],
])("%s gets the mail without goods and without the mark", async (_who, open) => {
  const { by, email } = await open();
  const mail = await delivered(by, email);
  expect(mail?.subject).toMatch(/^\[.*\] 상품이 도착했어요/);
  expect(productLinks(mail?.links)).toEqual([]);
  expect(mail?.text).not.toContain("수신거부");
});

test.each(["address", "phone"])("a shop that does not say its %s advertises nothing", async (detail) => {
  await sellerIs({ [detail]: null });
  const one = await member({ agrees: true });
  const mail = await delivered(one, one.email);
  await sellerIs(seller);
  expect(mail?.subject).not.toContain("광고");
  expect(productLinks(mail?.links)).toEqual([]);
});

test("its member is exposed to an experiment when it was sent, and not when it was written", async () => {
  const one = await member({ agrees: true });
  const exposures = "SELECT FROM recommendations.exposures WHERE person_id = $1";
  const exposed = async () => (await backstage.rows(exposures, [one.id])).length;
  const { add } = shop.mailbox;
  const before: number[] = [];
  shop.mailbox.add = async (message) => {
    if (!message.subject.includes("도착")) return add(message);
    before.push(await exposed());
    // The server takes the second try.
    if (before.length === 1) throw new Error("the mail server is busy");
    return add(message);
  };
  try {
    expect(productLinks((await delivered(one, one.email))?.links)).toHaveLength(3);
  } finally {
    shop.mailbox.add = add;
  }
  expect(before).toEqual([0, 0]);
  await expect.poll(exposed).toBe(1);
});

test("at night the mail advertises nothing", async () => {
  ahead = until(NIGHT);
  const one = await member({ agrees: true });
  const mail = await delivered(one, one.email);
  expect(mail?.subject).not.toContain("광고");
  expect(productLinks(mail?.links)).toEqual([]);
});

test("the mail goes all the same when the recommendations fail", async () => {
  const one = await member({ agrees: true });
  const mail = await delivered(one, one.email, () =>
    backstage.rows("ALTER TABLE recommendations.choices RENAME TO choices_away"),
  );
  await backstage.rows("ALTER TABLE recommendations.choices_away RENAME TO choices");
  expect(mail?.subject).toMatch(/^\[.*\] 상품이 도착했어요/);
  expect(productLinks(mail?.links)).toEqual([]);
});
