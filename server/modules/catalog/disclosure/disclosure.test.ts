import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Problem, type Product, productOf } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";
import { disclosureGroups } from "../contract/disclosure-groups.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
const member = await api.signUp();
afterAll(() => shop.stop());

const products = "/api/v1/admin/products";
type Refusal = Pick<Problem, "errors" | "code">;
type Answer = Product & Refusal;
const create = (input: object) => api.request<Answer>("POST", products, { ...productOf(), ...input }, owner);
const read = (id: string) =>
  api.request<{ disclosure: unknown }>("GET", `${products}/${id}`, undefined, owner);
async function edit(id: string, change: object) {
  const etag = (await read(id)).headers.get("etag") ?? "";
  return api.request<Answer>("PATCH", `${products}/${id}`, change, { ...owner, "if-match": etag });
}
const errorOf = ({ status, body }: { status: number; body: Refusal }) => [
  status,
  body.errors?.[0]?.pointer,
  body.errors?.[0]?.code,
];
const page = async (id: string, language = "ko") =>
  (await api.request<Product>("GET", `/api/v1/products/${id}`, undefined, { "accept-language": language }))
    .body.disclosure;
const whole = {
  group: "other",
  items: {
    maker: "온유도예",
    productName: "달항아리 머그 MM-1",
    originOrMade: "대한민국",
    serviceOrAdvice: "02-123-4567",
  },
};

describe("the table of product information", () => {
  test("is shown in the order of the law and in the language", async () => {
    const { body } = await create({ disclosure: whole });
    expect((await read(body.id)).body.disclosure).toEqual(whole);
    expect(await page(body.id)).toEqual({
      group: "other",
      name: "기타 재화",
      rows: [
        { code: "productName", name: "품명 및 모델명", text: "달항아리 머그 MM-1" },
        { code: "originOrMade", name: "제조국 또는 원산지", text: "대한민국" },
        { code: "maker", name: "제조자(수입자)", text: "온유도예" },
        {
          code: "serviceOrAdvice",
          name: "A/S 책임자와 전화번호 또는 소비자상담 전화번호",
          text: "02-123-4567",
        },
      ],
    });
    expect((await page(body.id, "en"))?.rows[2]).toMatchObject({ name: "Manufacturer (importer)" });
    const plain = await create({});
    expect([plain.status, plain.body.disclosure]).toEqual([201, null]);
  });

  test("is edited and cleared; a stale edit names what differs, and a copy has the same", async () => {
    const { body } = await create({ disclosure: whole });
    const items = { ...whole.items, maker: "다른 도예" };
    expect((await edit(body.id, { disclosure: { ...whole, items } })).status).toBe(200);
    const stale = await api.request<Problem & { differences: object[] }>(
      "PATCH",
      `${products}/${body.id}`,
      { name: "새 이름" },
      { ...owner, "if-match": '"1"' },
    );
    expect(stale.body.differences).toEqual([
      { pointer: "/disclosure/items/maker", was: "온유도예", now: "다른 도예" },
    ]);
    const copy = await api.request<{ disclosure: object }>(
      "POST",
      `${products}/${body.id}/duplicate`,
      undefined,
      owner,
    );
    expect(copy.body.disclosure).toEqual({ ...whole, items });
    expect((await edit(body.id, { disclosure: null })).status).toBe(200);
    expect(await page(body.id)).toBeNull();
  });

  test.each<[object, string, string]>([
    [{ group: "spaceships", items: {} }, "/disclosure/group", "UNKNOWN_VALUE"],
    [{ group: "other", items: { author: "x" } }, "/disclosure/items/author", "UNKNOWN"],
    [{ group: "other", items: { constructor: "x" } }, "/disclosure/items/constructor", "UNKNOWN"],
    [{ group: "other", items: { maker: "" } }, "/disclosure/items/maker", "MIN_LENGTH"],
    [{ group: "other", items: { maker: "a\u200b" } }, "/disclosure/items/maker", "TEXT"],
    [{ group: "other" }, "/disclosure/items", "REQUIRED"],
  ])("%j is refused", async (disclosure, pointer, code) => {
    expect(errorOf(await create({ disclosure }))).toEqual([400, pointer, code]);
    const { id } = await api.createProduct();
    expect(errorOf(await edit(id, { disclosure }))).toEqual([400, pointer, code]);
  });

  test("has groups that staff read in their language, each item once and with both names", async () => {
    const list = (language: string) =>
      api.request<{ items: { code: string; name: string; items: { name: string; required: boolean }[] }[] }>(
        "GET",
        "/api/v1/admin/disclosure-groups",
        undefined,
        { ...owner, "accept-language": language },
      );
    const { items } = (await list("ko")).body;
    expect(items.map(({ code }) => code)).toEqual(disclosureGroups.map(({ code }) => code));
    expect(items[0]).toMatchObject({ code: "clothing", name: "의류" });
    expect((await list("en")).body.items[0]?.name).toBe("Clothing");
    for (const group of disclosureGroups) {
      const codes = group.items.map(({ code }) => code);
      expect(new Set(codes).size, group.code).toBe(codes.length);
      expect(codes.length).toBeGreaterThanOrEqual(5);
    }
  });
});

