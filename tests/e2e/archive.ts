import { expect } from "vitest";
import type { Member } from "../support/client.ts";

/** Takes products of a test off sale: the other tests buy what the demo sells. */
export async function archive(api: Member, productIds: Iterable<string>): Promise<void> {
  for (const id of productIds) {
    const path = `/api/v1/admin/products/${id}`;
    const { headers } = await api.request("GET", path, undefined, api.proof);
    const known = { ...api.proof, "if-match": headers.get("etag") ?? "" };
    expect((await api.request("PATCH", path, { status: "archived" }, known)).status).toBe(200);
  }
}
