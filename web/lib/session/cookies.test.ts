import { expect, test } from "vitest";
import { cookieValues, endedCookies, withCookies } from "./cookies.ts";

test("cookies are replaced and removed, and the others stay unchanged", () => {
  const header = "jangteo_cart=a%3Db; access=old; refresh=r1; other=x=y";
  expect(withCookies(header, { access: "new", refresh: undefined })).toBe(
    "jangteo_cart=a%3Db; other=x=y; access=new",
  );
  expect(withCookies("", { access: "new" })).toBe("access=new");
});

test("values are read from Set-Cookie lines, and an ended cookie has none", () => {
  const lines = ["access=a.b.c; Path=/; HttpOnly", "refresh=; Max-Age=0"];
  expect([...cookieValues(lines)]).toEqual([["access", "a.b.c"]]);
});

test("over https both cookies end under their __Host- names, which must be Secure and of Path=/", () => {
  for (const line of endedCookies(true)) expect(line).toMatch(/^__Host-(access|refresh)=; Path=\/; .*Secure/);
});
