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
  "setting:write",
] as const;
type Permission = (typeof permissions)[number];

/** Roles are sets of permissions. A role with none is a shopper's. */
const roles: Readonly<Record<string, readonly Permission[]>> = {
  owner: permissions,
  member: [],
};

export const knownRoles: readonly string[] = Object.keys(roles);

/** A role that this version does not know may do nothing. */
export const permissionsOf = (role: string): readonly Permission[] =>
  (Object.hasOwn(roles, role) ? roles[role] : undefined) ?? [];

export type Audience = "staff" | "member";
export const audienceOf = (role: string): Audience => (permissionsOf(role).length > 0 ? "staff" : "member");
