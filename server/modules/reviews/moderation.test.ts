import { afterAll, describe, expect, inject, test } from "vitest";
import type { Client, Product } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import {
  type AskedQuestion,
  moderate,
  openDesk,
  type QuestionOfStaff,
  type ReviewOfStaff,
  write,
} from "./reviews.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const desk = openDesk(shop);
const { api } = desk;
afterAll(async () => {
  await desk.close();
  await shop.stop();
});
const support = await desk.staff("support");

interface StaffPage<Item> {
  readonly items: Item[];
  readonly total: number;
  readonly nextCursor: string | null;
}
const list = async <Item = ReviewOfStaff>(path: string, by: Client = support) =>
  (await by.request<StaffPage<Item>>("GET", `/api/v1/admin/${path}`)).body;

async function entriesOf(subject: string) {
  const proof = await api.signInOwner();
  const path = `/api/v1/admin/audit-log?subject=${encodeURIComponent(subject)}`;
  const { body } = await api.request<{ items: { action: string; reason: string | null; after: object }[] }>(
    "GET",
    path,
    undefined,
    proof,
  );
  return body.items;
}

async function reviewOf(product: Product, rating = 5) {
  const buyer = await desk.buyer(product);
  return { ...buyer, id: (await write(buyer, { rating })).body.id };
}

