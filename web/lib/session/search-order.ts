import { rankSearch } from "../api/recommendations.ts";
import { visitorApi } from "../api/server.ts";
import type { Listing } from "../listing.ts";
import { getMember } from "./member.ts";

/**
 * The products that a search finds first, as the member is most likely to look for them: products that are
 * found equally well change places (the API's `search` placement). Of a guest none, so that the page stays
 * one that all guests share; and none without an answer.
 */
export async function searchOrderOf({ q, sort, cursor }: Listing): Promise<readonly string[]> {
  if (q === "" || sort !== "relevance" || cursor !== "" || !(await getMember())) return [];
  const answer = await rankSearch(await visitorApi(), q);
  return answer.ok ? answer.data.items.map(({ id }) => id) : [];
}
