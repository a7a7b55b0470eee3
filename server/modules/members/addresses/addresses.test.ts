import { afterAll, beforeEach, expect, test } from "vitest";
import { problemOf, startShop, tokenOf } from "../members.fixture.ts";

interface Address {
  readonly id: string;
  readonly recipient: string;
  readonly isDefault: boolean;
}
let token: string;
let people = 0;
const shop = await startShop();
afterAll(() => shop.close());

const password = "길고 긴 비밀번호 하나";
async function newcomer(): Promise<string> {
  people += 1;
  const email = `kim${people}@shop.test`;
  await shop.addMember(email, password);
  return tokenOf(await shop.login({ email, password }));
}
beforeEach(async () => {
  token = await newcomer();
});

const ADDRESSES_PATH = "/api/v1/me/addresses";
const home = {
  recipient: "김장터",
  phone: "010-1234-5678",
  postcode: "04524",
  address1: "서울특별시 중구 세종대로 110",
};
const post = (more: object = {}, as = token) => shop.send("POST", ADDRESSES_PATH, as, { ...home, ...more });
const list = async (as = token): Promise<Address[]> =>
  ((await (await shop.get(ADDRESSES_PATH, as)).json()) as { items: Address[] }).items;
async function add(more: object = {}, as = token): Promise<Address> {
  const answer = await post(more, as);
  expect(answer.status).toBe(201);
  return (await answer.json()) as Address;
}
const pointers = async (answer: Response): Promise<unknown> => {
  const { http, code, errors } = await problemOf(answer);
  return { http, code, pointers: (errors as { pointer: string }[]).map(({ pointer }) => pointer) };
};
const defaults = (items: Address[]): string[] => items.filter((each) => each.isDefault).map(({ id }) => id);

test("the first address becomes the default one, and is answered as an order takes it", async () => {
  const first = await add({
    label: " 집 ",
    phone: "０１０ １２３４ ５６７８",
    postcode: "０４５２４",
    memo: "문 앞",
  });
  const expected = { ...home, id: first.id, label: "집", memo: "문 앞", isDefault: true };
  expect(first).toEqual(expected);
  expect(await list()).toEqual([expected]);
  expect(await add()).toMatchObject({ isDefault: false });
});

test("a new default replaces the old one; the default comes first, then the newest", async () => {
  const [first, second, third] = [await add(), await add({ isDefault: true }), await add()];
  expect((await list()).map(({ id, isDefault }) => [id, isDefault])).toEqual([
    [second.id, true],
    [third.id, false],
    [first.id, false],
  ]);
  const changed = await shop.send("PATCH", `${ADDRESSES_PATH}/${third.id}`, token, { isDefault: true });
  expect(await changed.json()).toMatchObject({ id: third.id, isDefault: true });
  expect(defaults(await list())).toEqual([third.id]);
});

test("saying that the default one is none changes nothing: another has to be chosen", async () => {
  const first = await add();
  await add();
  const answer = await shop.send("PATCH", `${ADDRESSES_PATH}/${first.id}`, token, { isDefault: false });
  expect(await answer.json()).toMatchObject({ isDefault: true });
});

test("when the default one is deleted the newest of those left takes its place", async () => {
  const [first, second, third] = [await add(), await add(), await add()];
  expect((await shop.send("DELETE", `${ADDRESSES_PATH}/${first.id}`, token)).status).toBe(204);
  expect(defaults(await list())).toEqual([third.id]);
  expect((await shop.send("DELETE", `${ADDRESSES_PATH}/${second.id}`, token)).status).toBe(204);
  expect(defaults(await list())).toEqual([third.id]);
  expect((await shop.send("DELETE", `${ADDRESSES_PATH}/${third.id}`, token)).status).toBe(204);
  expect(await list()).toEqual([]);
  expect((await shop.send("DELETE", `${ADDRESSES_PATH}/${third.id}`, token)).status).toBe(404);
});

test("an address is read alone at the address that its making names", async () => {
  await add();
  const made = await post({ memo: "문 앞" });
  const read = await shop.get(made.headers.get("location") ?? "", token);
  expect([read.status, await read.json()]).toEqual([200, await made.json()]);
});

test("what a change leaves out stays, and null removes what may be missing", async () => {
  const { id } = await add({ label: "집", address2: "3층", memo: "문 앞" });
  const change = async (body: object): Promise<unknown> =>
    (await shop.send("PATCH", `${ADDRESSES_PATH}/${id}`, token, body)).json();
  const before = { ...home, id, label: "집", address2: "3층", memo: "문 앞", isDefault: true };
  expect(await change({})).toEqual(before);
  const { memo: _, ...without } = before;
  expect(await change({ memo: null, recipient: "박장터", postcode: "12345" })).toEqual({
    ...without,
    recipient: "박장터",
    postcode: "12345",
  });
  expect(await change({ label: null, address2: null, phone: "02-123-4567" })).toEqual({
    ...home,
    id,
    recipient: "박장터",
    postcode: "12345",
    phone: "02-123-4567",
    isDefault: true,
  });
});

