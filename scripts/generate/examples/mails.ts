import type { OperationExample } from "./example.ts";

const programs = { subject: "주문이 완료됐어요: 261128-7K3M9QX", heading: "주문해 주셔서 고마워요" };
const mail = {
  kind: "order_paid",
  language: "ko",
  subject: "[장터] 주문이 완료됐어요: 261128-7K3M9QX",
  text: "주문해 주셔서 고마워요\n\n김서연님의 결제를 확인했어요.\n",
  html: '<!doctype html><html lang="ko"><body><h1>주문해 주셔서 고마워요</h1></body></html>',
  texts: { subject: null, heading: null, closing: null },
  programs,
  placeholders: ["number", "name", "shop"],
};
const ofMail = { kind: "order_paid", language: "ko" };
const texts = { subject: null, heading: "{name}님, 고마워요", closing: "{shop}에 또 오세요." };
const edited = { ...mail, texts };

export const mailExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/mails": { responses: { 200: { items: [{ kind: "order_paid", changed: ["ko"] }] } } },
  "GET /api/v1/admin/mails/:kind/:language": { parameters: ofMail, responses: { 200: mail } },
  "POST /api/v1/admin/mails/:kind/:language/preview": {
    parameters: ofMail,
    body: texts,
    responses: { 200: edited },
  },
  "PUT /api/v1/admin/mails/:kind/:language": { parameters: ofMail, body: texts, responses: { 200: edited } },
};
