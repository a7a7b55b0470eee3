import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { rememberedValues, rememberValues } from "./checkout/draft.ts";
import type { CheckoutValues } from "./checkout/form.ts";
import { findLocalOrder, storeOrder } from "./checkout/local-orders.ts";
import { findPaymentAttempt, rememberAttempt } from "./checkout/payment-attempts.ts";
import { forgetVisitor, welcomeMember } from "./forget-visitor.ts";
import { memoryStorage } from "./memory-storage.fixture.ts";
import { rememberSearch } from "./search/recent.ts";
import { visitorMark } from "./visitor-mark.ts";

const [KIM, LEE] = ["01a22162-ea8f-7911-9733-75d3cc15d112", "01a22162-ea8f-7911-9733-75d3cc15d113"];
const values = { name: "김장터", email: "kim@jangteo.test" } as CheckoutValues;
let cookies: string[];

beforeEach(() => {
  cookies = [];
  vi.stubGlobal("localStorage", memoryStorage());
  vi.stubGlobal("sessionStorage", memoryStorage());
  vi.stubGlobal("window", { location: new URL("https://shop.test/") });
  vi.stubGlobal("document", {
    set cookie(line: string) {
      cookies.push(line);
    },
  });
});
afterEach(() => vi.unstubAllGlobals());

/** What a purchase of this member leaves in the browser. */
function shop(memberId: string): void {
  welcomeMember(memberId);
  cookies = [];
  rememberValues(sessionStorage, memberId, values);
  sessionStorage.setItem("jangteo.attempt", "with the address");
  rememberSearch("선물");
  storeOrder({ orderId: "member's", number: "1", cart: "basket" });
  rememberAttempt("attempt", { orderId: "member's", provider: "sandbox" });
}

const everything = () =>
  [sessionStorage, localStorage].flatMap((store) =>
    Array.from({ length: store.length }, (_, at) => `${store.key(at)}=${store.getItem(store.key(at) ?? "")}`),
  );

test("after a sign-out the browser keeps nothing of the member", () => {
  shop(KIM);
  forgetVisitor();
  expect(everything()).toEqual([`jangteo.visitor=${visitorMark()}`]);
  expect(visitorMark()).toMatch(/^guest-/);
  expect(cookies.map((line) => line.split("=")[0])).toEqual(["jangteo_cart", "jangteo_direct"]);
});

test("a member who signs in finds nothing of the one before, whose session was ended elsewhere", () => {
  shop(KIM);
  welcomeMember(LEE);
  expect(everything()).toEqual([`jangteo.visitor=${LEE}`]);
  expect(cookies).toHaveLength(2);
});

test("the same member who signs in again keeps what they typed", () => {
  shop(KIM);
  welcomeMember(KIM);
  expect(rememberedValues(sessionStorage, KIM)).toEqual(values);
  expect(cookies).toEqual([]);
});

test("a guest's cart and orders outlast the sign-in, because only this browser can open them", () => {
  storeOrder({ orderId: "guest's", number: "2", guestToken: "token", cart: "basket" });
  rememberAttempt("attempt", { orderId: "guest's", provider: "sandbox" });
  rememberValues(sessionStorage, "guest", values);
  welcomeMember(LEE);
  expect(cookies).toEqual([]);
  expect(findLocalOrder("guest's")?.guestToken).toBe("token");
  expect(findPaymentAttempt("attempt")?.orderId).toBe("guest's");
  expect(sessionStorage).toHaveLength(0);
});

test("typed values are given to their owner alone, and removed before anybody else types", () => {
  rememberValues(sessionStorage, KIM, values);
  expect(rememberedValues(sessionStorage, LEE)).toEqual({});
  expect(sessionStorage).toHaveLength(0);
});
