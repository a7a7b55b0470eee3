import { readdir } from "node:fs/promises";
import sharp from "sharp";
import { afterAll, describe, expect, inject, test, vi } from "vitest";
import { openBackstage } from "../../../tests/support/backstage.ts";
import { type Client, client, type Problem } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { openDesk, type ReviewOf, write } from "./reviews.fixture.ts";

/** The reviews run in a process of their own: the first one passes their addresses on. */
const shop = await startTestShop({ clusterUrl: inject("clusterUrl"), apart: [["reviews"]] });
const desk = openDesk(shop);
const { api } = desk;
const stage = await openBackstage({
  databaseUrl: shop.databaseUrl,
  sandboxUrl: shop.sandbox.url,
  environment: shop.environment,
});
afterAll(async () => {
  await stage.close();
  await desk.close();
  await shop.stop();
});

const jpeg = await sharp({ create: { width: 900, height: 600, channels: 3, background: "#336699" } })
  .withExif({ IFD3: { GPSLatitudeRef: "N", GPSLatitude: "37/1 33/1 0/1" } })
  .jpeg()
  .toBuffer();

interface Uploaded {
  readonly pictures: { id: string; image: { url: string; sources: { srcset: string }[] } }[];
}

async function upload<Body = Uploaded>(by: Client, files: readonly [string, Uint8Array][], proof = {}) {
  const form = new FormData();
  for (const [name, bytes] of files) form.append("file", new Blob([new Uint8Array(bytes)]), name);
  const response = await fetch(`${by.url}/api/v1/reviews/pictures`, {
    method: "POST",
    headers: proof,
    body: form,
  });
  return { status: response.status, body: (await response.json()) as Body };
}

const statusOf = async (url: string) => (await fetch(`${shop.url}${url}`)).status;

describe("a picture of a review", () => {
  test("is shown at once without what it told of its place, and in other widths later", async () => {
    const product = await api.createProduct();
    const buyer = await desk.buyer(product);
    const { status, body } = await upload(
      api,
      [
        ["한글 사진(1).JPG".normalize("NFD"), jpeg],
        ["2.jpg", jpeg],
      ],
      buyer.member.proof,
    );
    expect(status).toBe(201);
    const ids = body.pictures.map(({ id }) => id).toReversed();
    const written = await write(buyer, { pictures: ids });
    expect(written.body.pictures.map(({ id }) => id)).toEqual(ids);
    const shown = (await desk.reviewsOf(product)).items[0]?.pictures ?? [];
    expect(shown).toHaveLength(2);
    const bytes = await (await fetch(`${shop.url}${shown[0]?.url}`)).arrayBuffer();
    const { format, exif } = await sharp(bytes).metadata();
    expect([format, exif]).toEqual(["webp", undefined]);
    await vi.waitFor(
      async () => {
        const [first] = (await desk.reviewsOf(product, "?pictures=true")).items;
        expect(first?.pictures[0]?.sources[0]?.srcset).toContain(".avif");
      },
      { timeout: 60_000, interval: 200 },
    );
  });

  test("is refused as no picture, of another member, twice, and beyond five", async () => {
    const product = await api.createProduct();
    const buyer = await desk.buyer(product);
    const svg = Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>');
    const refused = await upload<Problem>(api, [["a.jpg", svg]], buyer.member.proof);
    expect([refused.status, refused.body.errors?.[0]?.code]).toEqual([400, "PICTURE_TYPE"]);
    expect((await upload<Problem>(api, [["a.jpg", jpeg]])).status).toBe(401);
    const stranger = await api.signUp();
    const theirs = (await upload(api, [["a.jpg", jpeg]], stranger.proof)).body.pictures[0]?.id ?? "";
    const answer = await write(buyer, { pictures: [theirs] });
    expect(answer).toMatchObject({ status: 400, body: { errors: [{ pointer: "/pictures/0" }] } });
    expect((await desk.reviewsOf(product)).total).toBe(0);
    expect((await write(buyer, { pictures: [theirs, theirs] })).status).toBe(400);
    const six = Array.from({ length: 6 }, (_, at): [string, Uint8Array] => [`${at}.jpg`, jpeg]);
    expect((await upload<Problem>(api, six, buyer.member.proof)).status).toBe(413);
  });

  test("goes with its review: the files leave the storage", async () => {
    const product = await api.createProduct();
    const buyer = await desk.buyer(product);
    const { pictures } = (await upload(api, [["a.jpg", jpeg]], buyer.member.proof)).body;
    const [picture] = pictures;
    const { body } = await write(buyer, { pictures: [picture?.id ?? ""] });
    expect(await statusOf(picture?.image.url ?? "")).toBe(200);
    await buyer.member.request("DELETE", `/api/v1/reviews/${body.id}`);
    await stage.run("reviews.sweepPictures");
    // The worker of the shop may have taken the picture a moment before this run.
    await expect.poll(() => statusOf(picture?.image.url ?? "")).toBe(404);
    await expect.poll(() => readdir(`${shop.environment.STORAGE_DIR}/reviews/${picture?.id}`)).toEqual([]);
  });
});

test("a member who leaves takes the text along; the stars stay, and the export had it all", async () => {
  const product = await api.createProduct();
  const [buyer, other] = [await desk.buyer(product), await desk.buyer(product)];
  const { id } = (await write(buyer, { rating: 2, text: "비밀을 적었어요" })).body;
  const liked = (await write(other, { rating: 4 })).body;
  await buyer.member.request("POST", `/api/v1/reviews/${liked.id}/helpful`, {});
  await buyer.member.request("POST", `/api/v1/products/${product.id}/questions`, {
    text: "되나요?",
    secret: true,
  });
  const { body } = await buyer.member.request<{
    reviews: ReviewOf[];
    questions: object[];
    helpfulVotes: object[];
  }>("GET", "/api/v1/me/export");
  expect(body.reviews).toMatchObject([{ id, text: "비밀을 적었어요", rating: 2 }]);
  expect([body.questions, body.helpfulVotes]).toMatchObject([
    [{ text: "되나요?", secret: true }],
    [{ reviewId: liked.id }],
  ]);
  await stage.rows("UPDATE orders.orders SET status = 'completed' WHERE id = $1", [buyer.orderId]);
  expect((await buyer.member.request("DELETE", "/api/v1/me", {})).status).toBe(204);
  await vi.waitFor(
    async () => {
      const { items, summary } = await desk.reviewsOf(product);
      expect(items.find((each) => each.id === id)).toMatchObject({
        author: "탈퇴한 회원",
        text: "",
        rating: 2,
      });
      expect(summary.rating).toEqual({ average: 3, count: 2 });
      expect(items.find((each) => each.id === liked.id)?.helpful).toBe(1);
      expect((await desk.questionsOf(product)).total).toBe(0);
    },
    { timeout: 60_000, interval: 200 },
  );
  const tables = ["reviews", "pictures", "votes", "reports", "questions", "quotas"];
  for (const table of tables) {
    const named = `SELECT member_id FROM reviews.${table} WHERE member_id = $1`;
    expect(await stage.rows(named, [buyer.member.id])).toEqual([]);
  }
});

test("the rating reaches the catalogue in another process, and is the same there", async () => {
  const product = await api.createProduct();
  await write(await desk.buyer(product), { rating: 3 });
  const page = await client(shop.url).request<{ rating?: object }>("GET", `/api/v1/products/${product.slug}`);
  expect(page.body.rating).toEqual({ average: 3, count: 1 });
});
