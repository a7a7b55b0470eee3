import { afterAll, describe, expect, inject, test } from "vitest";
import { type Client, client, type Problem, type Product } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { startTestShop } from "../../testing.ts";
import { openDesk, type ReviewOf, write } from "./reviews.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const desk = openDesk(shop);
const { api } = desk;
const other = client(replica.url);
afterAll(async () => {
  await desk.close();
  await replica.stop();
  await shop.stop();
});

const page = async (product: Product, by: Client = api) =>
  (await by.request<Product>("GET", `/api/v1/products/${product.slug}`)).body;

describe("a buyer's review", () => {
  test("is shown at once in every process, with one rating on page, card and list", async () => {
    const product = await api.createProduct({ name: "참나무 도마" });
    const first = await desk.buyer(product, "김하늘");
    expect((await desk.reviewsOf(product, "", other)).items).toEqual([]);
    expect((await page(product, other)).rating).toBeUndefined();
    const { status, body } = await write(first, { rating: 5, text: "  나뭇결이 고와요\r\n또 살게요 🙂 " });
    expect(status).toBe(201);
    expect(body).toMatchObject({
      rating: 5,
      text: "나뭇결이 고와요\n또 살게요 🙂",
      author: "김*늘",
      product: { slug: product.slug, name: "참나무 도마" },
      state: "shown",
      helpful: 0,
    });
    for (const by of [api, other]) {
      const { items, summary, total } = await desk.reviewsOf(product, "", by);
      expect(items.map(({ id }) => id)).toEqual([body.id]);
      expect([total, summary.rating]).toEqual([1, { average: 5, count: 1 }]);
      expect((await page(product, by)).rating).toEqual({ average: 5, count: 1 });
    }
    await write(await desk.buyer(product), { rating: 2 });
    await write(await desk.buyer(product), { rating: 4 });
    const rating = { average: 3.7, count: 3 };
    expect((await page(product, other)).rating).toEqual(rating);
    const cards = await other.request<{ items: Product[] }>(
      "GET",
      "/api/v1/products?q=참나무 도마&sort=rating",
    );
    expect(cards.body.items[0]).toMatchObject({ id: product.id, rating });
    const { summary } = await desk.reviewsOf(product, "", other);
    expect(summary).toEqual({
      rating,
      distribution: [5, 4, 3, 2, 1].map((each) => ({
        rating: each,
        count: [2, 4, 5].includes(each) ? 1 : 0,
      })),
      withPictures: 0,
    });
  });

  test("is refused for a guest, another member, an unknown line, and twice", async () => {
    const product = await api.createProduct();
    const buyer = await desk.buyer(product);
    const body = { orderLineId: buyer.lineId, rating: 3, text: "보통이에요" };
    expect((await api.request("POST", "/api/v1/reviews", body)).status).toBe(401);
    const stranger = await api.signUp();
    expect(await write({ ...buyer, member: stranger })).toMatchObject({ status: 404 });
    expect(await write({ ...buyer, lineId: product.id })).toMatchObject({ status: 404 });
    expect((await write(buyer)).status).toBe(201);
    expect(await write(buyer)).toMatchObject({ status: 409, body: { code: "ALREADY_REVIEWED" } });
    expect((await desk.reviewsOf(product)).total).toBe(1);
  });

  test("is refused while the order is not paid", async () => {
    const product = await api.createProduct();
    const member = await api.signUp();
    const cart = await member.createCart();
    await member.addItem(cart.id, product.variants[0]?.id ?? "");
    const { body } = await member.placeOrder(cart.id);
    const lineId = body.order.items[0]?.id ?? "";
    const answer = await write({ member, lineId, orderId: body.order.id });
    expect(answer).toMatchObject({ status: 409, body: { code: "NOT_REVIEWABLE" } });
    const reviewable = await member.request<{ items: unknown[] }>("GET", "/api/v1/me/reviewable");
    expect(reviewable.body.items).toEqual([]);
  });

  test.each([
    [{ rating: 0 }, "/rating"],
    [{ rating: 6 }, "/rating"],
    [{ rating: 4.5 }, "/rating"],
    [{ text: "" }, "/text"],
    [{ text: "   " }, "/text"],
    [{ text: "가".repeat(5_001) }, "/text"],
    [{ text: "a\u0000b" }, "/text"],
    [{ text: "뒤집힌 \u202e글" }, "/text"],
    [{ pictures: ["x"] }, "/pictures/0"],
    [{ stars: 5 }, "/stars"],
  ])("is 400 for %j", async (input, pointer) => {
    const { member } = await shared();
    const body = { orderLineId: member.id, rating: 5, text: "좋아요", ...input };
    const answer = await member.request("POST", "/api/v1/reviews", body);
    expect([answer.status, answer.body.errors?.[0]?.pointer]).toEqual([400, pointer]);
  });
  let sharedBuyer: ReturnType<typeof desk.buyer> | undefined;
  const shared = () => {
    sharedBuyer ??= api.createProduct().then((product) => desk.buyer(product));
    return sharedBuyer;
  };

  test("keeps markup, links and template braces as text", async () => {
    const product = await api.createProduct();
    const text = `</script><script>alert(1)</script> {{7*7}} [x](javascript:alert(1)) =HYPERLINK("x")`;
    await write(await desk.buyer(product), { text });
    expect((await desk.reviewsOf(product)).items[0]?.text).toBe(text);
  });

  test("is edited and deleted by its author alone; the rating follows, and the line stays used", async () => {
    const product = await api.createProduct();
    const buyer = await desk.buyer(product);
    const { id } = (await write(buyer, { rating: 1, text: "별로예요" })).body;
    const path = `/api/v1/reviews/${id}`;
    const stranger = await api.signUp();
    for (const method of ["PATCH", "DELETE"]) {
      const body = method === "PATCH" ? { rating: 5 } : undefined;
      expect((await stranger.request(method, path, body)).status).toBe(404);
      expect((await api.request(method, path, body)).status).toBe(401);
    }
    const edited = await buyer.member.request<ReviewOf>("PATCH", path, { rating: 4, text: "써 보니 좋아요" });
    expect(edited.body).toMatchObject({ rating: 4, text: "써 보니 좋아요", editedAt: expect.any(String) });
    expect((await page(product, other)).rating).toEqual({ average: 4, count: 1 });
    expect((await buyer.member.request("DELETE", path)).status).toBe(204);
    expect((await desk.reviewsOf(product, "", other)).summary.rating).toBeNull();
    expect((await page(product, other)).rating).toBeUndefined();
    expect((await buyer.member.request("DELETE", path)).status).toBe(404);
    expect(await write(buyer)).toMatchObject({ status: 409, body: { code: "ALREADY_REVIEWED" } });
  });

  test("is listed by its author, and its line is no longer among what may be reviewed", async () => {
    const product = await api.createProduct({ name: "유리 화병" });
    const buyer = await desk.buyer(product);
    const list = async (name: string) =>
      (
        await buyer.member.request<{ items: { orderLineId: string; name?: string }[] }>(
          "GET",
          `/api/v1/me/${name}`,
        )
      ).body.items;
    expect(await list("reviewable")).toMatchObject([{ orderLineId: buyer.lineId, name: "유리 화병" }]);
    await write(buyer);
    expect(await list("reviewable")).toEqual([]);
    expect(await list("reviews")).toMatchObject([{ orderLineId: buyer.lineId, state: "shown" }]);
  });
});

