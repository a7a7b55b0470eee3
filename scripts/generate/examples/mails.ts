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

const lines = { closing: "{shop}에 또 오세요.", advertises: false };
const message = {
  kind: "order_paid",
  language: "ko",
  text:
    "[장터] 김서연님의 결제를 확인했어요.\n주문번호 261128-7K3M9QX\n결제 금액 51,000원\n" +
    "https://shop.example/orders/019a1c80-1b2c-7d3e-8f4a-5b6c7d8e9f0a",
  type: "LMS",
  bytes: 157,
  template: "[#{shop}] #{name}님의 결제를 확인했어요.\n주문번호 #{number}\n결제 금액 #{amount}\n#{link}",
  kakaoCode: "KA01TP251128000000000abcdef",
  lines: null,
  canAdvertise: true,
  isOn: true,
  placeholders: ["number", "name", "shop"],
};
const written = { ...message, lines };

export const mailExamples: Readonly<Record<string, OperationExample>> = {
  "GET /api/v1/admin/mails": { responses: { 200: { items: [{ kind: "order_paid", changed: ["ko"] }] } } },
  "GET /api/v1/admin/mails/:kind/:language": { parameters: ofMail, responses: { 200: mail } },
  "POST /api/v1/admin/mails/:kind/:language/preview": {
    parameters: ofMail,
    body: texts,
    responses: { 200: edited },
  },
  "PUT /api/v1/admin/mails/:kind/:language": { parameters: ofMail, body: texts, responses: { 200: edited } },
  "GET /api/v1/admin/messages": { responses: { 200: { items: [{ kind: "order_paid", changed: ["ko"] }] } } },
  "GET /api/v1/admin/messages/:kind/:language": { parameters: ofMail, responses: { 200: message } },
  "POST /api/v1/admin/messages/:kind/:language/preview": {
    parameters: ofMail,
    body: { lines },
    responses: { 200: written },
  },
  "PUT /api/v1/admin/messages/:kind/:language": {
    parameters: ofMail,
    body: { lines },
    responses: { 200: written },
  },
};
