import { afterAll, beforeAll, expect, inject, test } from "vitest";
import { type Backstage, openBackstage } from "../../../tests/support/backstage.ts";
import type { Client, Member, Product } from "../../../tests/support/client.ts";
import { connect } from "../../platform/db/db.ts";
import { startTestShop } from "../../testing.ts";
import { type AskedQuestion, moderate, openDesk, type QuestionOfStaff } from "./reviews.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const desk = openDesk(shop);
const { api } = desk;
const support = await desk.staff("support");
const db = connect({ url: shop.databaseUrl, size: 1 });
let backstage: Backstage;
beforeAll(async () => {
  const { databaseUrl, environment, sandbox } = shop;
  backstage = await openBackstage({ databaseUrl, environment, sandboxUrl: sandbox.url });
});
afterAll(async () => {
  await backstage.close();
  await db.close();
  await desk.close();
  await shop.stop();
});

const ask = async (member: Client, { slug }: Product, secret = false) =>
  (
    await member.request<AskedQuestion>("POST", `/api/v1/products/${slug}/questions`, {
      text: "식기세척기에 넣어도 되나요?",
      secret,
    })
  ).body.id;
const answer = async (id: string, version: number, text: string | null) => {
  const path = `questions/${id}/answer`;
  const { status } =
    text === null
      ? await moderate<QuestionOfStaff>(support, "DELETE", path, version)
      : await moderate<QuestionOfStaff>(support, "PUT", path, version, { text });
  expect(status).toBe(200);
};
const mailsTo = async ({ email }: Member) => {
  await backstage.delivered();
  return shop.mailbox.list({ to: email }).filter(({ subject }) => subject.includes("답변드렸어요"));
};

test("a member gets one mail with the first answer, and none with what becomes of it", async () => {
  const product = await api.createProduct({ name: "청화 찻잔" });
  const member = await api.signUp({ name: "김서연" });
  const id = await ask(member, product, true);
  await answer(id, 1, "네, 넣으셔도 돼요");
  const mail = await shop.mailbox.next({ to: member.email, subject: /답변드렸어요: 청화 찻잔/ });
  expect(mail.text).toContain("김서연님");
  expect(mail.links).toEqual(
    expect.arrayContaining([`${shop.url}/account/reviews`, `${shop.url}/p/${product.slug}`]),
  );
  // Other people may read the mail of a secret question.
  expect(mail.text).not.toMatch(/식기세척기|넣으셔도/);
  await answer(id, 2, "네, 괜찮아요");
  await answer(id, 3, null);
  await answer(id, 4, "네");
  expect(await mailsTo(member)).toHaveLength(1);
});

test("a question that is hidden without an answer causes no mail", async () => {
  const member = await api.signUp();
  const id = await ask(member, await api.createProduct());
  await moderate(support, "POST", `questions/${id}/hide`, 1, { reason: "광고예요" });
  expect(await mailsTo(member)).toEqual([]);
});

test("a member who left before the mail gets none", async () => {
  const member = await api.signUp();
  const id = await ask(member, await api.createProduct());
  await db.script(`UPDATE members.accounts SET status = 'disabled' WHERE id = '${member.id}'`);
  await db.script(`DELETE FROM members.sessions WHERE account_id = '${member.id}'`);
  await db.script(`DELETE FROM members.accounts WHERE id = '${member.id}'`);
  await answer(id, 1, "네");
  expect(await mailsTo(member)).toEqual([]);
});

test("an answer that an older version of the shop gave is told with its next edit, once", async () => {
  const member = await api.signUp();
  const id = await ask(member, await api.createProduct());
  await db.script(`UPDATE reviews.questions SET answer = '네', answered_at = now() WHERE id = '${id}'`);
  await answer(id, 1, "네, 돼요");
  expect(await mailsTo(member)).toHaveLength(1);
});
