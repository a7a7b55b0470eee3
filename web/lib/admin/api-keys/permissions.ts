/** What an API key can be allowed, in the groups of the menu. Pure. */
import type { paths } from "../../api/schema.gen.ts";
import type { KeyPermission } from "../../api/types.ts";

export const keyPermissions = {
  sales: ["order:read", "order:create", "order:fulfil", "order:refund", "claim:decide", "payment:read"],
  goods: ["product:read", "product:write", "stock:read", "stock:adjust"],
  people: [
    ...(["member:read", "member:read_pii", "member:write", "points:grant"] as const),
    ...(["review:read", "review:answer", "review:moderate"] as const),
  ],
  marketing: ["coupon:read", "coupon:write", "recommendation:read", "recommendation:write"],
  shop: [
    ...(["report:read", "delivery:write", "webhook:read", "webhook:write", "shop:write"] as const),
    ...(["setting:write", "staff:read", "audit:read", "key:write"] as const),
  ],
} as const satisfies Readonly<Record<string, readonly KeyPermission[]>>;

/** Every route of these demands a step-up, which no program can do: they would allow a key nothing. */
export const personalPermissions = [
  "payment:confirm",
  "member:export",
  "role:write",
] as const satisfies readonly KeyPermission[];

const offered: readonly KeyPermission[] = Object.values(keyPermissions).flat();

/** Those of the values that a key can be allowed. */
export const permissionsIn = (values: readonly unknown[]): KeyPermission[] =>
  offered.filter((each) => values.includes(each));

/** Also of a key that a program made, with permissions that no page offers. */
export const knownPermission = (permission: string): KeyPermission | undefined =>
  [...offered, ...personalPermissions].find((each) => each === permission);

/** Lists that one permission opens, to try a key with. */
const lists = {
  "product:read": "/api/v1/admin/products",
  "order:read": "/api/v1/admin/orders",
  "stock:read": "/api/v1/admin/stock",
  "member:read": "/api/v1/admin/members",
  "review:read": "/api/v1/admin/reviews",
  "coupon:read": "/api/v1/admin/coupons",
  "payment:read": "/api/v1/admin/payments",
} as const satisfies Partial<Record<KeyPermission, keyof paths>>;

/** A list that these permissions open; undefined where they open none of the well-known ones. */
export const listToTry = (permissions: readonly string[]): string | undefined =>
  Object.entries(lists).find(([permission]) => permissions.includes(permission))?.[1];

/** A line for a terminal that reads the first of the list with the key in `$API_KEY`. */
export const curlLine = (shopUrl: string, path: string): string =>
  `curl "${shopUrl}${path}?limit=1" -H "Authorization: Bearer $API_KEY"`;
