import { expect } from "vitest";
import { findingsIn, testWith } from "../testing/check-test.ts";
import { brokenTree } from "../testing/trees.ts";
import { gateway } from "./gateway.ts";

const ROUTES = "deploy/nginx/shop/routes.conf";
const HTTP = "deploy/nginx/shop/http.conf";

const faults: [name: string, file: string, search: string | RegExp, replacement: string, said: string][] = [
  [
    "a client's address is believed",
    HTTP,
    "proxy_set_header X-Forwarded-For $remote_addr;",
    "proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for;",
    "a client can pass for another address",
  ],
  [
    "a client names the host",
    HTTP,
    'proxy_set_header X-Forwarded-Host "";',
    "",
    "a client can name another host",
  ],
  [
    "requests have no id",
    HTTP,
    "proxy_set_header X-Request-Id $request_id;",
    "",
    "the request has no id of the gateway",
  ],
  [
    "reads are not tried again",
    ROUTES,
    /proxy_next_upstream error timeout http_502 http_503;/g,
    "proxy_next_upstream off;",
    "a read is not asked of the other process",
  ],
  [
    "changes are tried again",
    HTTP,
    "proxy_next_upstream error;",
    "proxy_next_upstream error non_idempotent;",
    "a change that was sent was heard 2 times",
  ],
  [
    "the shop's own answers are replaced",
    ROUTES,
    "error_page 502 504 = @unavailable;",
    "proxy_intercept_errors on;\nerror_page 502 503 504 = @unavailable;",
    "the shop's own refusal does not pass",
  ],
  [
    "a refusal has the gateway's own code",
    ROUTES,
    /error_page 490 = @too_many;/g,
    "error_page 490 @too_many;",
    "the gateway's own refusal is 490",
  ],
  [
    "sign-ins have no limit",
    ROUTES,
    "limit_req zone=sign_in burst=20 nodelay;",
    "",
    "of 60 sign-ins at once 0 are refused",
  ],
  [
    "news of the payment provider is limited",
    ROUTES,
    "webhooks/ {",
    "webhooks/ {\n    limit_req zone=sign_in burst=20 nodelay;",
    "news of the payment provider is refused",
  ],
  [
    "the calls between processes are public",
    ROUTES,
    "location ^~ /internal/ {\n    return 404;\n}",
    "",
    "the calls between processes can be made from outside",
  ],
  [
    "pictures are too large",
    ROUTES,
    "client_max_body_size 20m;",
    "client_max_body_size 256k;",
    "a megabyte of a picture is 413",
  ],
  [
    "the challenge of a certificate is redirected",
    "deploy/nginx/nginx.conf",
    "location ^~ /.well-known/acme-challenge/ {",
    "location ^~ /never/ {",
    "the challenge of a certificate is not answered",
  ],
];

for (const [name, file, search, replacement, said] of faults) {
  testWith({ tools: ["nginx"] }, `the gateway: ${name}`, async () => {
    using tree = brokenTree((copy) => copy.replace(file, search, replacement));
    expect(await findingsIn(gateway, tree.root)).toContainEqual(expect.stringContaining(said));
  });
}
