import { defaultFirst } from "../address.ts";
import { listAddresses } from "../api/account.ts";
import { visitorApi } from "../api/server.ts";
import type { Address, Member } from "../api/types.ts";
import { getMember } from "../session/member.ts";
import type { CheckoutValues } from "./form.ts";

/** A member's values that the checkout need not ask for: contact and default address. */
export async function knownValues(): Promise<Partial<CheckoutValues>> {
  const member = await getMember();
  if (!member) return {};
  const listed = await listAddresses(await visitorApi());
  const [address] = listed.ok ? defaultFirst(listed.data.items) : [];
  return { ...contactOf(member), ...(address ? deliveryOf(address) : {}) };
}

const contactOf = ({ name, email, phone }: Member): Partial<CheckoutValues> => ({
  name,
  email,
  ...(phone ? { phone } : {}),
});

const deliveryOf = ({
  recipient,
  phone,
  postcode,
  address1,
  address2,
  memo,
}: Address): Partial<CheckoutValues> => ({
  recipient,
  recipientPhone: phone,
  postcode,
  address1,
  ...(address2 ? { address2 } : {}),
  ...(memo ? { memo } : {}),
});
