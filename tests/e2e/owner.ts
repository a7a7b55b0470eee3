import { client } from "../support/client.ts";

/** The owner of the shop that the browser tests open. */
export const owner = {
  name: "owner",
  email: "owner@jangteo.test",
  password: "세 마리 고래와 낡은 등대지기",
} as const;

/** Ends what a test sold: other tests of the shop must not find it. */
export async function archiveProducts(shopUrl: string, ids: readonly string[]): Promise<void> {
  const api = client(shopUrl);
  const { proof } = await api.signIn(owner.email, owner.password);
  for (const id of ids) {
    const path = `/api/v1/admin/products/${id}`;
    const { headers } = await api.request("GET", path, undefined, proof);
    const version = { ...proof, "if-match": headers.get("etag") ?? "" };
    await api.request("PATCH", path, { status: "archived" }, version);
  }
}
