/**
 * Who may do what: a role is a set of permissions (`resource:action`), a route demands one. Nothing is allowed that is not
 * said here. `:write` changes, `:read` looks; members' data shows masked without `member:read_pii`. Pure.
 */

/** Everything that a route may demand. */
export const permissions = [
  "product:read", // also what is not for sale yet
  "product:write",
  "stock:read",
  "stock:adjust",
  "order:read", // with the address that it goes to
  "order:write",
  "order:refund",
  "payment:read",
  "report:read", // figures without persons
  "member:read", // masked
  "member:read_pii", // one at a time, with a reason
  "member:write", // disable, enable, sign out
  "member:export", // all, in clear
  "staff:read",
  "role:write", // give roles, as far as one's own goes
  "key:write",
  "audit:read",
  "setting:write",
] as const;
export type Permission = (typeof permissions)[number];

const ownersAlone: readonly Permission[] = ["key:write", "setting:write"];

/** Each with what its work needs. `member` is a shopper's: it opens nothing. */
export const roles = {
  owner: permissions,
  manager: permissions.filter((each) => !ownersAlone.includes(each)),
  catalogue: ["product:read", "product:write", "stock:read", "stock:adjust"],
  orders: [
    "order:read",
    "order:write",
    "order:refund",
    "payment:read",
    "product:read",
    "stock:read",
    "member:read",
  ],
  support: ["order:read", "member:read", "member:read_pii", "product:read", "stock:read"],
  analyst: ["report:read", "product:read", "stock:read"],
  member: [],
} as const satisfies Readonly<Record<string, readonly Permission[]>>;
type Role = keyof typeof roles;

export const knownRoles: readonly string[] = Object.keys(roles);

/** What somebody can be invited as. */
export const staffRoles = ["owner", "manager", "catalogue", "orders", "support", "analyst"] as const;

const isRole = (role: string): role is Role => Object.hasOwn(roles, role);

/** A role that this version does not know may do nothing. */
export const permissionsOf = (role: string): readonly Permission[] => (isRole(role) ? roles[role] : []);

/** Whether everything wanted is held: nobody gives, or takes from others, what they lack themselves. */
export const holdsAll = (held: readonly string[], wanted: readonly string[]): boolean =>
  wanted.every((each) => held.includes(each));

export type Audience = "staff" | "member";
export const audienceOf = (role: string): Audience => (permissionsOf(role).length > 0 ? "staff" : "member");