test.each([
  ["/postcode", { postcode: "110-799" }],
  ["/postcode", { postcode: "1234" }],
  ["/postcode", { postcode: 12345 }],
  ["/postcode", { postcode: "١٢٣٤٥" }],
  ["/phone", { phone: "12" }],
  ["/phone", { phone: null }],
  ["/recipient", { recipient: " " }],
  ["/recipient", { recipient: "김\u0000" }],
  ["/recipient", { recipient: "김\udfff" }],
  ["/address1", { address1: "가".repeat(201) }],
  ["/address2", { address2: "" }],
  ["/memo", { memo: "한 줄\n두 줄" }],
  ["/label", { label: "스물한 글자가 넘는 이름은 너무 길어서 안 됩니다" }],
  ["/isDefault", { isDefault: "true" }],
  ["/accountId", { accountId: "0198c5a5-0000-7000-8000-000000000000" }],
  ["/id", { id: "0198c5a5-0000-7000-8000-000000000000" }],
  ["/createdAt", { createdAt: "2020-01-01T00:00:00Z" }],
  ["/is_default", { is_default: true }],
])("%s is complained about, when an address is added and when it is changed: %j", async (pointer, wrong) => {
  const complaint = { http: 400, code: "INVALID_INPUT", pointers: [pointer] };
  expect(await pointers(await post(wrong))).toEqual(complaint);
  expect(await list()).toEqual([]);
  const kept = await add();
  expect(await pointers(await shop.send("PATCH", `${ADDRESSES_PATH}/${kept.id}`, token, wrong))).toEqual(
    complaint,
  );
  expect(await list()).toEqual([kept]);
});

test("an address without its lines is no address", async () => {
  expect(await pointers(await shop.send("POST", ADDRESSES_PATH, token, {}))).toEqual({
    http: 400,
    code: "INVALID_INPUT",
    pointers: ["/recipient", "/phone", "/postcode", "/address1"],
  });
});

test("an address book is not read or changed without a sign-in", async () => {
  const { id } = await add();
  const tries = [
    shop.get(ADDRESSES_PATH),
    shop.get(`${ADDRESSES_PATH}/${id}`),
    shop.send("POST", ADDRESSES_PATH, undefined, home),
    shop.send("PATCH", `${ADDRESSES_PATH}/${id}`, undefined, { memo: "문 앞" }),
    shop.send("DELETE", `${ADDRESSES_PATH}/${id}`),
  ];
  for (const answer of await Promise.all(tries)) {
    expect(await problemOf(answer)).toMatchObject({ http: 401, code: "UNAUTHENTICATED" });
  }
  expect(await list()).toHaveLength(1);
});

test("another member's address is answered like an unknown one, and stays as it is", async () => {
  const mine = await add();
  const other = await newcomer();
  const theirs = await add({}, other);
  for (const id of [mine.id, "0198c5a5-0000-7000-8000-000000000000", "not-an-id"]) {
    const tries = [
      shop.get(`${ADDRESSES_PATH}/${id}`, other),
      shop.send("PATCH", `${ADDRESSES_PATH}/${id}`, other, { recipient: "나쁜 사람", isDefault: true }),
      shop.send("DELETE", `${ADDRESSES_PATH}/${id}`, other),
    ];
    for (const answer of await Promise.all(tries)) {
      expect(await problemOf(answer)).toMatchObject({ http: 404, code: "NOT_FOUND" });
    }
  }
  expect(await list()).toEqual([mine]);
  // The attempt to move the default there did not change the own book either.
  expect(await list(other)).toEqual([theirs]);
});

test("of 30 addresses added at once to an empty book 20 are stored, and one is the default", async () => {
  const answers = await Promise.all(Array.from({ length: 30 }, (_, at) => post({ isDefault: at % 3 === 0 })));
  const statuses = answers.map(({ status }) => status);
  expect(statuses.filter((status) => status === 201)).toHaveLength(20);
  const refused = answers.find(({ status }) => status === 409);
  expect(refused && (await problemOf(refused))).toMatchObject({ code: "ADDRESS_LIMIT", most: 20 });
  expect(statuses.filter((status) => status === 409)).toHaveLength(10);
  const items = await list();
  expect(items).toHaveLength(20);
  expect(defaults(items)).toHaveLength(1);
});

test("a full book takes an address again when another was deleted", async () => {
  const items = await Promise.all(Array.from({ length: 20 }, () => add()));
  expect((await post()).status).toBe(409);
  await shop.send("DELETE", `${ADDRESSES_PATH}/${items[3]?.id}`, token);
  expect((await post()).status).toBe(201);
});

test("however changes and deletions cross, one address is the default", async () => {
  const items = await Promise.all(Array.from({ length: 12 }, () => add()));
  await Promise.all(
    items.flatMap(({ id }, at) => [
      shop.send("PATCH", `${ADDRESSES_PATH}/${id}`, token, { isDefault: true }),
      ...(at % 2 === 0 ? [shop.send("DELETE", `${ADDRESSES_PATH}/${id}`, token)] : []),
    ]),
  );
  const left = await list();
  expect(left).toHaveLength(6);
  expect(defaults(left)).toHaveLength(1);
});
