/** Everything that a route may demand. */
export const permissions = [
  "product:read",
  "product:write",
  "stock:read",
  "stock:adjust",
  "order:read",
  "order:refund",
  "payment:read",
  "member:read",
  "member:read_pii",
  "member:write",
  "member:export",
  "staff:read",
  "role:write",
  "key:write",
  "audit:read",
  "setting:write",
] as const;
export type Permission = (typeof permissions)[number];

/** Roles are sets of permissions. A role with none is a shopper's. */
export const roles: Readonly<Record<string, readonly Permission[]>> = {
  owner: permissions,
  manager: permissions.filter((each) => each !== "key:write" && each !== "setting:write"),
  catalogue: ["product:read", "product:write", "stock:read", "stock:adjust"],
  orders: ["order:read", "order:refund", "payment:read", "stock:read", "member:read"],
  support: ["order:read", "member:read", "member:read_pii", "product:read", "stock:read"],
  analyst: ["product:read", "stock:read", "order:read"],
  member: [],
};

export const knownRoles: readonly string[] = Object.keys(roles);

/** A role that this version does not know may do nothing. */
export const permissionsOf = (role: string): readonly Permission[] =>
  (Object.hasOwn(roles, role) ? roles[role] : undefined) ?? [];

export type Audience = "staff" | "member";
export const audienceOf = (role: string): Audience => (permissionsOf(role).length > 0 ? "staff" : "member");
