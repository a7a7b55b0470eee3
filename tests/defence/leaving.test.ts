/**
 * A member's data: the export contains all of it, and after the member has left, only the columns listed in
 * this file still contain it. The search reads the list of columns from the database, so that it includes new
 * tables.
 */
import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import type { ModuleName } from "../../server/module-names.ts";
import { startTestShop, type TestShop } from "../../server/testing.ts";
import { type Backstage, openBackstage } from "../support/backstage.ts";
import { type Client, client, type Member } from "../support/client.ts";

let shop: TestShop;
let backstage: Backstage;
let api: Client;
let variantId: string;

async function openShop(apart: readonly (readonly ModuleName[])[]): Promise<void> {
  shop = await startTestShop({ clusterUrl: inject("clusterUrl"), apart });
  backstage = await openBackstage({ ...shop, sandboxUrl: shop.sandbox.url });
  api = client(shop.url);
  variantId = (await api.createProduct()).variants[0]?.id ?? "";
}
async function closeShop(): Promise<void> {
  await backstage.close();
  await shop.stop();
}

/** Values that occur nowhere else in the database. */
const person = {
  email: "Hong.Yuilmui@somewhere.test",
  name: "홍유일무이",
  phone: "010-9753-8642",
  memo: "파란 대문 옆 항아리",
  label: "외갓집",
  address1: "전라남도 유일군 무이면 하나길 777",
  address2: "별채 둘째 방",
  recipient: "나외할머니",
  recipientPhone: "061-753-8642",
  contactName: "홍받는이",
  contactEmail: "hong.receipt@elsewhere.test",
  contactPhone: "010-8642-9753",
  userAgent: "HongBrowser/7.77",
};
/** In every notation: lower case, with or without hyphens, with the country code. */
const traces = [
  ...Object.values(person),
  person.email.toLowerCase(),
  ...[person.phone, person.recipientPhone, person.contactPhone].flatMap((phone) => {
    const digits = phone.replaceAll("-", "");
    return [digits, digits.slice(1)];
  }),
];

/** Every column of every table that contains one of the traces. */
async function columnsWithTraces(): Promise<string[]> {
  const columns = await backstage.rows<{ schema: string; name: string; column: string }>(
    `SELECT table_schema AS schema, table_name AS name, column_name AS column
     FROM information_schema.columns JOIN information_schema.tables USING (table_schema, table_name)
     WHERE table_type = 'BASE TABLE' AND table_schema NOT IN ('pg_catalog', 'information_schema')
       AND data_type NOT IN ('uuid', 'timestamp with time zone', 'boolean', 'integer', 'bigint')
     ORDER BY table_schema, table_name, column_name`,
  );
  expect(columns.length).toBeGreaterThan(100);
  const patterns = traces.map((trace) => `%${trace}%`);
  const found: string[] = [];
  for (const { schema, name, column } of columns) {
    const text = `SELECT FROM "${schema}"."${name}" WHERE "${column}"::text ILIKE ANY ($1) LIMIT 1`;
    if ((await backstage.rows(text, [patterns])).length > 0) found.push(`${schema}.${name}.${column}`);
  }
  return found;
}

const request = async <Body>(by: Client, method: string, path: string, body?: unknown): Promise<Body> => {
  const answer = await by.request<Body>(method, path, body, { "user-agent": person.userAgent });
  if (answer.status >= 300)
    throw new Error(`${method} ${path}: ${answer.status} ${JSON.stringify(answer.body)}`);
  return answer.body;
};

/** Signs up a member and uses every feature that stores personal data. */
async function leaveTraces(): Promise<{ member: Member; orderId: string }> {
  const { email, name } = person;
  const member = await api.signUp({ email, name, password: "유일한 사람의 긴 비밀번호" });
  await request(member, "PATCH", "/api/v1/me", { phone: person.phone });
  await request(member, "PUT", "/api/v1/me/agreements", { marketing: { email: true } });
  const { label, recipient, recipientPhone: phone, address1, address2, memo } = person;
  const shippingAddress = { recipient, phone, postcode: "59999", address1, address2, memo };
  await request(member, "POST", "/api/v1/me/addresses", { label, ...shippingAddress });
  await request(member, "POST", "/api/v1/auth/logout");
  const again = await api.signIn(email, member.password);

  const contact = { name: person.contactName, email: person.contactEmail, phone: person.contactPhone };
  const cart = await again.createCart();
  await again.addItem(cart.id, variantId);
  const placed = await again.placeOrder(cart.id, { contact, shippingAddress });
  expect(placed.status).toBe(201);
  await again.confirm(await again.approve(placed.body.payment.windowUrl));
  const next = await again.createCart();
  await again.addItem(next.id, variantId, 3);
  await backstage.delivered();
  return { member: again, orderId: placed.body.order.id };
}

