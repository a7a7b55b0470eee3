import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import { afterAll, describe, expect, inject, test, vi } from "vitest";
import {
  type Cart,
  type Client,
  client,
  type Problem,
  type Product,
} from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { startTestShop } from "../../../testing.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});
const api = client(shop.url);
const other = client(replica.url);

interface AdminPicture {
  readonly id: string;
  readonly fileName: string;
  readonly image: { url: string; width: number; height: number; alt: string; sources: { srcset: string }[] };
  readonly alt: { ko?: string; en?: string };
  readonly skus: string[];
  readonly ready: boolean;
}
interface Uploaded {
  readonly pictures: AdminPicture[];
}

const painted = (width: number, height: number, background = "#336699") =>
  sharp({ create: { width, height, channels: 3, background } });
const jpeg = await painted(900, 600).jpeg().toBuffer();
const png = await painted(400, 400).png().toBuffer();
/** A PNG that says how large it is, and holds one byte of it. */
function emptyPng(width: number, height: number): Buffer {
  const chunk = (type: string, data: Buffer) => {
    const [length, sum, body] = [Buffer.alloc(4), Buffer.alloc(4), Buffer.concat([Buffer.from(type), data])];
    length.writeUInt32BE(data.length);
    sum.writeUInt32BE(crc32(body));
    return Buffer.concat([length, body, sum]);
  };
  const header = Buffer.from([0, 0, 0, 0, 0, 0, 0, 0, 8, 2, 0, 0, 0]);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  const data = [chunk("IHDR", header), chunk("IDAT", deflateSync(Buffer.of(0))), chunk("IEND", Buffer.of())];
  return Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), ...data]);
}
const webp = await painted(400, 400).webp().toBuffer();

async function upload<Body = Uploaded>(
  productId: string,
  files: readonly [name: string, bytes: Uint8Array][],
  { by = api, field = "file", headers = undefined as Record<string, string> | undefined } = {},
) {
  const form = new FormData();
  for (const [name, bytes] of files) form.append(field, new Blob([new Uint8Array(bytes)]), name);
  const proof = headers ?? (await by.signInOwner());
  const response = await fetch(`${by.url}/api/v1/admin/products/${productId}/pictures`, {
    method: "POST",
    headers: proof,
    body: form,
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const read = async (from: Client, id: string) =>
  (await from.request<Product>("GET", `/api/v1/products/${id}`)).body;
const change = async <Body = AdminPicture>(productId: string, pictureId: string, body: object) =>
  api.request<Body>(
    "PATCH",
    `/api/v1/admin/products/${productId}/pictures/${pictureId}`,
    body,
    await api.signInOwner(),
  );

describe("an uploaded picture", () => {
  test("is shown by every process at once, and in all widths as soon as they are made", async () => {
    const { id } = await api.createProduct();
    await Promise.all([read(api, id), read(other, id)]);
    const { status, body } = await upload(id, [["mug.jpg", jpeg]]);
    expect(status).toBe(201);
    const [picture] = body.pictures;
    expect(picture).toMatchObject({ fileName: "mug.jpg", ready: false, skus: [], alt: {} });
    for (const from of [api, other]) expect((await read(from, id)).images[0]?.url).toBe(picture?.image.url);
    const shown = await fetch(shop.url + picture?.image.url);
    expect((await sharp(await shown.arrayBuffer()).metadata()).format).toBe("webp");

    await vi.waitFor(
      async () => {
        const srcset = (await read(other, id)).images[0]?.sources[0]?.srcset ?? "";
        expect(srcset).toMatch(/320\.avif 320w, .*640\.avif 640w, .*900\.avif 900w$/);
      },
      { timeout: 60_000, interval: 200 },
    );
    const url = `${(await read(api, id)).images[0]?.url.replace(/\d+\.webp$/, "900.avif")}`;
    expect((await sharp(await (await fetch(shop.url + url)).arrayBuffer()).metadata()).width).toBe(900);
  });

  test("keeps its Korean file name, in both Unicode forms", async () => {
    const { id } = await api.createProduct();
    const name = "한글 사진(1).JPG";
    const { body } = await upload(id, [
      [name.normalize("NFC"), jpeg],
      [name.normalize("NFD"), jpeg],
    ]);
    expect(body.pictures.map(({ fileName }) => fileName)).toEqual([name, name]);
  });

  test("is turned as its EXIF says, and loses its EXIF", async () => {
    const { id } = await api.createProduct();
    const turned = await painted(600, 300)
      .withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "37/1 33/1 0/1" } })
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer();
    const { body } = await upload(id, [["turned.jpg", turned]]);
    expect(body.pictures[0]?.image).toMatchObject({ width: 300, height: 600 });
    const stored = body.pictures[0]?.image.url.replace(/\d+\.webp$/, "source.webp");
    const { exif, orientation, width } = await sharp(
      await (await fetch(shop.url + stored)).arrayBuffer(),
    ).metadata();
    expect({ exif, orientation, width }).toEqual({ exif: undefined, orientation: undefined, width: 300 });
  });

  test("that moves shows its first frame, also with ten thousand of them", async () => {
    const { id } = await api.createProduct();
    const [width, frames] = [10, 10_000];
    const pixels = Buffer.alloc(width * width * frames * 3, 100);
    for (let at = 0; at < pixels.length; at += 300) pixels[at] = at % 255;
    const gif = await sharp(pixels, {
      raw: { width, height: width * frames, channels: 3, pageHeight: width },
    })
      .gif()
      .toBuffer();
    const { status, body } = await upload(id, [["moving.gif", gif]]);
    expect([status, body.pictures[0]?.image.height]).toEqual([201, width]);
  });
});

