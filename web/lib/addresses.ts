/** What the address of a page names. The proxy reads it before the page is drawn, to send the status. */
import { importPermissions } from "./admin/imports/kinds.ts";
import type { PermissionNeed } from "./admin/permissions.ts";
import { withoutLocale } from "./paths.ts";

/** Something that the API may have or not. */
export type NamedThing = { kind: "product" | "category" | "brand" | "memberAddress"; name: string };

/** A page for staff with the permission, or with any; about one thing, which may be missing. */
export type StaffAddress = {
  kind: "staffPage";
  permission?: PermissionNeed;
  sku?: string;
  product?: string;
  /** An import of a file. */
  table?: string;
  priceList?: string;
  order?: string;
  claim?: string;
  member?: string;
  coupon?: string;
};

export type PageAddress = { kind: "page" | "file" | "unknown" | "noFile" } | StaffAddress | NamedThing;

/** All pages with a fixed address, without their language. */
const pages: ReadonlySet<string> = new Set([
  "",
  "account",
  "account/addresses",
  "account/addresses/new",
  "account/agreements",
  "account/coupons",
  "account/data",
  "account/goodbye",
  "account/leave",
  "account/orders",
  "account/password",
  "account/points",
  "account/profile",
  "account/restock-notices",
  "account/reviews",
  "account/security",
  "account/sessions",
  "cart",
  "checkout",
  "checkout/fail",
  "checkout/pay",
  "checkout/return",
  "confirm-email",
  "forgot-password",
  "invitation",
  "orders/lookup",
  "policies",
  "policies/marketing_email",
  "policies/marketing_push",
  "policies/marketing_sms",
  "policies/over14",
  "privacy",
  "products",
  "reset-password",
  "sign-in",
  "sign-up",
  "terms",
  "verify-email",
]);

const staffPages: Readonly<Record<string, StaffAddress>> = {
  admin: { kind: "staffPage" },
  "admin/orders": { kind: "staffPage", permission: "order:read" },
  "admin/orders/new": { kind: "staffPage", permission: "order:create" },
  "admin/orders/slips": { kind: "staffPage", permission: "order:fulfil" },
  "admin/payments": { kind: "staffPage", permission: "payment:read" },
  "admin/claims": { kind: "staffPage", permission: "order:read" },
  "admin/products": { kind: "staffPage", permission: "product:read" },
  "admin/products/new": { kind: "staffPage", permission: "product:write" },
  "admin/categories": { kind: "staffPage", permission: "product:read" },
  "admin/brands": { kind: "staffPage", permission: "product:read" },
  "admin/attributes": { kind: "staffPage", permission: "product:read" },
  "admin/price-lists": { kind: "staffPage", permission: "product:read" },
  "admin/coupons": { kind: "staffPage", permission: "coupon:read" },
  "admin/promotions": { kind: "staffPage", permission: "coupon:read" },
  "admin/delivery": { kind: "staffPage", permission: "delivery:write" },
  "admin/members": { kind: "staffPage", permission: "member:read" },
  "admin/member-groups": { kind: "staffPage", permission: "member:read" },
  "admin/search": { kind: "staffPage", permission: "product:read" },
  "admin/locations": { kind: "staffPage", permission: "stock:read" },
  "admin/stock": { kind: "staffPage", permission: "stock:read" },
  "admin/stock-take": { kind: "staffPage", permission: "stock:adjust" },
  "admin/imports": { kind: "staffPage", permission: importPermissions },
  "admin/audit": { kind: "staffPage", permission: "audit:read" },
  "admin/reviews": { kind: "staffPage", permission: "review:read" },
  "admin/reports": { kind: "staffPage", permission: "report:read" },
  "admin/recommendations": { kind: "staffPage", permission: "recommendation:read" },
  "admin/recommendations/replay": { kind: "staffPage", permission: "recommendation:read" },
  "admin/webhooks": { kind: "staffPage", permission: "webhook:read" },
  "admin/api-keys": { kind: "staffPage", permission: "key:write" },
  "admin/mails": { kind: "staffPage", permission: "shop:write" },
  "admin/staff": { kind: "staffPage", permission: "staff:read" },
  "admin/settings": { kind: "staffPage", permission: "shop:write" },
};

