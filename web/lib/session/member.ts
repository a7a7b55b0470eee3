import { headers } from "next/headers";
import { redirect } from "next/navigation";
import { getLocale } from "next-intl/server";
import { cache } from "react";
import { findMe } from "../api/auth.ts";
import { ApiError, type Problem } from "../api/problem.ts";
import { visitorApi } from "../api/server.ts";
import type { Member } from "../api/types.ts";
import { signInPath } from "../auth/next-address.ts";
import { localePath } from "../paths.ts";
import { access } from "./access.ts";
import { pageHeader } from "./page-header.ts";

/**
 * For whom the page is drawn. `stale`: a guest for now, whose token has ended or whose session was ended elsewhere; the
 * browser finds out which. `unknown`: signed in as it seems, but the API cannot say as whom.
 */
type Visitor =
  | { state: "guest" | "stale" }
  | { state: "member"; member: Member }
  | { state: "unknown"; problem: Problem };

/** One request for all who ask. */
export const getVisitor = cache(async (): Promise<Visitor> => {
  const { state } = await access();
  if (state !== "fresh") return { state };
  const answer = await findMe(await visitorApi());
  if (answer.ok) return { state: "member", member: answer.data };
  return answer.problem.status === 401 ? { state: "stale" } : { state: "unknown", problem: answer.problem };
});

/** Null for guests, and when the API cannot say: a page must not fail for the name in its header. */
export async function getMember(): Promise<Member | null> {
  const visitor = await getVisitor();
  return visitor.state === "member" ? visitor.member : null;
}

/**
 * For pages that are a member's: whoever is not signed in is sent to sign in, and comes back here.
 * @throws ApiError when the API cannot say: signing in again would not help
 */
export async function requireMember(): Promise<Member> {
  const visitor = await getVisitor();
  if (visitor.state === "member") return visitor.member;
  if (visitor.state === "unknown") throw new ApiError(visitor.problem);
  const page = (await headers()).get(pageHeader) ?? "/";
  redirect(localePath(await getLocale(), signInPath(page)));
}
