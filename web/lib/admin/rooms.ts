import { importPermissions } from "./imports/kinds.ts";
import { meets } from "./permissions.ts";

/**
 * The rooms of the back office as its menu shows them. A room is shown to those who hold its permission; its
 * page and the API check it again.
 */
export const rooms = [
  { name: "home", path: "/admin" },
  { name: "orders", path: "/admin/orders", permission: "order:read" },
  { name: "payments", path: "/admin/payments", permission: "payment:read" },
  { name: "claims", path: "/admin/claims", permission: "order:read" },
  { name: "products", path: "/admin/products", permission: "product:read" },
  { name: "categories", path: "/admin/categories", permission: "product:read" },
  { name: "brands", path: "/admin/brands", permission: "product:read" },
  { name: "attributes", path: "/admin/attributes", permission: "product:read" },
  { name: "priceLists", path: "/admin/price-lists", permission: "product:read" },
  { name: "coupons", path: "/admin/coupons", permission: "coupon:read" },
  { name: "search", path: "/admin/search", permission: "product:read" },
  { name: "stock", path: "/admin/stock", permission: "stock:read" },
  { name: "imports", path: "/admin/imports", permission: importPermissions },
  { name: "members", path: "/admin/members", permission: "member:read" },
  { name: "groups", path: "/admin/member-groups", permission: "member:read" },
  { name: "reviews", path: "/admin/reviews", permission: "review:read" },
  { name: "reports", path: "/admin/reports", permission: "report:read" },
  { name: "recommendations", path: "/admin/recommendations", permission: "recommendation:read" },
  { name: "webhooks", path: "/admin/webhooks", permission: "webhook:read" },
  { name: "mails", path: "/admin/mails", permission: "shop:write" },
  { name: "audit", path: "/admin/audit", permission: "audit:read" },
  { name: "settings", path: "/admin/settings", permission: "shop:write" },
] as const;

export const roomsOf = (permissions: readonly string[]) =>
  rooms.filter((room) => !("permission" in room) || meets(permissions, room.permission));
