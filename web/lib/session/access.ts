import { cookies } from "next/headers";
import { cache } from "react";
import { publicUrl } from "../config.ts";
import { sessionCookies } from "./cookies.ts";
import { isFresh } from "./token.ts";

/**
 * Who this request is, as far as its cookies tell. `stale`: it carries an access token that has ended, and the proxy
 * could not renew it; on arrival from another site browsers keep the refresh token back. The page is drawn for a
 * guest, and the browser renews by itself.
 */
type Access = { state: "guest" } | { state: "stale" } | { state: "fresh"; token: string };

export const access = cache(async (): Promise<Access> => {
  const names = sessionCookies(publicUrl().protocol === "https:");
  const token = (await cookies()).get(names.access)?.value;
  if (!token) return { state: "guest" };
  return isFresh(token, Date.now()) ? { state: "fresh", token } : { state: "stale" };
});

export async function accessToken(): Promise<string | null> {
  const found = await access();
  return found.state === "fresh" ? found.token : null;
}
