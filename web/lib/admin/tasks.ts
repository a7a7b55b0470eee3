import { importPermissions } from "./imports/kinds.ts";
import { meets, type PermissionNeed } from "./permissions.ts";

/**
 * What staff can do today, on a page or through the API. A task is shown to those who hold its permission;
 * the API checks it again at each call.
 */
export const tasks = [
  { name: "readOrders", permission: "order:read", page: "/admin/orders" },
  { name: "readPayments", permission: "payment:read", page: "/admin/payments" },
  { name: "readClaims", permission: "order:read", page: "/admin/claims" },
  { name: "addProduct", permission: "product:write", page: "/admin/products/new" },
  { name: "readProducts", permission: "product:read", page: "/admin/products" },
  { name: "readCategories", permission: "product:read", page: "/admin/categories" },
  { name: "readAttributes", permission: "product:read", page: "/admin/attributes" },
  { name: "readPriceLists", permission: "product:read", page: "/admin/price-lists" },
  { name: "readCoupons", permission: "coupon:read", page: "/admin/coupons" },
  { name: "readPromotions", permission: "coupon:read", page: "/admin/promotions" },
  { name: "setDelivery", permission: "delivery:write", page: "/admin/delivery" },
  { name: "readReports", permission: "report:read", page: "/admin/reports" },
  { name: "readWebhooks", permission: "webhook:read", page: "/admin/webhooks" },
  { name: "readSynonyms", permission: "product:read", page: "/admin/search" },
  { name: "readStock", permission: "stock:read", page: "/admin/stock" },
  { name: "importFiles", permission: importPermissions, page: "/admin/imports" },
  { name: "readGroups", permission: "member:read", page: "/admin/member-groups" },
  { name: "readMembers", permission: "member:read", page: "/admin/members" },
  { name: "grantPoints", permission: "points:grant", call: "POST /api/v1/admin/members/{id}/points" },
  { name: "giveCoupon", permission: "coupon:write", call: "POST /api/v1/admin/coupons/{id}/members" },
  { name: "revealMember", permission: "member:read_pii", call: "POST /api/v1/admin/members/{id}/reveal" },
  { name: "disableMember", permission: "member:write", call: "POST /api/v1/admin/members/{id}/disable" },
  { name: "exportMembers", permission: "member:export", call: "POST /api/v1/admin/exports" },
  { name: "readStaff", permission: "staff:read", page: "/admin/staff" },
  { name: "makeKeys", permission: "key:write", page: "/admin/api-keys" },
  { name: "editMails", permission: "shop:write", page: "/admin/mails" },
  { name: "editShop", permission: "shop:write", page: "/admin/settings" },
  { name: "publishTerms", permission: "setting:write", call: "POST /api/v1/admin/agreements" },
  { name: "readAuditLog", permission: "audit:read", page: "/admin/audit" },
] as const;

export const tasksOf = (permissions: readonly string[]) =>
  tasks.filter(({ permission }) => meets(permissions, permission));

/** Shoppers hold no permission. */
export const isStaff = ({ permissions }: { permissions: readonly string[] }): boolean =>
  permissions.length > 0;

/** Whether the visitor of a page may do what it is for. */
export const holds = (visitor: { permissions: readonly string[] } | null, needed: PermissionNeed): boolean =>
  visitor !== null && meets(visitor.permissions, needed);
