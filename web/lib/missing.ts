import type { NamedThing, PageAddress, StaffAddress } from "./addresses.ts";
import { holds, isStaff } from "./admin/tasks.ts";
import { listAddresses } from "./api/account.ts";
import { findMe } from "./api/auth.ts";
import { findProduct, listCategories } from "./api/catalog.ts";
import type { Api } from "./api/client.ts";
import { readProduct } from "./api/products.ts";
import { readStock } from "./api/stock.ts";

/**
 * Whether the page of this address has nothing to show, so that its status is 404. False when the API cannot
 * tell: the page then shows its own error, or the way to sign in.
 * The page draws <Missing> and does not call `notFound()`, for which Next.js sends an empty body.
 */
export async function isMissing(address: PageAddress, api: () => Api): Promise<boolean> {
  if (address.kind === "staffPage")
    return !(await isForVisitor(address, api())) || (await isUnknown(address, api()));
  if ("name" in address) return (await find(address, api())) === false;
  return address.kind === "unknown" || address.kind === "noFile";
}

/** Shoppers do not learn that there is a page for staff. */
async function isForVisitor({ permission }: StaffAddress, api: Api): Promise<boolean> {
  const member = await findMe(api);
  return member.ok && (permission === undefined ? isStaff(member.data) : holds(member.data, permission));
}

async function isUnknown({ sku, product }: StaffAddress, api: Api): Promise<boolean> {
  const found = sku !== undefined && (await readStock(api, sku));
  const read = product !== undefined && (await readProduct(api, product));
  return [found, read].some((result) => result && !result.ok && result.problem.status === 404);
}

/** @returns null when the API cannot tell */
async function find({ kind, name }: NamedThing, api: Api): Promise<boolean | null> {
  if (kind === "product") {
    const found = await findProduct(api, name);
    if (found.ok) return true;
    return found.problem.status === 404 ? false : null;
  }
  if (kind === "category") {
    const listed = await listCategories(api);
    return listed.ok ? listed.data.items.some(({ slug }) => slug === name) : null;
  }
  const listed = await listAddresses(api);
  return listed.ok ? listed.data.items.some(({ id }) => id === name) : null;
}
