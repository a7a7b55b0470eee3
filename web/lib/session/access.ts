import { cookies } from "next/headers";
import { cache } from "react";
import { publicUrl } from "../config.ts";
import { sharedRender } from "../shared-render.ts";
import { sessionCookies } from "./cookies.ts";
import { isFresh } from "./token.ts";

/**
 * What the cookies of this request say about its visitor. `stale`: the access token has expired and the proxy
 * could not renew it, because browsers hold the refresh token back on arrival from another site. The page is
 * drawn for a guest, and the browser renews the session.
 * A page that all guests share has no visitor, whatever the cookies of its request say.
 */
type Access = { state: "guest" } | { state: "stale" } | { state: "fresh"; token: string };

export const access = cache(async (): Promise<Access> => {
  if ((await sharedRender()) !== null) return { state: "guest" };
  const names = sessionCookies(publicUrl().protocol === "https:");
  const token = (await cookies()).get(names.access)?.value;
  if (!token) return { state: "guest" };
  return isFresh(token, Date.now()) ? { state: "fresh", token } : { state: "stale" };
});

export async function accessToken(): Promise<string | null> {
  const visitor = await access();
  return visitor.state === "fresh" ? visitor.token : null;
}
