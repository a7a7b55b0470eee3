import { expect, test } from "vitest";
import type { Recipient } from "../../members/contract.ts";
import type { ClaimedMessage } from "./queries.ts";
import { asWanted } from "./wanted.ts";

const message: ClaimedMessage = {
  ...{ id: "m1", kind: "order_paid", channel: "kakao", memberId: "a1", phone: "+821012345678" },
  ...{ batch: null, attempts: 0, createdAt: new Date(0) },
  content: { text: "a", advertising: "(광고)a b", subject: "장터", template: "t1", variables: {} },
};
const recipient: Recipient = {
  ...{ name: "김장터", email: "kim@shopper.test", phone: "+821099998888", language: "ko" },
  ...{ orderMessages: "kakao", agreedToAdvertising: true, agreedToMailAdvertising: true },
};

test("what is still wanted goes as it was queued; so does a guest's", () => {
  expect(asWanted(message, recipient)).toEqual(message);
  const ofGuest = { ...message, memberId: null };
  expect(asWanted(ofGuest, null)).toEqual(ofGuest);
});

test("a withdrawn consent takes the lines that advertise, and nothing else", () => {
  expect(asWanted(message, { ...recipient, agreedToAdvertising: false })).toEqual({
    ...message,
    content: { ...message.content, advertising: null },
  });
});

test("none goes to a member who left, or who wants none; one who wants text messages gets one", () => {
  expect(asWanted(message, null)).toBeNull();
  expect(asWanted(message, { ...recipient, orderMessages: "off" })).toBeNull();
  expect(asWanted(message, { ...recipient, orderMessages: "sms" })).toMatchObject({ channel: "sms" });
});

test("a notice about goods goes to the member's number of now, or nowhere without one", () => {
  const notice = { ...message, kind: "restocked" };
  expect(asWanted(notice, recipient)).toMatchObject({ phone: "+821099998888" });
  expect(asWanted(notice, { ...recipient, phone: null })).toBeNull();
  expect(asWanted(notice, { ...recipient, phone: "+8223456789" })).toBeNull();
});
