import { afterAll, expect, test } from "vitest";
import { newId } from "../../../platform/ids.ts";
import { type Person, password, startStaffShop } from "../staff/staff.fixture.ts";

const shop = await startStaffShop();
const support = await shop.hire("support", "이상담");
const analyst = await shop.hire("analyst");
const orders = await shop.hire("orders");
afterAll(() => shop.close());

interface Note {
  readonly id: string;
  readonly text: string;
  readonly author: string;
}
const write = (by: Person | undefined, id: string, body: object) =>
  shop.request<Note>("POST", `/admin/members/${id}/notes`, by?.token, body);
const read = (by: Person | undefined, id: string, query = "") =>
  shop.request<{ items: Note[]; nextCursor: string | null }>(
    "GET",
    `/admin/members/${id}/notes${query}`,
    by?.token,
  );

test("staff note something about a member; all who may read members read it, the newest first", async () => {
  const { id } = await shop.hire("member");
  for (const text of ["오후에만 전화 받으세요", "두 줄\n메모"]) {
    expect(await write(support, id, { text })).toMatchObject({ status: 201, body: { text } });
  }
  const first = (await read(orders, id, "?limit=1")).body;
  expect(first.items).toMatchObject([{ text: "두 줄\n메모", author: "이상담" }]);
  const second = (await read(orders, id, `?limit=1&cursor=${first.nextCursor}`)).body;
  expect([second.items.map(({ text }) => text), second.nextCursor]).toEqual([
    ["오후에만 전화 받으세요"],
    null,
  ]);
  const entries = await shop.entriesOf(`member:${id}`);
  expect(entries.map(({ action }) => action)).toEqual(["member.note", "member.note"]);
  expect(JSON.stringify(entries)).not.toContain("전화");
});

test("a note goes with the account", async () => {
  const member = await shop.hire("member");
  await write(support, member.id, { text: "곧 탈퇴해요" });
  const left = await shop.send("DELETE", "/api/v1/me", member.token, { password });
  expect(left.status).toBe(204);
  const { rowCount } = await shop.db.pool.query("SELECT FROM members.notes WHERE account_id = $1", [
    member.id,
  ]);
  expect(rowCount).toBe(0);
  expect((await read(support, member.id)).status).toBe(404);
});

test("no words, an unknown member, staff of others, and missing permissions are refused", async () => {
  const { id } = await shop.hire("member");
  for (const body of [{}, { text: "" }, { text: "x".repeat(1_001) }, { text: "x", by: "x" }]) {
    expect((await write(support, id, body)).status).toBe(400);
  }
  expect((await write(support, newId(), { text: "x" })).status).toBe(404);
  expect((await write(support, analyst.id, { text: "x" })).status).toBe(403);
  expect((await write(orders, id, { text: "x" })).status).toBe(403);
  expect((await write(undefined, id, { text: "x" })).status).toBe(401);
  expect((await read(analyst, id)).status).toBe(403);
  expect((await read(undefined, id)).status).toBe(401);
  expect((await read(support, id, "?cursor=x")).status).toBe(400);
  expect((await read(support, id)).body.items).toEqual([]);
});
