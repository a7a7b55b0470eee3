import sharp from "sharp";
import { afterAll, expect, inject, test } from "vitest";
import { client, type HeaderFields, type Problem, type Product } from "../../../../tests/support/client.ts";
import { connect } from "../../../platform/db/db.ts";
import { localStorage } from "../../../platform/storage/storage.ts";
import { startTestShop } from "../../../testing.ts";
import { importDesk } from "../../imports/imports.fixture.ts";
import { removeDueFiles } from "../files/unused-files.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const api = client(shop.url);
const owner = await api.signInOwner();
const db = connect({ url: shop.databaseUrl, size: 2 });
afterAll(async () => {
  await db.close();
  await shop.stop();
});

const DAY_MS = 24 * 3_600_000;
const storage = localStorage(shop.environment.STORAGE_DIR ?? "");
const removeFilesAfter = (ms: number) =>
  removeDueFiles({ db, clock: { now: () => new Date(Date.now() + ms) }, storage });

interface Uploaded {
  readonly pictures: { src: string; width: number; height: number; fileName: string }[];
}
const painted = (width: number, height: number) =>
  sharp({ create: { width, height, channels: 3, background: "#336699" } })
    .png()
    .toBuffer();

async function upload<Body = Uploaded>(files: readonly Uint8Array[], headers: HeaderFields = owner) {
  const form = new FormData();
  for (const bytes of files) form.append("file", new Blob([new Uint8Array(bytes)]), "상세 (1).png");
  const path = `${shop.url}/api/v1/admin/description-pictures`;
  const response = await fetch(path, { method: "POST", headers, body: form });
  return { status: response.status, body: (await response.json()) as Body };
}
const uploaded = async (width = 900, height = 300): Promise<string> =>
  (await upload([await painted(width, height)])).body.pictures[0]?.src ?? "";
const isServed = async (url: string) => (await fetch(`${shop.url}${url}`)).status === 200;
const htmlOf = async (id: string) =>
  (await api.request<Product>("GET", `/api/v1/products/${id}`)).body.descriptionHtml ?? "";
async function edit<Body = Problem>(id: string, change: object) {
  const path = `/api/v1/admin/products/${id}`;
  const etag = (await api.request("GET", path, undefined, owner)).headers.get("etag") ?? "";
  return api.request<Body>("PATCH", path, change, { ...owner, "if-match": etag });
}

test("a picture is shown in the text of a product in several widths, as wide as it was", async () => {
  const { status, body } = await upload([await painted(860, 6_000), await painted(2_400, 1_200)]);
  expect([status, body.pictures.map(({ width, height }) => [width, height])]).toEqual([
    201,
    [
      [860, 6_000],
      [1_920, 960],
    ],
  ]);
  const [tall, wide] = body.pictures.map(({ src }) => src);
  const { id } = await api.createProduct({
    descriptionHtml: `<img src="${tall}" alt="치수표"><img src="${wide}">`,
  });
  const html = await htmlOf(id);
  expect(html).toMatch(/alt="치수표" loading="lazy"/);
  const addresses = [...html.matchAll(/(\/api\S+\.webp) (\d+)w/g)].map(
    ([, url = "", width]) => [url, width] as const,
  );
  expect(addresses.map(([, width]) => width)).toEqual(["640", "860", "640", "1280", "1920"]);
  for (const [url, width] of addresses) {
    const file = await fetch(`${shop.url}${url}`);
    expect(file.headers.get("content-type")).toBe("image/webp");
    expect((await sharp(await file.arrayBuffer()).metadata()).width).toBe(Number(width));
  }
  const { body: product } = await api.request<Product>("GET", `/api/v1/products/${id}`);
  expect(product.description).toBe("치수표");
});

test("files that no product names go after seven days; what a product named once stays", async () => {
  const [unused, used, late] = [await uploaded(), await uploaded(), await uploaded()];
  const { id } = await api.createProduct({ descriptionHtml: `<img src="${used}">` });
  await removeFilesAfter(6 * DAY_MS);
  expect([await isServed(unused), await isServed(used)]).toEqual([true, true]);
  await removeFilesAfter(8 * DAY_MS);
  expect([await isServed(unused), await isServed(used), await isServed(late)]).toEqual([false, true, false]);
  const { status, body } = await edit(id, { descriptionHtml: `<p>글</p><img src="${late}">` });
  expect([status, body.errors?.map(({ pointer, code }) => `${pointer} ${code}`)]).toEqual([
    400,
    ["/descriptionHtml PICTURE_UNKNOWN"],
  ]);
  // Taken out and put back, and given to a copy.
  expect((await edit(id, { descriptionHtml: "<p>글</p>" })).status).toBe(200);
  await removeFilesAfter(30 * DAY_MS);
  expect((await edit(id, { descriptionHtml: `<img src="${used}">` })).status).toBe(200);
  expect(await isServed(used)).toBe(true);
});

test("an edit that names a picture while the job removes it keeps the picture, or is refused", async () => {
  const { id } = await api.createProduct();
  for (let round = 0; round < 8; round += 1) {
    const src = await uploaded(30, 30);
    const [saved] = await Promise.all([
      edit(id, { descriptionHtml: `<img src="${src}">` }),
      removeFilesAfter(8 * DAY_MS),
    ]);
    expect([saved.status, await isServed(src)]).toEqual(saved.status === 200 ? [200, true] : [400, false]);
  }
});

test("a file that names pictures of another shop is told of them, row by row", async () => {
  const desk = await importDesk(api);
  const src = await uploaded();
  const other = src.replace(/descriptions\/[0-9a-f]{8}/, "descriptions/00000000");
  const file = (address: string) =>
    `SKU,slug,상품명,판매가,상세 설명 HTML\nDP-1,dp-1,컵,1000,"<img src='${address}'>"\n`;
  const refused = await desk.run("products", file(other));
  expect(refused.checked).toMatchObject({
    create: 0,
    errors: [{ row: 2, column: "상세 설명 HTML", code: "PICTURE_UNKNOWN" }],
  });
  expect(refused.done).toMatchObject({
    result: { create: 0, refused: 1 },
    errors: [{ row: 2, column: "상세 설명 HTML", code: "PICTURE_UNKNOWN" }],
  });
  expect((await desk.run("products", file(src))).done.result).toMatchObject({ create: 1, refused: 0 });
  expect((await desk.run("products", file(src))).done.result).toMatchObject({ unchanged: 1 });
});

test("what is no picture, too many files, and those who may not are refused", async () => {
  const svg = Buffer.from("<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>");
  expect((await upload<Problem>([svg])).body.errors?.[0]?.code).toBe("PICTURE_TYPE");
  expect((await upload<Problem>([])).body.errors?.[0]?.code).toBe("REQUIRED");
  const small = await painted(10, 10);
  expect((await upload(Array.from({ length: 21 }, () => small))).status).toBe(413);
  expect((await upload([small], {})).status).toBe(401);
  expect((await upload([small], (await api.signUp()).proof)).status).toBe(403);
});
