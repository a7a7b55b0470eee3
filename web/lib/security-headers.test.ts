import { describe, expect, test } from "vitest";
import { contentSecurityPolicy, pageHeaders } from "./security-headers.ts";

const page = { nonce: "bm9uY2U", path: "/", https: true, personal: false, development: false };
const headersOf = (changes: Partial<Parameters<typeof pageHeaders>[0]>) =>
  new Map(pageHeaders({ ...page, ...changes }));

describe("the content security policy", () => {
  const directives = new Map(
    contentSecurityPolicy("bm9uY2U", false)
      .split("; ")
      .map((each) => [each.slice(0, each.indexOf(" ")), each.slice(each.indexOf(" ") + 1)] as const),
  );

  test("runs scripts by nonce alone", () => {
    expect(directives.get("script-src")).toBe("'self' 'nonce-bm9uY2U' 'strict-dynamic'");
    expect(directives.get("style-src")).toBe("'self' 'nonce-bm9uY2U'");
  });

  test("of a page that is kept allows no inline script: the server adds the hashes of its own", () => {
    const policy = contentSecurityPolicy(null, false);
    expect(policy).toContain("script-src 'self'; style-src 'self'; ");
    expect(policy).not.toMatch(/nonce|strict-dynamic/);
  });

  test("forbids framing, other base addresses, objects, and calls and posts to other hosts", () => {
    for (const name of ["object-src", "base-uri", "frame-ancestors"])
      expect(directives.get(name)).toBe("'none'");
    for (const name of ["connect-src", "form-action", "default-src"])
      expect(directives.get(name)).toBe("'self'");
  });
});

describe("headers of a page", () => {
  test("only the page that opens a provider's window may talk to it, and be left for it", () => {
    const windowHosts = ["https://*.tosspayments.com", "https://x; script-src *"];
    const policyOf = (path: string, hosts = windowHosts): string =>
      headersOf({ path, windowHosts: hosts }).get("Content-Security-Policy") ?? "";
    for (const path of ["/checkout/pay", "/en/checkout/pay"])
      for (const name of ["connect-src 'self'", "form-action 'self'", "frame-src"])
        expect(policyOf(path)).toContain(`${name} https://*.tosspayments.com`);
    for (const path of ["/checkout", "/checkout/pay/x", "/x/checkout/pay", "/orders/1"])
      expect(policyOf(path)).not.toContain("tosspayments");
    expect(policyOf("/checkout/pay")).not.toContain("script-src *");
    // A shop whose windows are pages of the sandbox names no other host.
    expect(policyOf("/checkout/pay", [])).not.toContain("https:");
  });

  test("browsers keep to https where the shop is served over https", () => {
    expect(headersOf({}).get("Strict-Transport-Security")).toBe("max-age=63072000; includeSubDomains");
    expect(headersOf({ https: false }).has("Strict-Transport-Security")).toBe(false);
  });

  test.each([
    "/verify-email",
    "/en/reset-password",
    "/confirm-email",
    "/invitation",
    "/checkout/return",
    "/en/checkout/fail",
  ])("%s sends no referrer and is not cached", (path) => {
    expect(headersOf({ path }).get("Referrer-Policy")).toBe("no-referrer");
    expect(headersOf({ path }).get("Cache-Control")).toBe("private, no-store");
  });

  test.each([
    "/account",
    "/en/account/addresses",
    "/account/x.css",
    "/orders/1",
    "/checkout",
    "/cart",
    "/sign-in",
  ])("%s is never cached, for guests too", (path) =>
    expect(headersOf({ path }).get("Cache-Control")).toBe("private, no-store"),
  );

  test("a product page drawn for a member stays out of caches", () => {
    expect(headersOf({ path: "/p/cup", personal: true }).get("Cache-Control")).toBe("private, no-store");
    expect(headersOf({ path: "/p/cup" }).has("Cache-Control")).toBe(false);
    expect(headersOf({ path: "/accounting" }).has("Cache-Control")).toBe(false);
  });
});
