import { headers } from "next/headers";

/** The nonce that proxy.ts gave this page, for an inline script of ours. */
export async function pageNonce(): Promise<string> {
  const policy = (await headers()).get("Content-Security-Policy");
  return /'nonce-([^']+)'/.exec(policy ?? "")?.[1] ?? "";
}
