import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type Problem, type Product } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { startTestShop } from "../../../testing.ts";
import { attributeMaker, newCode, type StaffAttributeBody } from "./attributes.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
const member = await api.signUp();
const { call, make, choices } = attributeMaker(api, owner);
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const page = async (id: string) =>
  (await other.request<Product>("GET", `/api/v1/products/${id}`)).body.attributes;
const staffPage = (id: string) =>
  api.request<{ attributes: object }>("GET", `/api/v1/admin/products/${id}`, undefined, owner);
const entriesOf = async (id: string) =>
  (
    await api.request<{ items: { action: string; after: object | null }[] }>(
      "GET",
      `/api/v1/admin/audit-log?subject=attribute%3A${id}`,
      undefined,
      owner,
    )
  ).body.items;

describe("an attribute", () => {
  test("is created, listed in its order, and in the audit log", async () => {
    await make({ position: 3 });
    const last = await make({ type: "number", unit: "g", translations: { en: { name: "Weight" } } });
    const first = await make({ ...choices("a", "b"), several: true, position: 2 });
    const { body } = await call<{ items: StaffAttributeBody[] }>("GET", "");
    const ids = body.items.map(({ id }) => id);
    expect(ids.indexOf(first.id)).toBeLessThan(ids.indexOf(last.id));
    expect(body.items.find(({ id }) => id === last.id)).toMatchObject({
      type: "number",
      unit: "g",
      several: false,
      everywhere: true,
      translations: { en: { name: "Weight" } },
      etag: '"1"',
    });
    expect((await call("GET", `/${first.id}`)).body).toEqual(first);
    expect(await entriesOf(first.id)).toMatchObject([
      { action: "attribute.create", after: { code: first.code, type: "choice" } },
    ]);
  });

  test("is edited, and pages of products show its new words in every process", async () => {
    const { id, code } = await make({ ...choices("wool") });
    const product = await api.createProduct({ attributes: { [code]: "wool" } });
    expect((await page(product.id))[code]).toMatchObject({ name: "이름", value: "wool", text: "wool!" });
    const { status, body, headers } = await call("PATCH", `/${id}`, {
      name: "소재",
      choices: [{ code: "wool", name: "울" }],
    });
    expect([status, headers.get("etag"), body.name]).toEqual([200, expect.stringMatching(/^"2\./), "소재"]);
    expect((await page(product.id))[code]).toMatchObject({ name: "소재", value: "wool", text: "울" });
    expect((await call("PATCH", `/${id}`, { name: "소재" })).body.etag).toBe('"2"');
    expect(await entriesOf(id)).toMatchObject([
      { action: "attribute.edit", after: { "/name": "소재" } },
      { action: "attribute.create" },
    ]);
  });

  test("of an old version is 412, and names what differs", async () => {
    const { id } = await make();
    await call("PATCH", `/${id}`, { name: "하나" });
    await call("PATCH", `/${id}`, { name: "둘" });
    const stale = { ...owner, "if-match": '"1"' };
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { name: "셋" } : undefined;
      const answer = await call<Problem>(method, `/${id}`, body, stale);
      expect([answer.status, answer.body]).toMatchObject([
        412,
        { code: "STALE_EDIT", etag: '"3"', differences: [{ pointer: "/name", was: "이름", now: "둘" }] },
      ]);
    }
  });

  test("with a code that is taken is 409, of two at once too", async () => {
    const input = { code: newCode(), type: "text", name: "x" };
    const answers = await Promise.all([call<Problem>("POST", "", input), call<Problem>("POST", "", input)]);
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect(answers.find(({ status }) => status === 409)?.body.code).toBe("ATTRIBUTE_TAKEN");
  });
});

describe("what products have", () => {
  test("is not deleted: neither the attribute nor a choice, until no product has it", async () => {
    const { id, code } = await make(choices("a", "b"));
    const product = await api.createProduct({ status: "draft", attributes: { [code]: "a" } });
    const refused = await call<Problem>("DELETE", `/${id}`);
    expect([refused.status, refused.body]).toMatchObject([409, { code: "ATTRIBUTE_IN_USE", products: 1 }]);
    const without = (choice: string) =>
      call<Problem>("PATCH", `/${id}`, { choices: [{ code: choice, name: choice }] });
    expect((await without("b")).body).toMatchObject({
      code: "ATTRIBUTE_IN_USE",
      products: 1,
      choices: ["a"],
    });
    expect((await without("a")).status).toBe(200);
    const etag = (await staffPage(product.id)).headers.get("etag") ?? "";
    const edit = { attributes: {} };
    await api.request("PATCH", `/api/v1/admin/products/${product.id}`, edit, { ...owner, "if-match": etag });
    expect((await call("DELETE", `/${id}`)).status).toBe(204);
    expect((await call("GET", `/${id}`)).status).toBe(404);
  });

  test("is taken from them if the request says so: an edit of each", async () => {
    const { id, code } = await make({ facet: true });
    const product = await api.createProduct({ attributes: { [code]: "낱말" } });
    const before = (await staffPage(product.id)).headers.get("etag") ?? "";
    await page(product.id);
    expect((await call("DELETE", `/${id}?fromProducts=true`)).status).toBe(204);
    expect(await page(product.id)).toEqual({});
    const stale = await api.request<Problem>(
      "PATCH",
      `/api/v1/admin/products/${product.id}`,
      { name: "새 이름" },
      { ...owner, "if-match": before },
    );
    expect([stale.status, stale.body]).toMatchObject([
      412,
      { differences: [{ pointer: `/attributes/${code}`, was: "낱말", now: null }] },
    ]);
  });

  test("stays valid when a choice is deleted while products get it", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, code } = await make(choices("a", "b"));
      const product = await api.createProduct({ status: "draft" });
      const [given, deleted] = await Promise.all([
        api.request(
          "PATCH",
          `/api/v1/admin/products/${product.id}`,
          { attributes: { [code]: "a" } },
          { ...owner, "if-match": '"1"' },
        ),
        call("PATCH", `/${id}`, { choices: [{ code: "b", name: "b" }] }),
      ]);
      expect([
        [200, 409],
        [400, 200],
      ]).toContainEqual([given.status, deleted.status]);
    }
  });

  test("and an attribute that is deleted while products get it leave no value behind", async () => {
    for (let round = 0; round < 10; round += 1) {
      const { id, code } = await make();
      const products = await Promise.all([1, 2, 3].map(() => api.createProduct({ status: "draft" })));
      const [deleted] = await Promise.all([
        call("DELETE", `/${id}?fromProducts=true`),
        ...products.map((product) =>
          api.request(
            "PATCH",
            `/api/v1/admin/products/${product.id}`,
            { attributes: { [code]: "x" } },
            { ...owner, "if-match": '"1"' },
          ),
        ),
      ]);
      expect(deleted.status).toBe(204);
      for (const product of products) expect((await staffPage(product.id)).body.attributes).toEqual({});
    }
  });
});

