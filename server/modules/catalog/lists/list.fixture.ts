/** Reads lists over HTTP, for the tests of lists. */
import { expect } from "vitest";
import type { client } from "../../../../tests/support/client.ts";

interface Card {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly brand: string | null;
  readonly price: { amount: number };
  readonly inStock: boolean;
}
interface Facet {
  readonly value?: string;
  readonly name?: string;
  readonly slug?: string;
  readonly label?: string;
  readonly count: number;
}
export interface ShownList {
  readonly items: Card[];
  readonly total: number;
  readonly correction?: string;
  readonly near?: boolean;
  readonly nextCursor: string | null;
  readonly facets: {
    readonly categories: Facet[];
    readonly brands: Facet[];
    readonly price: {
      min: { amount: number };
      max: { amount: number };
      histogram: { from: { amount: number }; to: { amount: number }; count: number }[];
    } | null;
    readonly options: { name: string; label: string; values: Facet[] }[];
    readonly attributes: { code: string; name: string; unit: string | null; values: Facet[] }[];
    readonly inStock: number;
    readonly onSale: number;
  };
}

type ListReader = (query?: Record<string, string>, language?: string) => Promise<ShownList>;

export const listReader =
  (api: ReturnType<typeof client>): ListReader =>
  async (query = {}, language = "ko") => {
    const address = `/api/v1/products?${new URLSearchParams(query)}`;
    const headers = { "accept-language": language };
    const { status, body } = await api.request<ShownList>("GET", address, undefined, headers);
    expect(status, JSON.stringify(body)).toBe(200);
    return body;
  };

/** Returns the ids of all pages. */
export async function walk(
  list: ListReader,
  query: Record<string, string>,
  meanwhile: () => Promise<unknown> = async () => {},
): Promise<string[]> {
  const ids: string[] = [];
  for (let cursor: string | null = ""; cursor !== null; await meanwhile()) {
    const page: ShownList = await list({ ...query, ...(cursor ? { cursor } : {}) });
    ids.push(...page.items.map(({ id }) => id));
    cursor = page.nextCursor;
  }
  return ids;
}
