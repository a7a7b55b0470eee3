import type { NamedThing, PageAddress, StaffAddress } from "./addresses.ts";
import { holds, isStaff } from "./admin/tasks.ts";
import { listAddresses } from "./api/account.ts";
import { findMe } from "./api/auth.ts";
import { findProduct, listCategories, listShownBrands } from "./api/catalog.ts";
import type { Api } from "./api/client.ts";
import { readCoupon } from "./api/coupons.ts";
import { readImport } from "./api/imports.ts";
import { readMember } from "./api/points.ts";
import { readPriceList } from "./api/price-lists.ts";
import { readProduct } from "./api/products.ts";
import { readStaffClaim } from "./api/staff-claims.ts";
import { readStaffOrder } from "./api/staff-orders.ts";
import { readStock } from "./api/stock.ts";
import { movedTo } from "./moved-slugs.ts";

/** What the proxy answers for an address where it is not the page itself. `movedTo` has no language. */
export type Finding = "shown" | "missing" | { movedTo: string };

/**
 * Whether the page of this address has nothing to show, so that its status is 404, or has another address,
 * 308. "shown" when the API cannot tell: the page then shows its own error, or the way to sign in.
 * The page draws <Missing> and does not call `notFound()`, for which Next.js sends an empty body.
 */
export async function findPage(address: PageAddress, api: () => Api): Promise<Finding> {
  if (address.kind === "staffPage")
    return missingIf(!(await isForVisitor(address, api())) || (await isUnknown(address, api())));
  if (address.kind === "product") return findProductPage(address.name, api());
  if (address.kind === "category" || address.kind === "brand") return findListPage(address, api());
  if ("name" in address) return missingIf((await findAddress(address, api())) === false);
  return missingIf(address.kind === "unknown" || address.kind === "noFile");
}

const missingIf = (missing: boolean): Finding => (missing ? "missing" : "shown");

/** A product is found by its id, and by the addresses that it had before. */
async function findProductPage(name: string, api: Api): Promise<Finding> {
  const found = await findProduct(api, name);
  if (!found.ok) return missingIf(found.problem.status === 404);
  return found.data.slug === name ? "shown" : { movedTo: `/p/${found.data.slug}` };
}

/** Shoppers do not learn that there is a page for staff. */
async function isForVisitor({ permission }: StaffAddress, api: Api): Promise<boolean> {
  const member = await findMe(api);
  return member.ok && (permission === undefined ? isStaff(member.data) : holds(member.data, permission));
}

async function isUnknown(
  { sku, product, table, priceList, order, claim, member, coupon }: StaffAddress,
  api: Api,
): Promise<boolean> {
  const found = sku !== undefined && (await readStock(api, sku));
  const read = product !== undefined && (await readProduct(api, product));
  const file = table !== undefined && (await readImport(api, table));
  const prices = priceList !== undefined && (await readPriceList(api, priceList));
  const ordered = order !== undefined && (await readStaffOrder(api, order));
  const claimed = claim !== undefined && (await readStaffClaim(api, claim));
  const known = member !== undefined && (await readMember(api, member));
  const couponRead = coupon !== undefined && (await readCoupon(api, coupon));
  return [found, read, file, prices, ordered, claimed, known, couponRead].some(
    (result) => result && !result.ok && result.problem.status === 404,
  );
}

/** A category or a brand is found by the addresses that it had before, too. */
async function findListPage({ kind, name }: NamedThing, api: Api): Promise<Finding> {
  const listed = kind === "brand" ? await listShownBrands(api) : await listCategories(api);
  if (!listed.ok || listed.data.items.some(({ slug }) => slug === name)) return "shown";
  const to = movedTo(listed.data.moved, name);
  return to === null ? "missing" : { movedTo: `/${kind === "brand" ? "b" : "c"}/${to}` };
}

/** @returns null when the API cannot tell */
async function findAddress({ name }: NamedThing, api: Api): Promise<boolean | null> {
  const listed = await listAddresses(api);
  return listed.ok ? listed.data.items.some(({ id }) => id === name) : null;
}
