import { client, type HeaderFields } from "../support/client.ts";

/** The owner of the shop that the browser tests open. */
export const owner = {
  name: "owner",
  email: "owner@jangteo.test",
  password: "세 마리 고래와 낡은 등대지기",
} as const;

/** Refunds ask for a sign-in of the last five minutes. Each sign-in costs a tenth of a second of a core. */
const SIGN_IN_LASTS_MS = 2 * 60_000;
let signedIn: { readonly shopUrl: string; readonly at: number; readonly proof: HeaderFields } | undefined;

/** The header fields of an owner who has just signed in: one sign-in for the test files of a worker. */
export async function ownerProof(shopUrl: string): Promise<HeaderFields> {
  if (signedIn?.shopUrl !== shopUrl || Date.now() - signedIn.at > SIGN_IN_LASTS_MS) {
    const { proof } = await client(shopUrl).signIn(owner.email, owner.password);
    signedIn = { shopUrl, at: Date.now(), proof };
  }
  return signedIn.proof;
}

/** Ends what a test sold: other tests of the shop must not find it. */
export async function archiveProducts(shopUrl: string, ids: readonly string[]): Promise<void> {
  const api = client(shopUrl);
  const proof = await ownerProof(shopUrl);
  for (const id of ids) {
    const path = `/api/v1/admin/products/${id}`;
    const { headers } = await api.request("GET", path, undefined, proof);
    const version = { ...proof, "if-match": headers.get("etag") ?? "" };
    await api.request("PATCH", path, { status: "archived" }, version);
  }
}
