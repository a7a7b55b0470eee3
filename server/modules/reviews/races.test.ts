import { afterAll, expect, inject, test } from "vitest";
import { runAudit } from "../../../scripts/audit/run.ts";
import { client, type Product } from "../../../tests/support/client.ts";
import { startReplica } from "../../../tests/support/replica.ts";
import { startTestShop } from "../../testing.ts";
import { moderate, openDesk, type ReviewOfStaff, write } from "./reviews.fixture.ts";

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

/** What the audit says of the reviews, copies in the catalogue included. */
async function violations(): Promise<readonly string[]> {
  const { modules } = await runAudit(shop.databaseUrl, {}, 0);
  return modules.flatMap(({ module, violations: found }) => (module === "reviews" ? found : []));
}

test("a review that is posted ten times in parallel, to two processes, is written once", async () => {
  const product = await api.createProduct();
  const buyer = await desk.buyer(product);
  const elsewhere = await other.signIn(buyer.member.email, buyer.member.password);
  const answers = await Promise.all(
    Array.from({ length: 10 }, (_, at) => write({ ...buyer, member: at % 2 ? elsewhere : buyer.member })),
  );
  const statuses = answers.map(({ status }) => status).sort();
  expect(statuses).toEqual([201, ...Array.from({ length: 9 }, () => 409)]);
  expect((await desk.reviewsOf(product)).summary.rating).toEqual({ average: 5, count: 1 });
  expect(await violations()).toEqual([]);
});

test("writing, hiding, showing, editing and deleting at the same moment: the rating is the sum", async () => {
  const product = await api.createProduct();
  const support = await desk.staff("support");
  const buyers = await Promise.all(Array.from({ length: 12 }, () => desk.buyer(product)));
  const written = await Promise.all(
    buyers.slice(0, 8).map(async (buyer, at) => {
      const { body } = await write(buyer, { rating: (at % 5) + 1 });
      return { ...buyer, id: body.id };
    }),
  );
  const hide = (id: string) => moderate(support, "POST", `reviews/${id}/hide`, 1, { reason: "광고예요" });
  const changes = [
    ...buyers.slice(8).map((buyer) => write(buyer, { rating: 2 })),
    ...written.flatMap(({ id, member }, at) => [
      hide(id),
      hide(id),
      at % 2 === 0
        ? member.request("DELETE", `/api/v1/reviews/${id}`)
        : member.request("PATCH", `/api/v1/reviews/${id}`, { rating: 3 }),
    ]),
  ];
  const statuses = (await Promise.all<{ status: number }>(changes)).map(({ status }) => status);
  expect(statuses.filter((status) => status >= 500)).toEqual([]);
  const { items, summary } = await desk.reviewsOf(product, "?limit=100");
  const sum = items.reduce((total, { rating }) => total + rating, 0);
  expect(summary.rating).toEqual({
    average: Math.round((sum * 10) / items.length) / 10,
    count: items.length,
  });
  for (const by of [api, other]) {
    const page = await by.request<Product>("GET", `/api/v1/products/${product.slug}`);
    expect(page.body.rating).toEqual(summary.rating);
  }
  expect(await violations()).toEqual([]);
});

test("of two who answer at the same moment, one is told what the other wrote", async () => {
  const product = await api.createProduct();
  const { id } = (await write(await desk.buyer(product))).body;
  const staff = await Promise.all([desk.staff("support"), desk.staff("catalogue")]);
  const answers = await Promise.all(
    staff.map((each, at) =>
      moderate<ReviewOfStaff & { differences?: unknown[] }>(each, "PUT", `reviews/${id}/answer`, 1, {
        text: `답변 ${at}`,
      }),
    ),
  );
  const [done, refused] = answers.toSorted((a, b) => a.status - b.status);
  expect([done?.status, refused?.status]).toEqual([200, 412]);
  expect(refused?.body).toMatchObject({
    code: "STALE_EDIT",
    etag: '"2"',
    differences: [{ pointer: "/answer", was: null, now: done?.body.answer?.text }],
  });
});
