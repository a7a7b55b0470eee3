/** Whether a key still works, as staff see it. Pure. */
import type { ApiKey } from "../../api/types.ts";

/** An older API, which may answer during an upgrade, tells neither what a key may do nor how it begins. */
export type ShownKey = Omit<ApiKey, "allowed" | "beginning"> & Partial<Pick<ApiKey, "allowed" | "beginning">>;

/** `ending`: it works, for two weeks at most. `powerless`: its maker may do none of its permissions now. */
export type KeyState = "active" | "ending" | "powerless" | "expired" | "revoked";

const SOON_MS = 14 * 24 * 60 * 60_000;

/** @param now in milliseconds since 1970 */
export function keyStateOf(
  { revokedAt, expiresAt, allowed }: Pick<ShownKey, "revokedAt" | "expiresAt" | "allowed">,
  now: number,
): KeyState {
  if (revokedAt !== null) return "revoked";
  const left = Date.parse(expiresAt) - now;
  if (left <= 0) return "expired";
  if (allowed?.length === 0) return "powerless";
  return left <= SOON_MS ? "ending" : "active";
}

/** Such a key never works again. */
export const isOver = (state: KeyState): boolean => state === "expired" || state === "revoked";

/** The permissions of a key that its maker does not hold now. */
export const lostBy = ({ permissions, allowed }: Pick<ShownKey, "permissions" | "allowed">): string[] =>
  allowed ? permissions.filter((each) => !allowed.includes(each)) : [];
