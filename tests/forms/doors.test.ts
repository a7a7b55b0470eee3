/** Names, phones and e-mails mean the same at every door of the API. */
import { afterAll, describe, expect, inject, test } from "vitest";
import { startTestShop } from "../../server/testing.ts";
import { client, contact, newKey, type PlacedOrder, productOf, shippingAddress } from "../support/client.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
afterAll(() => shop.stop());

const api = client(shop.url);
const owner = await api.signInOwner();
const variantId = (await api.createProduct()).variants[0]?.id ?? "";
const member = await api.signUp();
const agreements = { terms: true, privacy: true, over14: true };

let people = 0;
const freshEmail = (): string => `person-${++people}@doors.test`;
const signUp = (fields: object) =>
  api.request("POST", "/api/v1/auth/signup", {
    ...{ email: freshEmail(), password: "돛단배 일곱 척과 물고기", name: "김장터", agreements },
    ...fields,
  });

async function order(change: { contact?: object; shippingAddress?: object }) {
  const cart = await api.createCart();
  await api.addItem(cart.id, variantId);
  const body = {
    cartId: cart.id,
    contact: { ...contact, ...change.contact },
    shippingAddress: { ...shippingAddress, ...change.shippingAddress },
  };
  return api.request<PlacedOrder>("POST", "/api/v1/orders", body, { "idempotency-key": newKey() });
}
/** Removes it again: a book has room for twenty. */
async function addAddress(change: object) {
  const address = { ...shippingAddress, ...change };
  const added = await member.request<{ id: string }>("POST", "/api/v1/me/addresses", address);
  await member.request("DELETE", `/api/v1/me/addresses/${added.body.id}`);
  return added;
}
const product = (change: object) =>
  api.request("POST", "/api/v1/admin/products", { ...productOf(), ...change }, owner);
const withOption = (name: string, value: string) => {
  const { variants, ...rest } = productOf();
  return product({
    ...rest,
    options: [{ name, values: [value] }],
    variants: variants.map((variant) => ({ ...variant, options: { [name]: value } })),
  });
};
const document = { title: "이용약관", body: "본문" };
const publish = (ko: object) =>
  api.request("POST", "/api/v1/admin/agreements", { code: "terms", ko, en: document }, owner);

/** Each door that takes a line of text for people, by what it is for. */
const lines: Record<string, (text: string) => Promise<{ status: number; body: unknown }>> = {
  "a buyer's name": (name) => order({ contact: { name } }),
  "a recipient": (recipient) => order({ shippingAddress: { recipient } }),
  "an address of an order": (address1) => order({ shippingAddress: { address1 } }),
  "a second line of it": (address2) => order({ shippingAddress: { address2 } }),
  "a memo for the courier": (memo) => order({ shippingAddress: { memo } }),
  "a new member's name": (name) => signUp({ name }),
  "a member's name": (name) => member.request("PATCH", "/api/v1/me", { name }),
  "a recipient of the book": (recipient) => addAddress({ recipient }),
  "a label of the book": (label) => addAddress({ label }),
  "an address of the book": (address1) => addAddress({ address1 }),
  "a product's name": (name) => product({ name }),
  "a product's brand": (brand) => product({ brand }),
  "a translated name": (name) => product({ translations: { en: { name } } }),
  "an option's name": (name) => withOption(name, "값"),
  "an option's value": (value) => withOption("색상", value),
  "a translated option": (text) => product({ translations: { en: { options: { 색상: text } } } }),
  "the key of a translated option": (text) => product({ translations: { en: { options: { [text]: "x" } } } }),
  "a reason for a change of stock": (reason) =>
    api.request("POST", "/api/v1/admin/stock/NONE/adjust", { delta: 1, reason }, owner),
  "an API key's name": (name) =>
    api.request(
      "POST",
      "/api/v1/admin/api-keys",
      { name, permissions: ["stock:read"], expiresInDays: 1 },
      owner,
    ),
  "a reason to read personal data": (reason) =>
    api.request("POST", `/api/v1/admin/members/${member.id}/reveal`, { reason }, owner),
  "a document's title": (title) => publish({ ...document, title }),
};

describe.each(Object.keys(lines))("%s", (door) => {
  const send = (text: string) => lines[door]?.(text) ?? Promise.reject(new Error("no such door"));

  test("is refused if it is blank, invisible, or more than it looks", async () => {
    for (const text of ["", "  ", "ㅤㅤ", "\u200b", "김\u202e동길", "김\n\n철수", "김\u200d철수", "a\u0007b"]) {
      const { status, body } = await send(text);
      expect([text, status, body]).toEqual([text, 400, expect.objectContaining({ code: "INVALID_INPUT" })]);
    }
  });

  test("is kept if people write it so", async () => {
    // An unknown SKU is found to be unknown after its input was read.
    for (const text of ["O’Neil", "남궁·민", "👨\u200d👩\u200d👧", "山田太郎", "محمد"])
      expect([200, 201, 202, 404]).toContain((await send(text)).status);
  });
});

test("what was typed in decomposed letters, with spaces around, is stored composed and trimmed", async () => {
  const typed = "  홍길동\u3000님 ".normalize("NFD");
  const placed = await order({ contact: { name: typed }, shippingAddress: { recipient: typed } });
  expect([placed.body.order.contact.name, placed.body.order.shippingAddress.recipient]).toEqual([
    "홍길동 님",
    "홍길동 님",
  ]);
  const made = await product({ name: typed, brand: typed });
  expect(made.body).toMatchObject({ name: "홍길동 님", brand: "홍길동 님" });
  const { body } = await member.request<{ name: string }>("PATCH", "/api/v1/me", { name: typed });
  expect(body.name).toBe("홍길동 님");
});