const SKU_PAGE = /^admin\/stock\/(?<sku>[\w.-]{1,64})$/;
const PRODUCTS = "admin/products/";
const IMPORTS = "admin/imports/";
const ORDERS = "admin/orders/";
const CLAIMS = "admin/claims/";
const MEMBERS = "admin/members/";
const COUPONS = "admin/coupons/";
const PRICE_LISTS = "admin/price-lists/";

/** Files and routes outside the languages. */
const FILE = /^(favicon\.ico|(apple-touch-)?icon(-\w+)?\.png|manifest\.webmanifest|robots\.txt|rows\.js)$/;
const SITEMAP = /^sitemap(\/\d{1,3})?\.xml$/;

export const UUID = /^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/i;

/** No slug of the API is longer. */
export const MAX_SLUG = 120;

/** @param pathname as the browser sent it, with or without language, percent-encoded */
export function readAddress(pathname: string): PageAddress {
  const path = withoutLocale(pathname).slice(1);
  const file = pathname.slice(1);
  if (FILE.test(file) || SITEMAP.test(file)) return { kind: "file" };
  if (pages.has(path)) return { kind: "page" };
  if (Object.hasOwn(staffPages, path)) return staffPages[path] ?? { kind: "unknown" };
  const sku = SKU_PAGE.exec(path)?.groups?.sku;
  if (sku) return { kind: "staffPage", permission: "stock:read", sku };
  const product = path.startsWith(PRODUCTS) ? path.slice(PRODUCTS.length) : "";
  if (UUID.test(product)) return { kind: "staffPage", permission: "product:read", product };
  const table = path.startsWith(IMPORTS) ? path.slice(IMPORTS.length) : "";
  if (UUID.test(table)) return { kind: "staffPage", permission: importPermissions, table };
  const priceList = path.startsWith(PRICE_LISTS) ? path.slice(PRICE_LISTS.length) : "";
  if (UUID.test(priceList)) return { kind: "staffPage", permission: "product:read", priceList };
  const order = path.startsWith(ORDERS) ? path.slice(ORDERS.length) : "";
  if (UUID.test(order)) return { kind: "staffPage", permission: "order:read", order };
  const claim = path.startsWith(CLAIMS) ? path.slice(CLAIMS.length) : "";
  if (UUID.test(claim)) return { kind: "staffPage", permission: "order:read", claim };
  const member = path.startsWith(MEMBERS) ? path.slice(MEMBERS.length) : "";
  if (UUID.test(member)) return { kind: "staffPage", permission: "member:read", member };
  const coupon = path.startsWith(COUPONS) ? path.slice(COUPONS.length) : "";
  if (UUID.test(coupon)) return { kind: "staffPage", permission: "coupon:read", coupon };
  const [first, second, third, ...more] = path.split("/");
  const name = (third === undefined ? second : undefined) ?? "";
  if (more.length === 0) {
    if (first === "p") return thing("product", name);
    if (first === "c") return thing("category", name);
    if (first === "b") return thing("brand", name);
    // The browser reads the order, with a token that only it has.
    if (first === "orders" && UUID.test(name)) return { kind: "page" };
    if (first === "orders" && UUID.test(second ?? "") && third === "receipt") return { kind: "page" };
    if (first === "account" && second === "addresses" && UUID.test(third ?? ""))
      return thing("memberAddress", third ?? "");
  }
  return { kind: isFile(path) ? "noFile" : "unknown" };
}

function thing(kind: NamedThing["kind"], encoded: string): PageAddress {
  const name = decoded(encoded);
  return name && name.length <= MAX_SLUG ? { kind, name } : { kind: "unknown" };
}

function decoded(text: string): string | null {
  try {
    return decodeURIComponent(text);
  } catch {
    return null;
  }
}

/** Crawlers ask for files like /wp-login.php, and draw no page from the answer. */
const isFile = (path: string): boolean => path.includes(".");
