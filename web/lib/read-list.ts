import { listProducts } from "./api/catalog.ts";
import type { Api } from "./api/client.ts";
import { ApiError, unwrap } from "./api/problem.ts";
import type { ProductList } from "./api/types.ts";
import { type Listing, listingParams } from "./listing.ts";

/** The API's own limit for one page of a list. */
const MAX_AT_ONCE = 96;

/**
 * Reads all products of the address, in as few requests as the API allows.
 * @throws ApiError when a read fails
 */
export async function readList(api: Api, listing: Listing): Promise<ProductList> {
  const read = async (cursor: string, missing: number): Promise<ProductList> => {
    const params = listingParams({ ...listing, cursor });
    params.set("limit", String(Math.min(missing, MAX_AT_ONCE)));
    return unwrap(await listProducts(api, params));
  };
  // A cursor from an old link may be invalid by now: the list then starts at its beginning.
  const list = await read(listing.cursor, listing.shown).catch((error: unknown) => {
    if (listing.cursor && error instanceof ApiError && error.problem.status === 400)
      return read("", listing.shown);
    throw error;
  });
  while (list.items.length < listing.shown && list.nextCursor) {
    const more = await read(list.nextCursor, listing.shown - list.items.length);
    list.items.push(...more.items);
    list.nextCursor = more.nextCursor;
  }
  return list;
}