test.each<[object, string]>([
  [{}, "/code"],
  [{ code: "Big" }, "/code"],
  [{ code: "1st" }, "/code"],
  [{ code: `c${"x".repeat(40)}` }, "/code"],
  [{ code: "x1", name: "" }, "/name"],
  [{ code: "x1", name: "a\u0000" }, "/name"],
  [{ code: "x1", type: "date" }, "/type"],
  [{ code: "x1", type: "text", unit: "g" }, "/unit"],
  [{ code: "x1", type: "text", several: true }, "/several"],
  [{ code: "x1", type: "text", choices: [{ code: "a", name: "a" }] }, "/choices"],
  [{ code: "x1", type: "choice" }, "/choices"],
  [{ code: "x1", type: "choice", choices: [{ code: "A", name: "a" }] }, "/choices/0/code"],
  [
    {
      code: "x1",
      type: "choice",
      choices: [
        { code: "a", name: "a" },
        { code: "a", name: "b" },
      ],
    },
    "/choices/1/code",
  ],
  [
    {
      code: "x1",
      type: "choice",
      choices: [
        { code: "a", name: "면 혼방" },
        { code: "b", name: "면혼방" },
      ],
    },
    "/choices/1/name",
  ],
  [{ code: "x1", categoryIds: [UNKNOWN] }, "/categoryIds"],
  [{ code: "x1", id: UNKNOWN }, "/id"],
])("%j is refused at %s", async (input, pointer) => {
  const body = { name: "이름", type: "text", ...input };
  const { status, body: problem } = await call<Problem>("POST", "", body);
  expect([status, problem.errors?.[0]?.pointer]).toEqual([400, pointer]);
});

test("the code, the type and how many choices there may be never change", async () => {
  const { id } = await make();
  for (const change of [{ code: "other" }, { type: "number" }, { several: true }, { unit: "g" }])
    expect((await call("PATCH", `/${id}`, change)).status).toBe(400);
});

test("nothing is 404; without a sign-in 401, by a member 403", async () => {
  for (const method of ["GET", "PATCH", "DELETE"]) {
    const body = method === "PATCH" ? { name: "x" } : undefined;
    for (const id of [UNKNOWN, "x"]) expect((await call(method, `/${id}`, body)).status).toBe(404);
    expect((await call(method, `/${UNKNOWN}`, body, {})).status).toBe(401);
    expect((await call(method, `/${UNKNOWN}`, body, member.proof)).status).toBe(403);
  }
  for (const method of ["GET", "POST"]) {
    expect((await call(method, "", undefined, {})).status).toBe(401);
    expect((await call(method, "", undefined, member.proof)).status).toBe(403);
  }
});
