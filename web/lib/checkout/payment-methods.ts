import { resultOf } from "../api/result.ts";
import { serverApi } from "../api/server.ts";
import type { PaymentMethod } from "../api/types.ts";

/** What the shop offers; nothing while it cannot be read, and then the shop's first method is used. */
export async function paymentMethods(): Promise<PaymentMethod[]> {
  const listed = await resultOf((await serverApi()).GET("/api/v1/payments/methods"));
  return listed.ok ? listed.data.items.map(({ method }) => method) : [];
}
