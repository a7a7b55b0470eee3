import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { withHashes, withoutNonce } from "./content-security.ts";

const NONCE = "kOxpJvuahSEkMEBbdZ85cQ";
const POLICY =
  `default-src 'self'; script-src 'self' 'nonce-${NONCE}' 'strict-dynamic'; ` +
  `style-src 'self' 'nonce-${NONCE}'; style-src-attr 'unsafe-inline'`;
const own = (content: string, attributes = "") => `<script nonce="${NONCE}"${attributes}>${content}</script>`;
const hash = (script: string) => `'sha256-${createHash("sha256").update(script).digest("base64")}'`;

test("the policy names the web's own inline scripts by their hashes, as the page now has them", () => {
  const { html, policy } = withHashes(
    `<head>${own("", ' src="/a.js" async=""')}</head><body>${own("one()", ' id="_R_"')}<p>${own("two()")}`,
    POLICY,
    NONCE,
  );
  expect(html).toBe(
    '<head><script src="/a.js" async=""></script></head><body>' +
      '<script id="_R_">one()</script><p><script>two()</script>',
  );
  expect(policy).toBe(
    `default-src 'self'; script-src 'self' ${hash("one()")} ${hash("two()")}; ` +
      "style-src 'self'; style-src-attr 'unsafe-inline'",
  );
});

test("inline scripts that follow one another become one, but none joins a script file", () => {
  const { html, policy } = withHashes(
    [own("", ' src="/a.js"'), own("one()"), own("two()"), own("three()"), "<p>", own("four()")].join(""),
    POLICY,
    NONCE,
  );
  expect(html).toBe(
    '<script src="/a.js"></script><script>one();two();three()</script><p><script>four()</script>',
  );
  expect(policy.match(/sha256/g)).toHaveLength(2);
});

test("an inline script in front of others, with a file between them, stays alone", () => {
  const { html } = withHashes(
    [own("first()"), "<p>text</p>", own("", ' src="/a.js"'), own("one()"), own("two()")].join(""),
    POLICY,
    NONCE,
  );
  expect(html).toBe(
    '<script>first()</script><p>text</p><script src="/a.js"></script><script>one();two()</script>',
  );
});

test("a script that the web did not write gets no hash, whatever it claims", () => {
  const smuggled = [
    "<script>steal()</script>",
    '<script nonce="">steal()</script>',
    '<script nonce="AAAAAAAAAAAAAAAAAAAAAA">steal()</script>',
    `<script data-x=' nonce="other"'>steal()</script>`,
    '<SCRIPT type="module">steal()</SCRIPT>',
  ];
  for (const script of smuggled) {
    const { policy } = withHashes(`${own("one()")}<p>${script}</p>`, POLICY, NONCE);
    expect([script, policy.match(/sha256/g)]).toEqual([script, ["sha256"]]);
  }
});

test("a page without a nonce is not kept: nothing would tell its scripts from others", () => {
  expect(() => withHashes("<script>1</script>", "script-src 'self'", NONCE)).toThrow("no nonce");
});

test("a page that breaks off within a script is not kept", () => {
  expect(() => withHashes(`<p>${own("one()").slice(0, -5)}`, POLICY, NONCE)).toThrow("no end");
});

test("no trace of the nonce is left in headers and data", () => {
  expect(withoutNonce(`</a.css>; rel=preload; nonce="${NONCE}"`, NONCE)).toBe("</a.css>; rel=preload");
  const data = `["style",{"nonce":"${NONCE}"}]`;
  expect(withoutNonce(data, NONCE)).not.toContain(NONCE);
  // A row of that data names its length.
  expect(withoutNonce(data, NONCE)).toHaveLength(data.length);
});