describe("staff", () => {
  test("hide a review with a reason that its author reads, and show it again", async () => {
    const product = await api.createProduct();
    await reviewOf(product, 4);
    const { id, member } = await reviewOf(product, 1);
    const path = `reviews/${id}`;
    const reason = "다른 회원의 전화번호가 있어요";
    const hidden = await moderate(support, "POST", `${path}/hide`, 1, { reason });
    expect(hidden).toMatchObject({
      status: 200,
      body: { state: "hidden", hiddenReason: reason, version: 2 },
    });
    expect(hidden.headers.get("etag")).toMatch(/^"2\./);
    const shown = await desk.reviewsOf(product);
    expect([shown.total, shown.summary.rating]).toEqual([1, { average: 4, count: 1 }]);
    const own = await member.request<{ items: object[] }>("GET", "/api/v1/me/reviews");
    expect(own.body.items[0]).toMatchObject({ id, state: "hidden", hiddenReason: reason });
    const edited = await member.request<{ state: string }>("PATCH", `/api/v1/reviews/${id}`, { rating: 5 });
    expect(edited.body.state).toBe("hidden");
    expect((await desk.reviewsOf(product)).summary.rating).toEqual({ average: 4, count: 1 });
    const again = await moderate(support, "POST", `${path}/unhide`, 3, { reason: "번호를 지웠어요" });
    expect(again.body).toMatchObject({ state: "shown", hiddenReason: null });
    expect((await desk.reviewsOf(product)).summary.rating).toEqual({ average: 4.5, count: 2 });
    expect((await entriesOf(`review:${id}`)).map(({ action, reason: why }) => [action, why])).toEqual([
      ["review.unhide", "번호를 지웠어요"],
      ["review.hide", reason],
    ]);
  });

  test("answer, edit the answer and take it back; shoppers read it at once", async () => {
    const product = await api.createProduct();
    const { id } = await reviewOf(product);
    const path = `reviews/${id}/answer`;
    await moderate(support, "PUT", path, 1, { text: "고맙습니다" });
    expect((await desk.reviewsOf(product)).items[0]?.answer?.text).toBe("고맙습니다");
    await moderate(support, "PUT", path, 2, { text: "정말 고맙습니다" });
    expect((await desk.reviewsOf(product)).items[0]?.answer?.text).toBe("정말 고맙습니다");
    await moderate(support, "DELETE", path, 3);
    expect((await desk.reviewsOf(product)).items[0]?.answer).toBeNull();
    expect((await entriesOf(`review:${id}`)).map(({ action }) => action)).toEqual([
      "review.takeBackAnswer",
      "review.answer",
      "review.answer",
    ]);
  });

  test("are refused without a version, with an old one, and without a reason", async () => {
    const product = await api.createProduct();
    const { id, member } = await reviewOf(product);
    const path = `/api/v1/admin/reviews/${id}`;
    const reason = { reason: "광고예요" };
    expect((await support.request("POST", `${path}/hide`, reason)).status).toBe(400);
    await member.request("PATCH", `/api/v1/reviews/${id}`, { text: "고쳐 썼어요" });
    const stale = await moderate(support, "POST", `reviews/${id}/hide`, 1, reason);
    expect(stale).toMatchObject({
      status: 412,
      body: {
        code: "STALE_EDIT",
        differences: [{ pointer: "/text", was: "잘 쓰고 있어요", now: "고쳐 썼어요" }],
      },
    });
    expect((await moderate(support, "POST", `reviews/${id}/hide`, 2, { reason: " " })).status).toBe(400);
    expect((await moderate(support, "POST", `reviews/${product.id}/hide`, 1, reason)).status).toBe(404);
    await member.request("DELETE", `/api/v1/reviews/${id}`);
    expect((await support.request("GET", path)).status).toBe(404);
    expect(await entriesOf(`review:${id}`)).toEqual([]);
  });

  test("of the catalogue answer, and do not hide; orders and analysts do neither", async () => {
    const product = await api.createProduct();
    const { id } = await reviewOf(product);
    const catalogue = await desk.staff("catalogue");
    expect((await moderate(catalogue, "PUT", `reviews/${id}/answer`, 1, { text: "네" })).status).toBe(200);
    const hide = { reason: "광고예요" };
    expect((await moderate(catalogue, "POST", `reviews/${id}/hide`, 2, hide)).status).toBe(403);
    for (const role of ["orders", "analyst"]) {
      const lesser = await desk.staff(role);
      expect((await lesser.request("GET", "/api/v1/admin/reviews")).status).toBe(403);
      expect((await lesser.request("GET", "/api/v1/admin/questions")).status).toBe(403);
      expect((await moderate(lesser, "PUT", `reviews/${id}/answer`, 2, { text: "네" })).status).toBe(403);
    }
  });

  test("find reviews by rating, state, answer, reports and product, in pages", async () => {
    const product = await api.createProduct();
    const [best, worst, hidden] = [
      await reviewOf(product, 5),
      await reviewOf(product, 1),
      await reviewOf(product, 3),
    ];
    await moderate(support, "PUT", `reviews/${best.id}/answer`, 1, { text: "고맙습니다" });
    await moderate(support, "POST", `reviews/${hidden.id}/hide`, 1, { reason: "광고예요" });
    const reporter = await api.signUp();
    await reporter.request("POST", `/api/v1/reviews/${worst.id}/reports`, { reason: "abuse" });
    const ids = async (query: string) =>
      (await list(`reviews?productId=${product.id}${query}`)).items.map(({ id }) => id);
    expect(await ids("")).toEqual([hidden.id, worst.id, best.id]);
    expect(await ids("&rating=5")).toEqual([best.id]);
    expect(await ids("&state=hidden")).toEqual([hidden.id]);
    expect(await ids("&state=shown&answered=false")).toEqual([worst.id]);
    expect(await ids("&answered=true")).toEqual([best.id]);
    expect(await ids("&reported=true")).toEqual([worst.id]);
    const first = await list(`reviews?productId=${product.id}&limit=2`);
    expect(first.total).toBe(3);
    const rest = await list(`reviews?productId=${product.id}&limit=2&cursor=${first.nextCursor}`);
    expect([...first.items, ...rest.items].map(({ id }) => id)).toEqual([hidden.id, worst.id, best.id]);
  });

  test("read reports, and settle them by hiding or by keeping the review", async () => {
    const product = await api.createProduct();
    const { id, member } = await reviewOf(product);
    const reporter = await api.signUp();
    const path = `/api/v1/reviews/${id}/reports`;
    const report = { reason: "advertising", note: "다른 상점의 주소예요" };
    for (const _ of [1, 2]) expect((await reporter.request("POST", path, report)).status).toBe(204);
    expect((await member.request("POST", path, report)).body.code).toBe("OWN_REVIEW");
    expect((await reporter.request("POST", path, { reason: "dislike" })).status).toBe(400);
    expect((await api.request("POST", path, report)).status).toBe(401);
    const details = await support.request<ReviewOfStaff & { reportDetails: object[] }>(
      "GET",
      `/api/v1/admin/reviews/${id}`,
    );
    expect(details.body).toMatchObject({ reports: 1, reportDetails: [report] });
    const dismiss = await support.request<ReviewOfStaff>(
      "POST",
      `/api/v1/admin/reviews/${id}/dismiss-reports`,
      {
        reason: "광고가 아니에요",
      },
    );
    expect(dismiss.body).toMatchObject({ reports: 0, state: "shown" });
    expect((await entriesOf(`review:${id}`)).map(({ action }) => action)).toEqual(["review.dismissReports"]);
  });
});

describe("a question", () => {
  const ask = (member: Client, product: Product, text: string, secret = false) =>
    member.request<AskedQuestion>("POST", `/api/v1/products/${product.slug}/questions`, { text, secret });

  test("is read by everyone, with its answer", async () => {
    const product = await api.createProduct();
    const member = await api.signUp({ name: "박하준" });
    expect(await desk.questionsOf(product)).toEqual({ items: [], total: 0, nextCursor: null });
    const asked = await ask(member, product, "식기세척기에 써도 되나요?");
    expect(asked).toMatchObject({ status: 201, body: { author: "박*준", answered: false, mine: true } });
    const path = `questions/${asked.body.id}/answer`;
    const answered = await moderate<QuestionOfStaff>(support, "PUT", path, 1, { text: "네" });
    expect(answered.body).toMatchObject({ version: 2, product: { id: product.id } });
    expect((await desk.questionsOf(product)).items).toMatchObject([
      { text: "식기세척기에 써도 되나요?", answered: true, answer: { text: "네" } },
    ]);
  });

  test("that is secret has text and answer for its author and staff alone", async () => {
    const product = await api.createProduct();
    const [author, stranger] = [await api.signUp(), await api.signUp()];
    const { id } = (await ask(author, product, "01012345678로 연락 주세요", true)).body;
    await moderate(support, "PUT", `questions/${id}/answer`, 1, { text: "연락드렸어요" });
    for (const by of [api, stranger]) {
      const answer = await by.request("GET", `/api/v1/products/${product.id}/questions`);
      expect(answer.body).toMatchObject({
        items: [{ secret: true, text: null, answer: null, answered: true }],
      });
      expect(JSON.stringify(answer.body)).not.toMatch(/0101234|연락/);
    }
    expect((await desk.questionsOf(product, author)).items).toMatchObject([
      { text: "01012345678로 연락 주세요", answer: { text: "연락드렸어요" }, mine: true },
    ]);
    const { items } = await list<QuestionOfStaff>(`questions?productId=${product.id}`);
    expect(items).toMatchObject([{ secret: true, text: "01012345678로 연락 주세요" }]);
  });

  test("is hidden with a reason, and is deleted by its author alone", async () => {
    const product = await api.createProduct();
    const [author, stranger] = [await api.signUp(), await api.signUp()];
    const { id } = (await ask(author, product, "광고입니다")).body;
    const hide = { reason: "광고예요" };
    await moderate(support, "POST", `questions/${id}/hide`, 1, hide);
    expect((await desk.questionsOf(product)).total).toBe(0);
    const own = await author.request<{ items: object[] }>("GET", "/api/v1/me/questions");
    expect(own.body.items).toMatchObject([{ id, state: "hidden", hiddenReason: "광고예요" }]);
    expect(await list(`questions?productId=${product.id}&state=hidden`)).toMatchObject({ total: 1 });
    expect((await stranger.request("DELETE", `/api/v1/questions/${id}`)).status).toBe(404);
    expect((await api.request("DELETE", `/api/v1/questions/${id}`)).status).toBe(401);
    expect((await author.request("DELETE", `/api/v1/questions/${id}`)).status).toBe(204);
    expect((await support.request("GET", `/api/v1/admin/questions/${id}`)).status).toBe(404);
  });

  test("is refused for guests, without text, and after ten in an hour", async () => {
    const product = await api.createProduct();
    expect((await ask(api, product, "되나요?")).status).toBe(401);
    const member = await api.signUp();
    expect((await ask(member, product, " \n ")).status).toBe(400);
    expect((await ask(member, product, "가".repeat(2_001))).status).toBe(400);
    expect((await ask(member, { ...product, slug: "no-such" }, "되나요?")).status).toBe(404);
    const answers = await Promise.all(
      Array.from({ length: 12 }, (_, at) => ask(member, product, `질문 ${at}`)),
    );
    const statuses = answers.map(({ status }) => status);
    expect([
      statuses.filter((each) => each === 201).length,
      statuses.filter((each) => each === 429).length,
    ]).toEqual([9, 3]);
  });
});
