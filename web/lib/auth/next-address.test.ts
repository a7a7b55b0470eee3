import { describe, expect, test } from "vitest";
import { nextAddress, signInPath } from "./next-address.ts";

describe("after a sign-in", () => {
  test.each([
    "/",
    "/account",
    "/en/account/orders",
    "/checkout?cart=direct",
    "/products?q=%EC%B0%A8&page=2#list",
  ])("%s is a page of the shop", (path) => expect(nextAddress(path)).toBe(path));

  test.each([
    "//evil.example",
    "///evil.example",
    "/\\evil.example",
    "\\evil.example",
    "\\\\evil.example",
    "/\t/evil.example",
    "/\n/evil.example",
    "/.//evil.example",
    "/a/..//evil.example",
    "/%2e//evil.example",
    "https://evil.example",
    "http:evil.example",
    "javascript:alert(1)",
    " //evil.example",
    "data:text/html,x",
    "account",
    "",
    `/${"a".repeat(3000)}`,
  ])("%j leads to the start page", (path) => expect(nextAddress(path)).toBe("/"));

  test("a browser resolves every accepted address on this host", () => {
    for (const path of ["/@evil.example", "/a//b", "/?next=//evil.example", "/:80/x", "/..\u2024//x"]) {
      expect(new URL(nextAddress(path), "https://shop.example").host).toBe("shop.example");
    }
  });

  test("a sign-in does not return to sign-in pages, or to addresses that are no pages", () => {
    for (const path of ["/sign-in?next=/a", "/en/sign-up", "/api/v1/auth/logout", "/sandbox/mail"]) {
      expect(nextAddress(path)).toBe("/");
    }
  });

  test("a repeated or missing parameter leads to the start page", () => {
    expect(nextAddress(["/a", "/b"])).toBe("/");
    expect(nextAddress(undefined, "/account")).toBe("/account");
  });
});

test("the sign-in address names the page to return to, except the start page", () => {
  expect(signInPath("/checkout?cart=direct")).toBe("/sign-in?next=%2Fcheckout%3Fcart%3Ddirect");
  expect(signInPath("/")).toBe("/sign-in");
  expect(signInPath("//evil.example")).toBe("/sign-in");
});
