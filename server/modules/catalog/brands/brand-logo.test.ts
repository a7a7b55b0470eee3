import { readdir } from "node:fs/promises";
import { join } from "node:path";
import sharp from "sharp";
import type { Static } from "typebox";
import { afterAll, describe, expect, inject, test } from "vitest";
import { client, type HeaderFields, type Problem } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { connect } from "../../../platform/db/db.ts";
import { localStorage } from "../../../platform/storage/storage.ts";
import { startTestShop } from "../../../testing.ts";
import { findDueRemovals } from "../files/queries.ts";
import { removeDueFiles } from "../files/unused-files.ts";
import type { StaffBrandList, StaffBrand as StaffBrandSchema } from "./schemas.ts";

type StaffBrand = Static<typeof StaffBrandSchema>;

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const other = client(replica.url);
const owner = await api.signInOwner();
const db = connect({ url: shop.databaseUrl, size: 2 });
afterAll(async () => {
  await db.close();
  await replica.stop();
  await shop.stop();
});

const BRANDS = "/api/v1/admin/brands";
const UNKNOWN = "01890a5d-ac96-774b-bcce-b302099a8057";
const HOUR_MS = 3_600_000;
const storage = localStorage(shop.environment.STORAGE_DIR ?? "");
const logos = join(shop.environment.STORAGE_DIR ?? "", "brands");
const add = (brand: string) => api.createProduct({ brand });
const create = (body: object) => api.request<StaffBrand>("POST", BRANDS, body, owner);
const named = async (name: string): Promise<StaffBrand> => {
  const path = `${BRANDS}?${new URLSearchParams({ q: name })}`;
  const { items } = (await api.request<Static<typeof StaffBrandList>>("GET", path, undefined, owner)).body;
  const found = items.find((brand) => brand.name === name);
  if (!found) throw new Error(`there is no brand ${name}`);
  return found;
};
const remove = ({ id, etag }: StaffBrand) =>
  api.request("DELETE", `${BRANDS}/${id}`, undefined, { ...owner, "if-match": etag });
const refusal = ({ status, body }: { status: number; body: Problem }) => [status, body.code];

describe("the logo of a brand", () => {
  const painted = (background: string) =>
    sharp({ create: { width: 300, height: 200, channels: 3, background } })
      .png()
      .toBuffer();
  async function upload(id: string, bytes: Uint8Array, headers: HeaderFields = owner) {
    const form = new FormData();
    form.append("file", new Blob([new Uint8Array(bytes)]), "한글 로고(1).png");
    const response = await fetch(`${shop.url}${BRANDS}/${id}/logo`, { method: "POST", headers, body: form });
    return {
      status: response.status,
      body: (await response.json()) as StaffBrand & Problem,
      headers: response.headers,
    };
  }
  const removal = (id: string, headers: HeaderFields = owner) =>
    api.request<StaffBrand & Problem>("DELETE", `${BRANDS}/${id}/logo`, undefined, headers);
  const isServed = async (url: string | undefined) => (await fetch(`${shop.url}${url}`)).status === 200;
  const shownUrl = async (id: string) =>
    (await other.request<{ items: StaffBrand[] }>("GET", "/api/v1/brands")).body.items.find(
      (brand) => brand.id === id,
    )?.image?.url;

  /** What the job does at a time from now on. */
  const removeFilesAfter = (ms: number) => {
    const at = new Date(Date.now() + ms);
    return removeDueFiles({ db, clock: { now: () => at }, storage });
  };

  test("is shown at once, replaced and removed; its files stay for the pages that show them", async () => {
    await add("로고상회");
    const { id, etag } = await named("로고상회");
    expect(await shownUrl(id)).toBeUndefined();
    const first = await upload(id, await painted("#336699"));
    expect([first.status, first.body.etag, first.body.image?.width]).toEqual([201, etag, 300]);
    const one = first.body.image?.url;
    expect([await shownUrl(id), await isServed(one)]).toEqual([one, true]);
    const two = (await upload(id, await painted("#993366"))).body.image?.url;
    await removeFilesAfter(HOUR_MS / 2);
    expect([await shownUrl(id), await isServed(one), await isServed(two)]).toEqual([two, true, true]);
    await removeFilesAfter(HOUR_MS * 1.1);
    expect([await isServed(one), await isServed(two)]).toEqual([false, true]);
    expect((await removal(id)).body.image).toBeNull();
    expect([await shownUrl(id), await isServed(two)]).toEqual([undefined, true]);
    await removeFilesAfter(HOUR_MS * 1.1);
    expect(await isServed(two)).toBe(false);
    expect((await removal(id)).status).toBe(200);
  });

  test("leaves one file set after uploads at the same time, and none after its brand", async () => {
    const { id } = (await create({ name: "잠깐 상회" })).body;
    const bytes = await painted("#336699");
    const all = await Promise.all([1, 2, 3].map(() => upload(id, bytes)));
    expect(all.map(({ status }) => status)).toEqual([201, 201, 201]);
    const keys = new Set(all.flatMap(({ body }) => body.image?.url ?? []));
    const brand = await named("잠깐 상회");
    await removeFilesAfter(HOUR_MS * 1.1);
    for (const url of keys) expect([url, await isServed(url)]).toEqual([url, url === brand.image?.url]);
    // A day later the logo that is shown is there still.
    await removeFilesAfter(48 * HOUR_MS);
    expect(await isServed(brand.image?.url)).toBe(true);
    expect((await remove(brand)).status).toBe(204);
    await removeFilesAfter(HOUR_MS * 1.1);
    expect(await isServed(brand.image?.url)).toBe(false);
  });

  test("whose edit fails after its upload leaves no files", async () => {
    const { id } = (await create({ name: "실패 상회" })).body;
    const bytes = await painted("#336699");
    await db.script(`CREATE FUNCTION catalog.fail() RETURNS trigger LANGUAGE plpgsql AS
      $$ BEGIN RAISE 'no logo'; END $$;
      CREATE TRIGGER fail BEFORE UPDATE OF logo ON catalog.brands
      FOR EACH ROW EXECUTE FUNCTION catalog.fail();`);
    expect((await upload(id, bytes)).status).toBe(500);
    await db.script("DROP FUNCTION catalog.fail CASCADE");
    const uploaded = await readdir(logos);
    await removeFilesAfter(25 * HOUR_MS);
    const left = await Promise.all(uploaded.map((folder) => readdir(join(logos, folder))));
    expect(left.filter(({ length }) => length === 0).length).toBeGreaterThan(0);
    expect((await db.rows(findDueRemovals, { now: new Date("2100-01-01"), limit: 10 })).length).toBe(0);
  });

  test("is refused for what is no picture, an unknown brand, and those who may not", async () => {
    const { id } = (await create({ name: "거절 상회" })).body;
    const bytes = await painted("#336699");
    const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
    expect(refusal(await upload(id, svg))).toEqual([400, "INVALID_INPUT"]);
    expect(refusal(await upload(UNKNOWN, bytes))).toEqual([404, "NOT_FOUND"]);
    expect(refusal(await removal(UNKNOWN))).toEqual([404, "NOT_FOUND"]);
    const member = await api.signUp();
    expect((await upload(id, bytes, {})).status).toBe(401);
    expect((await upload(id, bytes, member.proof)).status).toBe(403);
    expect((await removal(id, member.proof)).status).toBe(403);
    expect((await named("거절 상회")).image).toBeNull();
  });
});
