import { resultOf } from "../api/result.ts";
import { serverApi } from "../api/server.ts";
import type { OfferedMethod } from "./cash-receipt.ts";

/** What the shop offers; nothing while it cannot be read, and then the shop's first method is used. */
export async function paymentMethods(): Promise<OfferedMethod[]> {
  const listed = await resultOf((await serverApi()).GET("/api/v1/payments/methods"));
  return listed.ok ? listed.data.items : [];
}