describe("the shop's rule for gaps", () => {
  const path = "/api/v1/admin/disclosure-rule";
  const rule = () => api.request<{ gaps: string }>("GET", path, undefined, owner);
  async function set(gaps: string) {
    const etag = (await rule()).headers.get("etag") ?? "";
    return api.request<{ gaps: string }>("PUT", path, { gaps }, { ...owner, "if-match": etag });
  }

  test("lets products with gaps be shown, until it is to block them", async () => {
    expect((await rule()).body).toEqual({ gaps: "warn" });
    const shown = await create({});
    expect(shown.status).toBe(201);
    expect((await set("block")).body).toEqual({ gaps: "block" });
    expect(errorOf(await create({}))).toEqual([400, "/disclosure", "REQUIRED"]);
    const { maker: _, ...items } = whole.items;
    const gap = [400, "/disclosure/items/maker", "REQUIRED"];
    expect(errorOf(await create({ disclosure: { group: "other", items } }))).toEqual(gap);
    const draft = await create({ status: "draft", disclosure: { group: "other", items } });
    expect(draft.status).toBe(201);
    expect(errorOf(await edit(draft.body.id, { status: "active" }))).toEqual(gap);
    expect((await edit(draft.body.id, { status: "active", disclosure: whole })).status).toBe(200);
    // What was shown before stays so; its table is mended as a whole.
    expect((await edit(shown.body.id, { name: "새 이름" })).status).toBe(200);
    expect(errorOf(await edit(shown.body.id, { disclosure: { group: "other", items } }))).toEqual(gap);
    expect((await edit(shown.body.id, { disclosure: whole })).status).toBe(200);
    expect((await set("warn")).status).toBe(200);
    expect((await create({})).status).toBe(201);
  });

  test("is changed by version, in the audit log, and by whom may change the shop alone", async () => {
    const before = (await rule()).headers.get("etag") ?? "";
    await set("block");
    await set("warn");
    const stale = await api.request<Problem>(
      "PUT",
      path,
      { gaps: "block" },
      { ...owner, "if-match": before },
    );
    expect([stale.status, stale.body.code]).toEqual([412, "STALE_EDIT"]);
    const log = "/api/v1/admin/audit-log?subject=catalog%3Adisclosure";
    const { body } = await api.request<{ items: object[] }>("GET", log, undefined, owner);
    expect(body.items[0]).toMatchObject({
      action: "disclosure.rule",
      before: { gaps: "block" },
      after: { gaps: "warn" },
    });
    expect(errorOf(await api.request("PUT", path, { gaps: "x" }, { ...owner, "if-match": before }))).toEqual([
      400,
      "/gaps",
      "UNKNOWN_VALUE",
    ]);
    for (const address of [path, "/api/v1/admin/disclosure-groups"]) {
      expect((await api.request("GET", address)).status).toBe(401);
      expect((await api.request("GET", address, undefined, member.proof)).status).toBe(403);
    }
    const headers = { ...member.proof, "if-match": before };
    expect((await api.request("PUT", path, { gaps: "block" }, headers)).status).toBe(403);
  });
});
