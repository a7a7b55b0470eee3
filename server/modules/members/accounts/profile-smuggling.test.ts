/** Input that a profile must refuse in every spelling. */
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type MembersShop, problemOf, startShop } from "../members.fixture.ts";
import { addMember, type MemberAccount } from "../sign-up/account.fixture.ts";

let shop: MembersShop;
let kim: MemberAccount;
let before: unknown;
beforeAll(async () => {
  shop = await startShop();
  kim = await addMember(shop, "kim@shop.test");
  before = await profile();
});
afterAll(() => shop.close());

const patch = (body: string): Promise<Response> =>
  fetch(`${shop.url}/api/v1/me`, {
    method: "PATCH",
    headers: { "content-type": "application/json", authorization: `Bearer ${kim.token}` },
    body,
  });
const profile = async (): Promise<unknown> => (await shop.get("/api/v1/me", kim.token)).json();

describe("refused with 400, and nothing changes", () => {
  test.each([
    ["role", { name: "점주", role: "owner" }],
    ["permissions", { permissions: ["order:refund"] }],
    ["status", { status: "active" }],
    ["id", { id: "0198c5c0-0000-7000-8000-000000000000" }],
    ["userId", { userId: "0198c5c0-0000-7000-8000-000000000000" }],
    ["email", { email: "owner@shop.test" }],
    ["emailVerified", { emailVerified: true }],
    ["password", { password: "quiet river stones" }],
    ["points", { points: 100_000 }],
  ])("%s", async (field, body) => {
    const problem = await problemOf(await patch(JSON.stringify(body)));
    expect(problem).toMatchObject({ http: 400, errors: [expect.objectContaining({ pointer: `/${field}` })] });
    expect(await profile()).toEqual(before);
  });

  test.each([
    ["__proto__", '{"name":"점주","__proto__":{"role":"owner"}}'],
    ["__proto__ in escapes", '{"name":"점주","\\u005f_proto__":{"role":"owner"}}'],
    ["constructor.prototype", '{"name":"점주","constructor":{"prototype":{"role":"owner"}}}'],
    ["a role given twice", '{"role":"owner","name":"점주","role":"member"}'],
    ["a name given twice, the second of another kind", '{"name":"점주","name":["owner"]}'],
    ["a list", '[{"name":"점주"}]'],
  ])("%s", async (_name, body) => {
    expect((await patch(body)).status).toBe(400);
    expect(await profile()).toEqual(before);
  });

  test.each([
    ["a zero-width space", "김\u200b하나"],
    ["a direction override", "\u202e나하김"],
    ["NUL", "김\0하나"],
    ["nothing to be seen", "\u3164\u200d"],
    ["61 characters", "가".repeat(61)],
    ["a hundred thousand characters", "가".repeat(50_000)],
  ])("a name with %s", async (_name, name) => {
    expect((await patch(JSON.stringify({ name }))).status).toBe(400);
    expect(await profile()).toEqual(before);
  });

  test("half a surrogate pair", async () => {
    expect((await patch('{"name":"\\ud83d"}')).status).toBe(400);
  });
});

test("of a name given twice the last one counts", async () => {
  expect((await patch('{"name":"하나","name":"두리"}')).status).toBe(200);
  expect(await profile()).toMatchObject({ name: "두리", role: "member" });
});

test("joined emoji stay, Hangul is composed, full-width digits become a phone number", async () => {
  const name = "👩‍🚀 김하나";
  expect(
    (await patch(JSON.stringify({ name: name.normalize("NFD"), phone: "０１０ １２３４ ５６７８" }))).status,
  ).toBe(200);
  expect(await profile()).toMatchObject({ name, phone: "010-1234-5678" });
});
