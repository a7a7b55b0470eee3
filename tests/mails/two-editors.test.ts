/** Two members of staff write the texts of one mail or message: none is overwritten unseen. */
import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { startTestShop, type TestShop } from "../../server/testing.ts";
import { type Client, client, type HeaderFields } from "../support/client.ts";

let shop: TestShop;
let api: Client;
let owner: HeaderFields;
beforeAll(async () => {
  shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
  api = client(shop.url);
  owner = await api.signInOwner();
});
afterAll(() => shop.stop());

interface Texts {
  readonly etag?: string;
  readonly code?: string;
  readonly differences?: readonly object[];
}

const request = (method: string, path: string, body?: object, headers: HeaderFields = {}) =>
  api.request<Texts>(method, `/api/v1/admin/${path}`, body, { ...owner, ...headers });

const places = [
  {
    path: "mails/order_paid/ko",
    textsOf: (closing: string) => ({ subject: null, heading: null, closing }),
  },
  {
    path: "messages/order_paid/ko",
    textsOf: (closing: string) => ({ lines: { closing, advertises: false } }),
  },
];

test.each(places)(
  "an edit of $path that began with older texts is told what changed",
  async ({ path, textsOf }) => {
    const { etag = "" } = (await request("GET", path)).body;
    const first = await request("PUT", path, textsOf("먼저 쓴 말"), { "if-match": etag });
    expect(first.status).toBe(200);
    const late = await request("PUT", path, textsOf("나중에 쓴 말"), { "if-match": etag });
    expect(late).toMatchObject({
      status: 412,
      body: { code: "STALE_EDIT", etag: first.body.etag },
    });
    expect(late.body.differences).toContainEqual({ pointer: "/closing", was: null, now: "먼저 쓴 말" });
    const again = await request("PUT", path, textsOf("나중에 쓴 말"), { "if-match": late.body.etag ?? "" });
    expect(again.status).toBe(200);
    // The answer to it was lost: nothing is edited.
    expect((await request("PUT", path, textsOf("나중에 쓴 말"), { "if-match": etag })).status).toBe(200);
  },
);

test.each(places)("edits of $path at the same moment: one", async ({ path, textsOf }) => {
  const { etag = "" } = (await request("GET", path)).body;
  const answers = await Promise.all(
    ["하나", "둘", "셋"].map((text) => request("PUT", path, textsOf(text), { "if-match": etag })),
  );
  expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 412, 412]);
});

test.each(places)("a client without a version of $path edits what is there", async ({ path, textsOf }) => {
  expect((await request("PUT", path, textsOf("버전 없이"))).status).toBe(200);
  const draft = await request("POST", `${path}/preview`, textsOf("아직"));
  expect(draft.body.etag).toBeUndefined();
  expect((await request("PUT", path, textsOf("x"), { "if-match": "old" })).status).toBe(400);
});