test("options in composed and decomposed letters are one, and a link of either kind finds it", async () => {
  const { variants, ...rest } = productOf();
  const [variant] = variants;
  const made = await product({
    ...rest,
    options: [{ name: "색상".normalize("NFD"), values: ["블랙".normalize("NFD"), "화이트"] }],
    variants: [{ ...variant, options: { 색상: " 블랙" } }],
  });
  expect(made.status).toBe(201);
  expect(made.body).toMatchObject({ options: [{ name: "색상", values: ["블랙", "화이트"] }] });
  for (const form of ["NFC", "NFD"] as const) {
    const [name, value] = ["색상", "블랙"].map((text) => encodeURIComponent(text.normalize(form)));
    const query = `option.${name}=${value}`;
    const { body } = await api.request<{ items: object[] }>("GET", `/api/v1/products?${query}`);
    expect(body.items).toHaveLength(1);
  }
});

test("values that are read as one value are used twice", async () => {
  for (const values of [
    ["블랙", "블랙".normalize("NFD")],
    ["블랙", " 블랙"],
    ["블 랙", "블\u00a0랙"],
  ]) {
    const { status, body } = await product({ options: [{ name: "색상", values }] });
    expect([status, body.errors]).toEqual([
      400,
      expect.arrayContaining([expect.objectContaining({ pointer: "/options/0/values", code: "DUPLICATE" })]),
    ]);
  }
});

describe("a phone", () => {
  const doors: Record<string, (phone: string) => Promise<{ status: number; body: unknown }>> = {
    "of a buyer": (phone) => order({ contact: { phone } }),
    "of a recipient": (phone) => order({ shippingAddress: { phone } }),
    "of a new member": (phone) => signUp({ phone }),
    "of a member": (phone) => member.request("PATCH", "/api/v1/me", { phone }),
    "of the book": (phone) => addAddress({ phone }),
  };
  const accepted = [
    ["02)123-4567", "02-123-4567"],
    ["010.1234.5678", "010-1234-5678"],
    ["+1 (415) 555-0134", "+14155550134"],
    ["０１０－１２３４－５６７８", "010-1234-5678"],
    ["+82 10 1234 5678", "010-1234-5678"],
    ["0507-1234-5678", "0507-1234-5678"],
    ["1588-1234", "1588-1234"],
    ["1644 1234", "1644-1234"],
    ["18991234", "1899-1234"],
  ] as const;

  test.each(Object.keys(doors))("%s is accepted in every notation, and shown in one", async (door) => {
    for (const [typed, shown] of accepted) {
      const { status, body } = (await doors[door]?.(typed)) ?? { status: 0, body: null };
      expect([typed, status < 300]).toEqual([typed, true]);
      if (door !== "of a new member") expect(JSON.stringify(body)).toContain(`"phone":"${shown}"`);
    }
    for (const typed of ["", "1234567", "010-1234-567", "전화 010-1234-5678", "++8210"]) {
      const { status, body } = (await doors[door]?.(typed)) ?? { status: 0, body: null };
      expect([typed, status, JSON.stringify(body).includes('"code":"PHONE"')]).toEqual([typed, 400, true]);
    }
  });
});

describe("an e-mail", () => {
  const doors: Record<string, (email: string) => Promise<{ status: number; body: unknown }>> = {
    "of a buyer": (email) => order({ contact: { email } }),
    "of a new member": (email) => signUp({ email }),
    "of an invitation": (email) =>
      api.request("POST", "/api/v1/admin/staff/invitations", { email, role: "support" }, owner),
    "of a member who changes it": (email) =>
      member.request("POST", "/api/v1/me/email", { email, password: member.password }),
  };

  test.each(Object.keys(doors))("%s may have a domain in Korean, and no Korean before it", async (door) => {
    const accepted = await doors[door]?.("kim@한국.test");
    expect([accepted?.status, (accepted?.status ?? 0) < 300]).toEqual([accepted?.status, true]);
    for (const email of [
      "길동@shop.test",
      "ㅏㅑㅡ@naver.com",
      "kim@shop",
      "kim",
      "a@b@c.test",
      "kim@shop.test,x",
    ]) {
      const { status, body } = (await doors[door]?.(email)) ?? { status: 0, body: null };
      expect([email, status, JSON.stringify(body).includes('"code":"EMAIL"')]).toEqual([email, 400, true]);
    }
  });

  test("with a Korean domain signs up, gets its mail, signs in by either spelling, and orders", async () => {
    const ascii = "lee@xn--3e0b707e.test";
    const password = "돛단배 일곱 척과 물고기";
    expect((await signUp({ email: "Lee@한국.test", password })).status).toBe(202);
    // Mail servers get the domain in ASCII; the mailbox shows it as people write it.
    expect((await shop.mailbox.next({ to: "Lee@한국.test" })).text).toContain("#token=");
    for (const email of ["lee@한국.test", "LEE@한국.test".normalize("NFD"), ascii, "ｌｅｅ＠한국．test"])
      expect((await api.signIn(email, password)).id).toMatch(/^[0-9a-f-]{36}$/);
    expect((await signUp({ email: ascii, password })).status).toBe(202);
    const { status } = await api.request("POST", "/api/v1/auth/password-reset", { email: "lee@한국.test" });
    expect(status).toBe(202);
    const placed = await order({ contact: { email: "lee@한국.test" } });
    expect(placed.body.order.contact.email).toBe(ascii);
  });
});
