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
import { PAGE_HEADER } from "./page-header.ts";

/**
 * The visitor of the page.
 * `stale`: drawn as a guest; the token has expired or the session was ended elsewhere, and the browser finds
 * out which.
 * `unknown`: probably signed in, but the API could not say as which member.
 */
type Visitor =
  | { state: "guest" | "stale" }
  | { state: "member"; member: Member }
  | { state: "unknown"; problem: Problem };

/** All callers of a page share one request. */
export const getVisitor = cache(async (): Promise<Visitor> => {
  const { state } = await access();
  if (state !== "fresh") return { state };
  const answer = await findMe(await visitorApi());
  if (answer.ok) return { state: "member", member: answer.data };
  return answer.problem.status === 401 ? { state: "stale" } : { state: "unknown", problem: answer.problem };
});

/** Null for guests, and when the API fails: a page must not fail for the name in its header. */
export async function getMember(): Promise<Member | null> {
  const visitor = await getVisitor();
  return visitor.state === "member" ? visitor.member : null;
}

/**
 * For the pages of a member. Other visitors are sent to the sign-in page, which returns here.
 * @throws ApiError when the API fails: signing in again would not help
 */
export async function requireMember(): Promise<Member> {
  const visitor = await getVisitor();
  if (visitor.state === "member") return visitor.member;
  if (visitor.state === "unknown") throw new ApiError(visitor.problem);
  const page = (await headers()).get(PAGE_HEADER) ?? "/";
  redirect(localePath(await getLocale(), signInPath(page)));
}
