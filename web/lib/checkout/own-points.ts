import { readOwnPoints } from "../api/points.ts";
import { visitorApi } from "../api/server.ts";
import { getMember } from "../session/member.ts";

/** What the member can spend; 0 for a guest, and while it cannot be read. */
export async function ownPoints(): Promise<number> {
  if (!(await getMember())) return 0;
  const read = await readOwnPoints(await visitorApi(), { limit: 1 });
  return read.ok ? read.data.available : 0;
}