describe("an upload is refused in words, and nothing of it is stored:", () => {
  const half = (bytes: Buffer) => bytes.subarray(0, bytes.length / 2);
  const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
  test.each<[string, string, Uint8Array]>([
    ["a drawing with a script", "PICTURE_TYPE", svg],
    ["a page that is named like a picture", "PICTURE_TYPE", Buffer.from("<html><script>alert(1)</script>")],
    ["an empty file", "PICTURE_TYPE", Buffer.alloc(0)],
    ["half a JPEG", "PICTURE_BROKEN", half(jpeg)],
    ["half a PNG", "PICTURE_BROKEN", half(png)],
    ["half a WebP", "PICTURE_BROKEN", half(webp)],
    ["noise after the first bytes of a GIF", "PICTURE_BROKEN", Buffer.from(`GIF89a${"x".repeat(500)}`)],
  ])("%s", async (_what, code, bytes) => {
    const { id } = await api.createProduct();
    const { status, body } = await upload<Problem>(id, [
      ["good.jpg", jpeg],
      ["사진.jpg", bytes],
    ]);
    expect([status, body.code]).toEqual([400, "INVALID_INPUT"]);
    expect(body.errors).toMatchObject([{ pointer: "/file/1", code }]);
    expect(body.errors?.[0]?.message).toContain("사진.jpg");
    expect((await read(api, id)).images).toEqual([]);
  });

  test("400 million pixels, without decoding them", async () => {
    const { id } = await api.createProduct();
    const before = process.memoryUsage().rss;
    const { body } = await upload<Problem>(id, [["huge.png", emptyPng(20_000, 20_000)]]);
    expect(body.errors).toMatchObject([{ pointer: "/file/0", code: "PICTURE_PIXELS" }]);
    expect(process.memoryUsage().rss - before).toBeLessThan(300_000_000);
  });

  test("more pictures than a product may have; so many may come at once", async () => {
    const { id } = await api.createProduct();
    const small = await painted(20, 20).png().toBuffer();
    const files = Array.from({ length: 31 }, (_, at): [string, Uint8Array] => [`${at}.png`, small]);
    expect((await upload<Problem>(id, files)).body.code).toBe("BODY_TOO_LARGE");
    const { status, body } = await upload(id, files.slice(1));
    expect([status, body.pictures.map(({ fileName }) => fileName)]).toEqual([
      201,
      files.slice(1).map(([name]) => name),
    ]);
    expect((await upload<Problem>(id, files.slice(30))).body.code).toBe("PICTURE_LIMIT");
    const other = await api.createProduct();
    const apart = await Promise.all(files.slice(1).map((file) => upload(other.id, [file])));
    expect(apart.map((each) => each.status)).toEqual(files.slice(1).map(() => 201));
  });

  test("a file of more than 19 MiB", async () => {
    const { id } = await api.createProduct();
    const { status, body } = await upload<Problem>(id, [
      ["large.jpg", Buffer.alloc(19 * 1024 * 1024 + 1, 1)],
    ]);
    expect([status, body.code]).toEqual([413, "BODY_TOO_LARGE"]);
  });

  test("another field, no file, and what is no form", async () => {
    const { id } = await api.createProduct();
    expect((await upload<Problem>(id, [["a.jpg", jpeg]], { field: "a/b" })).body.errors).toMatchObject([
      { pointer: "/a~1b", code: "UNKNOWN_FIELD" },
    ]);
    expect((await upload<Problem>(id, [])).body.errors).toMatchObject([
      { pointer: "/file", code: "REQUIRED" },
    ]);
    const json = await api.request(
      "POST",
      `/api/v1/admin/products/${id}/pictures`,
      { file: "x" },
      await api.signInOwner(),
    );
    expect([json.status, json.body.code]).toEqual([415, "UNSUPPORTED_MEDIA_TYPE"]);
  });

  test("a form sent to any other address", async () => {
    const response = await fetch(`${shop.url}/api/v1/carts`, { method: "POST", body: new FormData() });
    expect(response.status).toBe(415);
  });

  test("more pictures than a product may have, also by two uploads at once", async () => {
    const { id } = await api.createProduct();
    const small = await painted(8, 8).png().toBuffer();
    const ten = Array.from({ length: 10 }, (_, at): [string, Uint8Array] => [`${at}.png`, small]);
    await upload(id, ten);
    await upload(id, ten);
    const outcomes = await Promise.all([upload(id, ten), upload(id, ten)]);
    expect(outcomes.map(({ status }) => status).sort()).toEqual([201, 409]);
    expect((await read(api, id)).images).toHaveLength(30);
  });

  test("of a product that does not exist, of a guest and of a shopper", async () => {
    const nowhere = await upload<Problem>("01890a5d-ac96-774b-bcce-b302099a8057", [["a.jpg", jpeg]]);
    expect([nowhere.status, nowhere.body.code]).toEqual([404, "NOT_FOUND"]);
    const { id } = await api.createProduct();
    expect((await upload(id, [["a.jpg", jpeg]], { headers: {} })).status).toBe(401);
    const member = await api.signUp();
    expect((await upload(id, [["a.jpg", jpeg]], { headers: { ...member.proof } })).status).toBe(403);
  });
});

