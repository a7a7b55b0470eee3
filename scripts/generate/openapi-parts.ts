/** The parts of the API's document that belong to no single operation. */
import { PROBLEM_PAGES, problemSlug } from "../../server/platform/http/problem.ts";
import { problemTexts } from "../../server/problems.ts";
import { problemDetails } from "./examples/problems.ts";

export const information = {
  title: "Jangteo (장터)",
  version: "1.0.0",
  description: [
    "The API of the shop. JSON in UTF-8. Money is in integer minor units with its currency; times are",
    "ISO 8601 in UTC; ids are UUIDv7. Lists take `limit` and an opaque `cursor`. Unknown fields are refused.",
    "",
    "A read that can answer 304 has an `ETag`: send it in `If-None-Match`, and an answer without a body",
    "says that nothing you were shown has changed. What staff edit takes the same `ETag` in `If-Match`;",
    "there it stands for what can be edited: a figure that has changed since (stock, uses of a coupon)",
    "makes no edit stale. The `etag` in a body names that version alone, and fits `If-Match` as well.",
    "",
    "A refusal is a problem (RFC 9457) with a stable `code`, in Korean or English by `Accept-Language`. Its",
    `\`type\` leads to a page about the code; all of them: [${PROBLEM_PAGES}](${PROBLEM_PAGES}).`,
  ].join("\n"),
};

/** In the order in which a reader needs them. */
export const tags = [
  { name: "catalogue", description: "Categories, products, pictures" },
  { name: "reviews", description: "What buyers say of products, and what members ask" },
  { name: "coupons", description: "What shoppers pay less, and how often" },
  { name: "promotions", description: "What every cart pays less, without a code" },
  { name: "delivery", description: "What delivery costs, also by region" },
  { name: "points", description: "What purchases earn and orders spend" },
  { name: "recommendations", description: "What shoppers look at, and what they are recommended" },
  { name: "reports", description: "How the shop does, in figures" },
  { name: "mails", description: "What the shop's mails about orders say" },
  { name: "webhooks", description: "Other programs that the shop tells what happened" },
  { name: "cart", description: "Carts of guests and members; a guest cart's id is its secret" },
  { name: "orders", description: "Placing and reading orders" },
  { name: "payments", description: "Paying for orders" },
  { name: "auth", description: "Signing up, signing in, links of mails" },
  { name: "me", description: "The signed-in member's own data" },
  { name: "agreements", description: "What members agree to" },
  { name: "settings", description: "The shop's name, words and seller" },
  { name: "stock", description: "Stock, for staff" },
  { name: "imports", description: "Products, stock and prices from files and as files, for staff" },
  { name: "members", description: "Members, for staff" },
  { name: "staff", description: "Staff, roles, invitations" },
  { name: "API keys", description: "Keys for programs of the shop" },
  { name: "audit log", description: "All that staff changed" },
];

const securitySchemes = {
  bearer: {
    type: "http",
    scheme: "bearer",
    bearerFormat: "JWT",
    description: "The `accessToken` of a sign-in (`POST /api/v1/auth/login`).",
  },
  apiKey: {
    type: "http",
    scheme: "bearer",
    description: "An API key of the shop, `jt_…` (`POST /api/v1/admin/api-keys`).",
  },
  cookie: {
    type: "apiKey",
    in: "cookie",
    name: "access",
    description: "Of a browser that has signed in. Over https its name is `__Host-access`.",
  },
  refreshCookie: {
    type: "apiKey",
    in: "cookie",
    name: "refresh",
    description: "Of a browser that has signed in. Over https its name is `__Host-refresh`.",
  },
  guestToken: {
    type: "apiKey",
    in: "header",
    name: "X-Guest-Token",
    description: "The `guestToken` of a guest's order.",
  },
};

const Problem = {
  type: "object",
  required: ["type", "title", "status", "code", "requestId"],
  properties: {
    type: { type: "string", format: "uri", description: "a page about the code" },
    title: { type: "string", description: "in the language of `Accept-Language`" },
    status: { type: "integer" },
    code: { type: "string", description: "stable" },
    requestId: { type: "string", description: "as in `X-Request-Id`" },
    errors: {
      type: "array",
      description: "all that is wrong with an input",
      items: {
        type: "object",
        required: ["pointer", "code", "message"],
        properties: {
          pointer: { type: "string", description: "RFC 6901" },
          code: { type: "string", description: "stable" },
          message: { type: "string" },
        },
        additionalProperties: false,
      },
    },
  },
  description: "RFC 9457. Some codes have more fields.",
};

const REQUEST_ID = "0b0f7c1e-5a57-4c8b-9d43-6a2f5be8c1d7";

const problemExamples = Object.fromEntries(
  Object.entries(problemTexts).map(([code, { status, ko, en }]) => [
    code,
    {
      summary: en,
      value: {
        type: `https://shop.example${PROBLEM_PAGES}/${problemSlug(code)}`,
        title: ko,
        status,
        code,
        requestId: REQUEST_ID,
        ...problemDetails[code],
      },
    },
  ]),
);

export const components = { securitySchemes, schemas: { Problem }, examples: problemExamples };
