import { importPermissions } from "./imports/kinds.ts";
import { meets } from "./permissions.ts";

/**
 * The rooms of the back office as its menu shows them, by the work that they are for. A room is shown to
 * those who hold its permission; its page and the API check it again.
 */
export const rooms = [
  { name: "home", group: "today", path: "/admin" },
  { name: "reports", group: "today", path: "/admin/reports", permission: "report:read" },
  { name: "orders", group: "sales", path: "/admin/orders", permission: "order:read" },
  { name: "payments", group: "sales", path: "/admin/payments", permission: "payment:read" },
  { name: "claims", group: "sales", path: "/admin/claims", permission: "order:read" },
  { name: "products", group: "goods", path: "/admin/products", permission: "product:read" },
  { name: "categories", group: "goods", path: "/admin/categories", permission: "product:read" },
  { name: "brands", group: "goods", path: "/admin/brands", permission: "product:read" },
  { name: "attributes", group: "goods", path: "/admin/attributes", permission: "product:read" },
  { name: "priceLists", group: "goods", path: "/admin/price-lists", permission: "product:read" },
  { name: "search", group: "goods", path: "/admin/search", permission: "product:read" },
  { name: "stock", group: "goods", path: "/admin/stock", permission: "stock:read" },
  { name: "imports", group: "goods", path: "/admin/imports", permission: importPermissions },
  { name: "members", group: "people", path: "/admin/members", permission: "member:read" },
  { name: "groups", group: "people", path: "/admin/member-groups", permission: "member:read" },
  { name: "reviews", group: "people", path: "/admin/reviews", permission: "review:read" },
  { name: "coupons", group: "marketing", path: "/admin/coupons", permission: "coupon:read" },
  { name: "promotions", group: "marketing", path: "/admin/promotions", permission: "coupon:read" },
  {
    name: "recommendations",
    group: "marketing",
    path: "/admin/recommendations",
    permission: "recommendation:read",
  },
  { name: "delivery", group: "shop", path: "/admin/delivery", permission: "delivery:write" },
  { name: "webhooks", group: "shop", path: "/admin/webhooks", permission: "webhook:read" },
  { name: "apiKeys", group: "shop", path: "/admin/api-keys", permission: "key:write" },
  { name: "mails", group: "shop", path: "/admin/mails", permission: "shop:write" },
  { name: "staff", group: "shop", path: "/admin/staff", permission: "staff:read" },
  { name: "audit", group: "shop", path: "/admin/audit", permission: "audit:read" },
  { name: "settings", group: "shop", path: "/admin/settings", permission: "shop:write" },
] as const;

export const roomsOf = (permissions: readonly string[]) =>
  rooms.filter((room) => !("permission" in room) || meets(permissions, room.permission));

/** The menu of these permissions: its groups that have rooms, in their order. */
export const menuOf = (permissions: readonly string[]) =>
  Map.groupBy(roomsOf(permissions), ({ group }) => group);
