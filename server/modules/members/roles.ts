/**
 * Permissions of roles. A role is a set of permissions (`resource:action`), and a route demands one of them.
 * Anything not listed here is forbidden. `:write` changes, `:read` reads. Members' data is masked without
 * `member:read_pii`. Pure.
 */

/** Everything that a route may demand. */
export const permissions = [
  "product:read", // also products that are not for sale yet
  "product:write",
  "stock:read",
  "stock:adjust",
  "order:read", // with the delivery address
  "order:create", // for buyers on the phone
  "order:fulfil", // prepare goods, send parcels, write notes
  "order:refund", // and cancel for the buyer
  "claim:decide", // returns and exchanges, up to the refund
  "payment:read",
  "payment:confirm", // deposits of bank transfers, and refunds that staff pay
  "coupon:read",
  "coupon:write",
  "points:grant", // give members points, and take them
  "review:read", // reviews and questions, also secret and hidden ones
  "review:answer",
  "review:moderate", // hide and show again, with a reason
  "webhook:read", // endpoints and what was sent to them
  "webhook:write",
  "recommendation:read", // models, rules, and what is known of a visitor
  "recommendation:write",
  "report:read", // figures without personal data
  "member:read", // masked
  "member:read_pii", // one at a time, with a reason; staff: only with role:write
  "member:write", // disable, enable, sign out
  "member:export", // all, in clear; staff: only with role:write
  "staff:read",
  "role:write", // give roles, within one's own permissions
  "key:write",
  "audit:read",
  "setting:write",
  "delivery:write", // what delivery costs
  "shop:write", // the shop's name, its words, the details of its seller
] as const;
export type Permission = (typeof permissions)[number];

/**
 * Every route that demands one of these takes a step-up, which no program can do: they would allow an API key
 * nothing there. `role:write` would let it change accounts of staff besides, which is no work of a program.
 */
export const personalPermissions: readonly Permission[] = ["payment:confirm", "member:export", "role:write"];

const ownerOnly: readonly Permission[] = ["key:write", "setting:write"];

/** Each role with the permissions that its work needs. `member` is a shopper and opens no admin route. */
export const roles = {
  owner: permissions,
  manager: permissions.filter((each) => !ownerOnly.includes(each)),
  catalogue: ["product:read", "product:write", "stock:read", "stock:adjust", "review:read", "review:answer"],
  orders: [
    "order:read",
    "order:create",
    "order:fulfil",
    "order:refund",
    "claim:decide",
    "payment:read",
    "payment:confirm",
    "coupon:read",
    "product:read",
    "stock:read",
    "member:read",
  ],
  support: [
    "order:read",
    "order:create",
    "coupon:read",
    "points:grant",
    "member:read",
    "member:read_pii",
    "product:read",
    "stock:read",
    "review:read",
    "review:answer",
    "review:moderate",
  ],
  analyst: ["report:read", "product:read", "stock:read"],
  member: [],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;
type Role = keyof typeof roles;

export const knownRoles: readonly string[] = Object.keys(roles);

/** The roles that an invitation can offer. */
export const staffRoles = ["owner", "manager", "catalogue", "orders", "support", "analyst"] as const;

const isRole = (role: string): role is Role => Object.hasOwn(roles, role);

/** A role unknown to this version has no permissions. */
export const permissionsOf = (role: string): readonly Permission[] => (isRole(role) ? roles[role] : []);

/**
 * True when `held` covers `required`: staff cannot give to others, or take from them, permissions that they
 * lack.
 */
export const holdsAll = (held: readonly string[], required: readonly string[]): boolean =>
  required.every((each) => held.includes(each));

/**
 * True when the holder of `held` may see an account of this role in clear, and change it: members' accounts,
 * and those of staff whom the holder may manage. A role unknown to this version is staff.
 */
export const mayManage = (held: readonly string[], role: string): boolean =>
  role === "member" || (held.includes("role:write") && holdsAll(held, permissionsOf(role)));

export type Audience = "staff" | "member";
export const audienceOf = (role: string): Audience => (permissionsOf(role).length > 0 ? "staff" : "member");