describe("the reviews of a product", () => {
  test("are read in pages, by every sort, each review once", async () => {
    const product = await api.createProduct();
    const ids: string[] = [];
    for (const rating of [3, 5, 3, 1, 5]) {
      const { body } = await write(await desk.buyer(product), { rating });
      ids.push(body.id);
    }
    const voter = await api.signUp();
    await voter.request("POST", `/api/v1/reviews/${ids[2]}/helpful`, {});
    const orders: Record<string, number[]> = {
      newest: [4, 3, 2, 1, 0],
      helpful: [2, 4, 3, 1, 0],
      rating: [4, 1, 2, 0, 3],
    };
    for (const [sort, expected] of Object.entries(orders)) {
      const seen: string[] = [];
      for (let cursor: string | null = ""; cursor !== null; ) {
        const after: string = cursor && `&cursor=${cursor}`;
        const { items, nextCursor } = await desk.reviewsOf(product, `?sort=${sort}&limit=2${after}`);
        seen.push(...items.map(({ id }) => id));
        cursor = nextCursor;
      }
      expect([sort, seen]).toEqual([sort, expected.map((at) => ids[at])]);
    }
    const three = await desk.reviewsOf(product, "?rating=3");
    expect([three.total, three.items.length, three.summary.rating?.count]).toEqual([2, 2, 5]);
  });

  test.each([
    "limit=0",
    "limit=101",
    "limit=-1",
    "sort=best",
    "rating=6",
    "pictures=maybe",
    "cursor=x",
    "cursor=WyJoZWxwZnVsIiwiMSIsIngiXQ",
    "other=1",
  ])("refuse %s", async (query) => {
    const product = await api.createProduct();
    expect((await api.request("GET", `/api/v1/products/${product.id}/reviews?${query}`)).status).toBe(400);
  });

  test("of a product that is unknown or not shown are 404, at once after a change", async () => {
    expect((await api.request("GET", "/api/v1/products/no-such/reviews")).status).toBe(404);
    const product = await api.createProduct();
    const path = `/api/v1/products/${product.id}/reviews`;
    expect((await other.request("GET", path)).status).toBe(200);
    const proof = await api.signInOwner();
    const admin = `/api/v1/admin/products/${product.id}`;
    const { headers } = await api.request("GET", admin, undefined, proof);
    const ifMatch = { ...proof, "if-match": headers.get("etag") ?? "" };
    await api.request("PATCH", admin, { status: "archived" }, ifMatch);
    expect((await other.request("GET", path)).status).toBe(404);
    expect((await api.request<Problem>("GET", path)).body.code).toBe("NOT_FOUND");
  });

  test("answer 304 to a visitor who has them; a member's are never kept", async () => {
    const product = await api.createProduct();
    const path = `/api/v1/products/${product.id}/reviews`;
    const { headers } = await api.request("GET", path);
    const known = { "if-none-match": headers.get("etag") ?? "" };
    expect((await api.request("GET", path, undefined, known)).status).toBe(304);
    const member = await api.signUp();
    const own = await member.request("GET", path);
    expect(own.headers.get("cache-control")).toBe("private, no-store");
  });
});