const finish = (orderId: string) =>
  backstage.rows(
    `WITH done AS (UPDATE orders.orders SET status = 'completed' WHERE id = $1 RETURNING id)
     INSERT INTO orders.events (order_id, seq, type, at) SELECT id, 100, 'completed', now() FROM done`,
    [orderId],
  );

describe.each<[string, readonly (readonly ModuleName[])[]]>([
  ["in one process", []],
  ["in several processes", [["orders"], ["cart", "members"]]],
])("%s", (_, apart) => {
  beforeAll(() => openShop(apart));
  afterAll(closeShop);

  test("a leaving member can export all data, which then exists only in the archive of orders", async () => {
    const { member, orderId } = await leaveTraces();

    const before = await columnsWithTraces();
    expect(before).toEqual(
      expect.arrayContaining([
        "members.accounts.email_key",
        "members.addresses.recipient",
        "orders.orders.contact",
      ]),
    );

    const data = await member.request<Record<string, unknown>>("GET", "/api/v1/me/export");
    expect(data.headers.get("content-disposition")).toMatch(
      /^attachment; filename="my-data-[\d-]{10}\.json"$/,
    );
    expect(data.headers.get("cache-control")).toBe("no-store");
    const exported = JSON.stringify(data.body);
    const missing = Object.entries(person).filter(([, value]) => !exported.includes(value));
    expect(missing).toEqual([]);
    expect(data.body).toMatchObject({
      complete: true,
      profile: {
        id: member.id,
        phone: person.phone,
        secondFactor: { totpSince: null, recoveryCodesLeft: 0 },
      },
      addresses: [{ label: person.label, phone: person.recipientPhone, isDefault: true }],
      passkeys: [],
      orders: [{ id: orderId, status: "paid" }],
      cart: { items: [{ variantId, quantity: 3 }] },
    });
    const { agreements, sessions } = data.body as {
      agreements: { code: string; agreed: boolean }[];
      sessions: unknown[];
    };
    expect(agreements).toContainEqual(
      expect.objectContaining({
        code: "marketing_email",
        agreed: true,
        version: 1,
        userAgent: person.userAgent,
      }),
    );
    expect(agreements).toContainEqual(expect.objectContaining({ code: "terms", agreed: true }));
    // The signed-out session is among them.
    expect(sessions).toHaveLength(2);

    const open = [{ id: orderId, number: expect.any(String), status: "paid" }];
    expect(await member.request("GET", "/api/v1/me/leaving")).toMatchObject({
      status: 200,
      body: { openOrders: open },
    });
    expect(await member.request("DELETE", "/api/v1/me")).toMatchObject({
      status: 409,
      body: { code: "OPEN_ORDERS", orders: open },
    });
    // A message to a phone forgets what it said as soon as it is sent, which may be now.
    const lasting = (columns: string[]) =>
      columns.filter((name) => !name.startsWith("notifications.messages"));
    expect(lasting(await columnsWithTraces())).toEqual(lasting(before));

    await finish(orderId);
    expect((await member.request("DELETE", "/api/v1/me")).status).toBe(204);
    await backstage.delivered();
    for (const path of ["/api/v1/me", "/api/v1/me/export", "/api/v1/orders", `/api/v1/orders/${orderId}`]) {
      expect([path, (await member.request("GET", path)).status]).toEqual([path, 401]);
    }
    expect(await shop.sandbox.mailbox.next({ to: person.email, subject: /탈퇴/ })).toMatchObject({
      text: expect.stringContaining(person.name),
    });

    expect(await columnsWithTraces()).toEqual([
      // The E-Commerce Act requires these for five years, apart from the working data.
      "orders_archive.buyers.address1",
      "orders_archive.buyers.address2",
      "orders_archive.buyers.email",
      "orders_archive.buyers.memo",
      "orders_archive.buyers.name",
      "orders_archive.buyers.phone",
      "orders_archive.buyers.recipient",
      "orders_archive.buyers.recipient_phone",
    ]);
    await backstage.expectSound();
  });

  test("the data of others stays when a member leaves", async () => {
    const [staying, leaving] = [await api.signUp(), await api.signUp()];
    for (const each of [staying, leaving]) await each.buy(variantId);
    await backstage.delivered();
    const [order] = await backstage.rows<{ id: string }>(
      "SELECT id FROM orders.orders WHERE member_id = $1",
      [leaving.id],
    );
    await finish(order?.id ?? "");
    const data = () => staying.request<Record<string, unknown>>("GET", "/api/v1/me/export");
    const { exportedAt: _, ...before } = (await data()).body;
    expect((await leaving.request("DELETE", "/api/v1/me")).status).toBe(204);
    await backstage.delivered();
    expect((await data()).body).toMatchObject(before);
  });
});
