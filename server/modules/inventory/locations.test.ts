/** The locations of the stock, through HTTP. */
import { afterAll, beforeAll, beforeEach, expect, inject, test } from "vitest";
import { type ApiResponse, client, type HeaderFields, type Problem } from "../../../tests/support/client.ts";
import { versionOf } from "../../platform/http/conditional-reads.ts";
import { startTestShop } from "../../testing.ts";
import { type StockDesk, stockDesk } from "./stock-desk.fixture.ts";

interface ShownLocation {
  readonly id: string;
  readonly name: string;
  readonly position: number;
  readonly etag: string;
}

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
let desk: StockDesk;
beforeAll(async () => {
  desk = await stockDesk(api);
});
afterAll(() => shop.stop());

const LOCATIONS = "/api/v1/admin/locations";
const add = <Body = ShownLocation>(body: unknown, headers: HeaderFields = desk.staff) =>
  api.request<Body>("POST", LOCATIONS, body, headers);
const list = async () =>
  (await api.request<{ items: ShownLocation[] }>("GET", LOCATIONS, undefined, desk.staff)).body.items;
const read = <Body = ShownLocation>(id: string, headers: HeaderFields = desk.staff) =>
  api.request<Body>("GET", `${LOCATIONS}/${id}`, undefined, headers);
const patch = <Body = ShownLocation>(id: string, body: unknown, etag: string, headers = desk.staff) =>
  api.request<Body>("PATCH", `${LOCATIONS}/${id}`, body, { ...headers, "if-match": etag });
/** An edit of the current version. */
const edit = async <Body = ShownLocation>(id: string, body: unknown): Promise<ApiResponse<Body>> =>
  patch<Body>(id, body, (await read(id)).headers.get("etag") ?? "");
const names = async () => (await list()).map(({ id }) => id);

let made = 0;
function newId(): string {
  made += 1;
  return `place-${made}`;
}
let id = "";
beforeEach(async () => {
  id = newId();
  expect((await add({ id, name: " 부산  창고 " })).status).toBe(201);
});

test("a new location is behind all others, with its ETag, and in the audit log", async () => {
  const other = newId();
  const { headers, body } = await add({ id: other, name: "대구 창고" });
  const position = (await list()).length - 1;
  expect(body).toEqual({
    id: other,
    name: "대구 창고",
    position,
    etag: versionOf(headers.get("etag") ?? ""),
  });
  expect(headers.get("location")).toBe(`${LOCATIONS}/${other}`);
  expect((await read(other)).body).toEqual(body);
  expect((await list()).at(-1)).toEqual(body);
  expect((await list())[0]).toMatchObject({ id: "main", name: "기본 창고", position: 0 });
  expect(await desk.lastAction(`location:${other}`)).toMatchObject({
    action: "location.add",
    after: { name: "대구 창고", position },
  });
});

test("orders are served from the location that is moved to the front", async () => {
  const variant = await desk.variant(5);
  await desk.adjust(variant.sku, { delta: 5, reason: "입고", location: id });
  expect(await edit(id, { position: 0 })).toMatchObject({ status: 200, body: { position: 0 } });
  expect((await names()).slice(0, 2)).toEqual([id, "main"]);
  const cart = await api.createCart();
  await api.addItem(cart.id, variant.id, 6);
  expect((await api.placeOrder(cart.id)).status).toBe(201);
  expect(await desk.levels(variant.sku)).toMatchObject({ [id]: { reserved: 5 }, main: { reserved: 1 } });
  await edit("main", { position: 0 });
});

test("a move keeps the order of all others, also behind the last place", async () => {
  const before = (await names()).filter((each) => each !== id);
  for (const position of [1, 0, 99, 2]) {
    await edit(id, { position });
    const place = Math.min(position, before.length);
    expect(await names()).toEqual([...before.slice(0, place), id, ...before.slice(place)]);
    expect((await read(id)).body.position).toBe(place);
  }
  expect(await desk.lastAction(`location:${id}`)).toMatchObject({ action: "location.change" });
  await edit("main", { position: 0 });
});

