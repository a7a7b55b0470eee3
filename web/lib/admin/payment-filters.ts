/** What staff look for in the payments room, as its address has it. Pure. */
import type { StaffPaymentQuery } from "../api/types.ts";
import { oneOf, type PageQuery } from "./list-address.ts";

type Attention = NonNullable<StaffPaymentQuery["attention"]>;
type Provider = NonNullable<StaffPaymentQuery["provider"]>;

/** In the order of the tabs: what waits for staff comes first. */
export const attentions: readonly Attention[] = ["deposit", "unclear", "orphan", "disputed"];
export const providers: readonly Provider[] = ["sandbox", "toss", "portone", "stripe", "bank"];

/** `status`: a tab, as all lists call it. */
export type PaymentSearch = Readonly<Record<"q" | "provider" | "status", string>>;

/** What no number or key has is left out, so that a search never is an error. */
export function paymentSearchOf(query: PageQuery): PaymentSearch {
  const [status, provider] = [oneOf(query, "status"), oneOf(query, "provider")];
  return {
    q: oneOf(query, "q")
      .normalize("NFKC")
      .replaceAll(/[^A-Za-z0-9_:=-]/g, "")
      .slice(0, 200),
    provider: providers.some((each) => each === provider) ? provider : "",
    status: attentions.some((each) => each === status) ? status : "",
  };
}

/** A search of fewer letters is none. */
const SHORTEST = 4;

export const paymentQueryOf = ({ q, provider, status }: PaymentSearch): StaffPaymentQuery => ({
  ...(q.length >= SHORTEST && { q }),
  ...(provider !== "" && { provider: provider as Provider }),
  ...(status !== "" && { attention: status as Attention }),
});
