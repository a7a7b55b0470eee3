import { afterAll, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
const member = await api.signUp();
afterAll(() => shop.stop());

const read = (headers: Record<string, string> = owner) =>
  api.request("GET", "/api/v1/admin/setup", undefined, headers);

test("an empty shop has nothing, and each step is seen as soon as it is made", async () => {
  const empty = { hasCategory: false, hasProduct: false, hasPicture: false, isSelling: false };
  expect((await read()).body).toEqual(empty);
  await api.request("POST", "/api/v1/admin/categories", { slug: "cups", name: "컵" }, owner);
  expect((await read()).body).toEqual({ ...empty, hasCategory: true });
  await api.createProduct({ status: "draft" });
  expect((await read()).body).toEqual({ ...empty, hasCategory: true, hasProduct: true });
  await api.createProduct({ status: "active" });
  expect((await read()).body).toMatchObject({ hasPicture: false, isSelling: true });
});

test("it needs the permission to see products: 401 without a sign-in, 403 for a member", async () => {
  expect((await read({})).status).toBe(401);
  expect((await read(member.proof)).status).toBe(403);
  expect((await api.request("GET", "/api/v1/admin/setup?x=1", undefined, owner)).status).toBe(400);
});