test("a stale edit is 412 and says what changed; a missing version is 400", async () => {
  const { headers } = await read(id);
  const etag = headers.get("etag") ?? "";
  expect((await patch(id, { name: "남포동" }, `W/${etag}`)).status).toBe(200);
  const stale = await patch<Problem & { etag: string; differences: unknown }>(id, { name: "서면" }, etag);
  expect([stale.status, stale.body.code]).toEqual([412, "STALE_EDIT"]);
  expect(stale.body.differences).toEqual([{ pointer: "/name", was: "부산 창고", now: "남포동" }]);
  expect((await patch(id, { name: "서면" }, stale.body.etag)).body).toMatchObject({ name: "서면" });
  const without = await api.request<Problem>("PATCH", `${LOCATIONS}/${id}`, { name: "x" }, desk.staff);
  expect([without.status, without.body.errors?.[0]?.pointer]).toEqual([400, "/if-match"]);
});

test("of twenty edits of one version, one is made", async () => {
  const etag = (await read(id)).headers.get("etag") ?? "";
  const edits = await Promise.all(
    Array.from({ length: 20 }, (_, at) => patch(id, { name: `이름 ${at}` }, etag)),
  );
  expect(edits.map(({ status }) => status).sort()).toEqual([200, ...Array(19).fill(412)]);
});

test("an id that is taken is 409, also for two who add it at once", async () => {
  expect(await add<Problem>({ id, name: "x" })).toMatchObject({
    status: 409,
    body: { code: "LOCATION_TAKEN", title: "이미 사용 중인 재고 위치 ID예요" },
  });
  const twice = newId();
  const answers = await Promise.all([add({ id: twice, name: "가" }), add({ id: twice, name: "나" })]);
  expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
});

test("an unknown location is 404", async () => {
  expect(await read<Problem>("mars")).toMatchObject({ status: 404, body: { code: "UNKNOWN_LOCATION" } });
  expect((await patch("mars", { name: "x" }, '"e30"')).status).toBe(404);
});

test.each([
  ["/id", { id: "서울", name: "x" }],
  ["/id", { id: "A", name: "x" }],
  ["/id", { name: "x" }],
  ["/name", { id: "x", name: "  " }],
  ["/name", { id: "x", name: "x".repeat(61) }],
  ["/position", { id: "x", name: "x", position: 1 }],
])("a location that is wrong at %s is 400: %j", async (pointer, body) => {
  const answer = await add<Problem>(body);
  expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
});

test.each([{ position: -1 }, { position: 100 }, { position: 1.5 }, { id: "other" }, { name: null }])(
  "a wrong change is 400: %j",
  async (body) => {
    expect((await edit<Problem>(id, body)).body.code).toBe("INVALID_INPUT");
  },
);

test("locations need a sign-in, and a permission", async () => {
  const { proof } = await api.signUp();
  for (const [headers, status] of [
    [{}, 401],
    [proof, 403],
  ] as const) {
    expect((await add({ id: "x", name: "x" }, headers)).status).toBe(status);
    expect((await read(id, headers)).status).toBe(status);
  }
});

test("there are a hundred locations at most", async () => {
  const room = 100 - (await list()).length;
  const answers = await Promise.all(
    Array.from({ length: room + 3 }, () => add<Problem>({ id: newId(), name: "창고" })),
  );
  const refused = answers.filter(({ status }) => status !== 201);
  expect(refused.map(({ status, body }) => [status, body.code])).toEqual(
    Array(3).fill([409, "LOCATION_LIMIT"]),
  );
  expect(await list()).toHaveLength(100);
  expect((await add<Problem>({ id, name: "x" })).body.code).toBe("LOCATION_TAKEN");
});