describe("staff", () => {
  const options = [{ name: "색상", values: ["흰색", "검정"] }];
  const twoColours = () =>
    api.createProduct({
      options,
      variants: [
        { sku: `W-${crypto.randomUUID()}`, options: { 색상: "흰색" } },
        { sku: `B-${crypto.randomUUID()}`, options: { 색상: "검정" } },
      ],
    });

  test("move a picture, describe it in two languages and choose its variants", async () => {
    const { id, variants } = await twoColours();
    const { body } = await upload(id, [
      ["first.jpg", jpeg],
      ["second.jpg", jpeg],
    ]);
    const second = body.pictures[1];
    const white = variants[0]?.sku ?? "";
    const alt = { ko: "창가의 흰 머그", en: "a white mug at the window" };
    const changed = await change(id, second?.id ?? "", { position: 0, alt, skus: [white] });
    expect(changed.body).toMatchObject({ id: second?.id, alt, skus: [white] });
    const shown = await read(other, id);
    expect(shown.images.map((each) => each.alt)).toEqual([alt.ko, shown.name]);
    expect(shown.variants.map(({ image }) => image?.url ?? null)).toEqual([second?.image.url, null]);

    const again = await change(id, second?.id ?? "", { skus: [] });
    expect(again.body.skus).toEqual([]);
    expect((await read(other, id)).variants.map(({ image }) => image)).toEqual([null, null]);
  });

  test("of one colour are never shown for another in a cart: one without a picture has none", async () => {
    const { id, variants } = await twoColours();
    const { body } = await upload(id, [["white.jpg", jpeg]]);
    const cart = await api.createCart();
    for (const variant of variants) await api.addItem(cart.id, variant.id);
    const imagesInCart = async () => {
      const { items } = (await api.request<Cart>("GET", `/api/v1/carts/${cart.id}`)).body;
      return variants.map(({ id: variantId }) => {
        const item = items.find((each) => each.variantId === variantId);
        return item?.image?.url ?? null;
      });
    };
    const url = body.pictures[0]?.image.url;
    expect(await imagesInCart()).toEqual([url, url]);
    await change(id, body.pictures[0]?.id ?? "", { skus: [variants[0]?.sku ?? ""] });
    expect(await imagesInCart()).toEqual([url, null]);
    const more = await upload(id, [["both.jpg", jpeg]]);
    expect(await imagesInCart()).toEqual([url, more.body.pictures[0]?.image.url]);
  });

  test("edit a product, and its pictures stay", async () => {
    const { id, variants } = await twoColours();
    const { body } = await upload(id, [["first.jpg", jpeg]]);
    const [picture] = body.pictures;
    const skus = variants.map(({ sku }) => sku);
    const path = `/api/v1/admin/products/${id}`;
    const proof = await api.signInOwner();
    const { headers } = await api.request("GET", path, undefined, proof);
    await change(id, picture?.id ?? "", { skus });
    const edited = await api.request<{ name: string; pictures: AdminPicture[] }>(
      "PATCH",
      path,
      { name: "새 이름", variants: skus.map((sku) => ({ sku, price: 7_000 })) },
      { ...proof, "if-match": headers.get("etag") ?? "" },
    );
    expect(edited).toMatchObject({
      status: 200,
      body: { name: "새 이름", pictures: [{ id: picture?.id, skus }] },
    });
    const shown = await read(other, id);
    expect(shown.variants.map(({ image }) => image?.url)).toEqual([picture?.image.url, picture?.image.url]);
  });

  test("delete a picture; it leaves the variants too, and its file stays for orders", async () => {
    const { id, variants } = await twoColours();
    const { body } = await upload(id, [["first.jpg", jpeg]]);
    const [picture] = body.pictures;
    await change(id, picture?.id ?? "", { skus: variants.map(({ sku }) => sku) });
    const path = `/api/v1/admin/products/${id}/pictures/${picture?.id}`;
    const proof = await api.signInOwner();
    expect((await api.request("DELETE", path, undefined, proof)).status).toBe(204);
    const shown = await read(other, id);
    expect([shown.images, shown.variants.map(({ image }) => image)]).toEqual([[], [null, null]]);
    expect((await fetch(shop.url + picture?.image.url)).status).toBe(200);
    expect((await api.request("DELETE", path, undefined, proof)).status).toBe(404);
  });

  test("cannot give a picture to a variant of another product", async () => {
    const [{ id }, stranger] = await Promise.all([twoColours(), twoColours()]);
    const { body } = await upload(id, [["first.jpg", jpeg]]);
    const refused = await change<Problem>(id, body.pictures[0]?.id ?? "", {
      skus: [stranger.variants[0]?.sku],
    });
    expect([refused.status, refused.body.errors?.[0]]).toMatchObject([
      400,
      { pointer: "/skus/0", code: "UNKNOWN" },
    ]);
  });

  test("upload, move and delete at the same moment: no picture is lost", async () => {
    const { id } = await api.createProduct();
    const { body } = await upload(id, [
      ["a.jpg", jpeg],
      ["b.jpg", jpeg],
      ["c.jpg", jpeg],
    ]);
    const [first, second, third] = body.pictures.map((each) => each.id);
    const proof = await api.signInOwner();
    await Promise.all([
      upload(id, [["d.jpg", jpeg]]),
      upload(id, [["e.jpg", jpeg]], { by: other }),
      change(id, third ?? "", { position: 0 }),
      change(id, second ?? "", { alt: { ko: "둘째" } }),
      api.request("DELETE", `/api/v1/admin/products/${id}/pictures/${first}`, undefined, proof),
    ]);
    expect((await read(api, id)).images.map(({ alt }) => alt).sort()).toHaveLength(4);
  });
});
