import { listPaymentMethods } from "../api/orders.ts";
import { serverApi } from "../api/server.ts";
import type { PaymentMethod } from "../api/types.ts";

/** What the shop offers; nothing while it cannot be read, and then the shop's first method is used. */
export async function paymentMethods(): Promise<PaymentMethod[]> {
  const listed = await listPaymentMethods(await serverApi());
  return listed.ok ? listed.data.items.map(({ method }) => method) : [];
}
