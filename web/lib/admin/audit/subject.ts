/** What an entry of the audit log is about: its kind, its name, and the page where staff see it. Pure. */

import { UUID } from "../../addresses.ts";

/** The kinds that a list can be narrowed to. */
export const kinds = [
  ...([
    "order",
    "product",
    "category",
    "stock",
    "stock-count",
    "location",
    "catalog",
    "settings",
    "attribute",
    "brand",
  ] as const),
  ...(["price-list", "member-group", "coupon", "promotion", "delivery", "webhook"] as const),
  ...(["variant", "bulk-edit", "import", "mail", "message", "payment", "refund"] as const),
  ...(["review", "question"] as const),
  ...(["recommendation-rule", "recommendation-models", "recommendation-experiment"] as const),
  ...(["visitor"] as const),
  ...(["member", "members", "invitation", "key", "agreement"] as const),
];
export type SubjectKind = (typeof kinds)[number];

export type Subject = { kind: SubjectKind | null; name: string; page: string | null };

const kindOf = (text: string): SubjectKind | null => kinds.find((kind) => kind === text) ?? null;

/** @param subject "product:<id>", "stock:MUG-1@main", "members" */
export function subjectOf(subject: string): Subject {
  const at = subject.indexOf(":");
  const name = at < 0 ? "" : subject.slice(at + 1);
  const kind = kindOf(at < 0 ? subject : subject.slice(0, at));
  return { kind, name, page: pageOf(kind, name) };
}

function pageOf(kind: SubjectKind | null, name: string): string | null {
  if (kind === "order") return `/admin/orders/${name}`;
  if (kind === "product") return `/admin/products/${name}`;
  if (kind === "category") return `/admin/categories?id=${name}`;
  if (kind === "attribute") return `/admin/attributes?id=${name}`;
  if (kind === "price-list") return `/admin/price-lists/${name}`;
  if (kind === "coupon") return "/admin/coupons";
  if (kind === "promotion") return "/admin/promotions";
  if (kind === "delivery") return "/admin/delivery";
  if (kind === "import") return `/admin/imports/${name}`;
  if (kind === "mail" || kind === "message") return "/admin/mails";
  if (kind === "payment" || kind === "refund") return "/admin/payments";
  if (kind === "review") return "/admin/reviews";
  if (kind === "question") return "/admin/reviews?tab=questions";
  if (kind === "visitor") return `/admin/recommendations?visitor=${name}`;
  if (kind?.startsWith("recommendation-")) return "/admin/recommendations";
  if (kind === "webhook") return `/admin/webhooks?id=${name}`;
  if (kind === "key") return "/admin/api-keys";
  if (kind === "member-group") return "/admin/member-groups";
  if (kind === "brand") return "/admin/brands";
  if (kind === "stock") return `/admin/stock/${name.split("@")[0]}`;
  if (kind === "location") return "/admin/locations";
  if (kind === "catalog") return "/admin/search";
  return kind === "settings" ? "/admin/settings" : null;
}

/** An id by its end, which tells it from others; another name as it is. */
export const shortName = (name: string): string => (UUID.test(name) ? `…${name.slice(-6)}` : name);
