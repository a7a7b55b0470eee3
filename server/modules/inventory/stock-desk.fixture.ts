/** The stock room of a running shop: requests that its staff make, for the tests in this folder. */
import type { ApiResponse, Client, HeaderFields, Problem } from "../../../tests/support/client.ts";

export interface ShownLevel {
  readonly variantId: string;
  readonly sku: string;
  readonly location: string;
  readonly onHand: number;
  readonly reserved: number;
  readonly available: number;
  readonly safety: number;
  readonly low: boolean;
  readonly backOrders: boolean;
  readonly expectedAt: string | null;
}

export interface StockDesk {
  /** Proves the owner. */
  readonly staff: HeaderFields;
  /** Makes a product with one variant. */
  variant(
    stock: number,
    fields?: { readonly sku?: string },
  ): Promise<{ readonly id: string; readonly sku: string; readonly productId: string }>;
  addLocation(id: string): Promise<void>;
  /** Of one SKU, by location. */
  levels(sku: string): Promise<Record<string, ShownLevel>>;
  post<Body = Problem>(path: string, body: unknown, headers?: HeaderFields): Promise<ApiResponse<Body>>;
  adjust(sku: string, body: unknown): Promise<ApiResponse<ShownLevel>>;
  transfer<Body = { readonly items: ShownLevel[] }>(
    sku: string,
    body: unknown,
    headers?: HeaderFields,
  ): Promise<ApiResponse<Body>>;
  /** The newest entry of the audit log about a subject. */
  lastAction(subject: string): Promise<Record<string, unknown> | undefined>;
}

export async function stockDesk(api: Client): Promise<StockDesk> {
  const staff = await api.signInOwner();
  const addressOf = (sku: string) => `/api/v1/admin/stock/${encodeURIComponent(sku)}`;
  const post = <Body>(path: string, body: unknown, headers = staff) =>
    api.request<Body>("POST", path, body, headers);
  return {
    staff,
    post,
    async variant(stock, fields = {}) {
      const product = await api.createProduct({ variants: [{ stock, ...fields }] });
      const [variant] = product.variants;
      if (!variant) throw new Error("a product has a variant");
      return { id: variant.id, sku: variant.sku, productId: product.id };
    },
    async addLocation(id) {
      const { status } = await post("/api/v1/admin/locations", { id, name: `창고 ${id}` });
      if (status !== 201) throw new Error(`the location was refused: ${status}`);
    },
    async levels(sku) {
      const path = addressOf(sku);
      const { body } = await api.request<{ items: ShownLevel[] }>("GET", path, undefined, staff);
      return Object.fromEntries(body.items.map((level) => [level.location, level]));
    },
    adjust: (sku, body) => post(`${addressOf(sku)}/adjust`, body),
    transfer: (sku, body, headers) => post(`${addressOf(sku)}/transfer`, body, headers),
    async lastAction(subject) {
      const path = `/api/v1/admin/audit-log?limit=1&subject=${encodeURIComponent(subject)}`;
      const { body } = await api.request<{ items: Record<string, unknown>[] }>("GET", path, undefined, staff);
      return body.items[0];
    },
  };
}