describe("a helpful vote", () => {
  test("counts once for each member, and is taken back", async () => {
    const product = await api.createProduct();
    const buyer = await desk.buyer(product);
    const { id } = (await write(buyer)).body;
    const path = `/api/v1/reviews/${id}/helpful`;
    const voters = await Promise.all([api.signUp(), api.signUp()]);
    const votes = voters.flatMap((voter) =>
      Array.from({ length: 10 }, () => voter.request<{ helpful: number }>("POST", path)),
    );
    expect((await Promise.all(votes)).every(({ status }) => status === 200)).toBe(true);
    expect((await desk.reviewsOf(product)).items[0]?.helpful).toBe(2);
    const [first] = voters;
    expect((await desk.reviewsOf(product, "", first)).items[0]).toMatchObject({ voted: true, mine: false });
    expect((await first.request("DELETE", path)).body).toEqual({ helpful: 1 });
    expect((await first.request("DELETE", path)).body).toEqual({ helpful: 1 });
    expect((await desk.reviewsOf(product)).items[0]?.helpful).toBe(1);
    expect(await buyer.member.request("POST", path, {})).toMatchObject({
      status: 409,
      body: { code: "OWN_REVIEW" },
    });
    expect((await api.request("POST", path, {})).status).toBe(401);
    expect((await first.request("POST", `/api/v1/reviews/${product.id}/helpful`, {})).status).toBe(404);
  });
});
