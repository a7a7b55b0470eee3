/** A client of the shop, for shoppers and the owner: real HTTP, types from the routes' schemas. */
import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import type { Cart as CartSchema } from "../../server/modules/cart/routes.ts";
import type { NewProduct } from "../../server/modules/catalog/contract.ts";
import type { Product as ProductSchema } from "../../server/modules/catalog/products/schemas.ts";
import type { SignInResponse } from "../../server/modules/members/sessions/sign-in-response.ts";
import type { PlaceOrder } from "../../server/modules/orders/contract.ts";
import type { Order as OrderSchema } from "../../server/modules/orders/schemas.ts";
import type { PaymentSession } from "../../server/modules/payments/contract.ts";
import type { InputProblem } from "../../server/platform/errors.ts";
import { OWNER } from "../../server/platform/testing/owner.ts";

export type Product = Static<typeof ProductSchema>;
export type Cart = Static<typeof CartSchema>;
export type Order = Static<typeof OrderSchema>;
type SignInResult = Static<typeof SignInResponse>;

/** The body of a refusal, with the details of single codes. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: (InputProblem & { readonly message: string })[];
  readonly lines?: { variantId: string; requested: number; available: number }[];
  readonly items?: { variantId: string; was: unknown; now: unknown }[];
  readonly reason?: string;
  readonly coupons?: { coupon: string; reason: string }[];
}

export interface ApiResponse<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}
export interface PlacedOrder {
  readonly order: Order;
  readonly payment: PaymentSession;
  /** Proves a guest's access; a member's order has none. */
  readonly guestToken: string;
}
export interface ApprovedPayment {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: number;
}
export type HeaderFields = Readonly<Record<string, string>>;

/** Every field of `NewProduct` and its variants is optional. */
export type ProductInput = Partial<Omit<NewProduct, "variants">> & {
  readonly variants?: readonly Partial<NewProduct["variants"][number]>[];
};

/** A client with a signed-in member: each request carries the member's token. */
export interface Member extends Client {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** The header fields with the token. */
  readonly proof: HeaderFields;
}

export interface Client {
  readonly url: string;
  /** Sends a string body unchanged, as JSON. An answer that is not JSON is returned as its text. */
  request<Body = Problem>(
    method: string,
    path: string,
    body?: unknown,
    headers?: HeaderFields,
  ): Promise<ApiResponse<Body>>;
  /** Signs in once, keeps the token, and returns the header fields with it. */
  signInOwner(): Promise<HeaderFields>;
  /** Makes an account and signs in with it. */
  signUp(input?: { email?: string; password?: string; name?: string }): Promise<Member>;
  /** Throws unless e-mail and password are sufficient. */
  signIn(email: string, password: string): Promise<Member>;
  /** A client of the same shop with this access token or API key. */
  withToken(token: string): Client;
  /** By the owner. Default: one active product with one variant at 10,000 and 100 pieces. */
  createProduct(input?: ProductInput): Promise<Product>;
  createCart(): Promise<Cart>;
  addItem(cartId: string, variantId: string, quantity?: number): Promise<ApiResponse<Cart>>;
  placeOrder(
    cartId: string,
    overrides?: Partial<PlaceOrder>,
    key?: string,
  ): Promise<ApiResponse<PlacedOrder>>;
  /** The shopper's click in the sandbox's payment window. */
  approve(
    windowUrl: string | undefined,
    choice?: { mode?: string; method?: string },
  ): Promise<ApprovedPayment>;
  confirm(
    approved: ApprovedPayment,
    key?: string,
    provider?: PaymentSession["provider"],
  ): Promise<ApiResponse<{ order: Order }>>;
  /** The whole purchase: cart, item, order, payment. Throws when a step is refused. */
  buy(variantId: string, quantity?: number): Promise<PlacedOrder & { paid: Order }>;
}

export const contact: PlaceOrder["contact"] = {
  name: "김장터",
  email: "kim@shopper.test",
  phone: "010-1234-5678",
};
export const shippingAddress: PlaceOrder["shippingAddress"] = {
  recipient: "김장터",
  phone: "010-1234-5678",
  postcode: "04524",
  address1: "서울특별시 중구 세종대로 110",
};

export const newKey = (): string => randomUUID();

const bearer = (token: string): HeaderFields => ({ authorization: `Bearer ${token}` });

/** `always` is sent with every request. The header fields of a request take precedence. */
export function client(url: string, always: HeaderFields = {}): Client {
  let owner: Promise<HeaderFields> | undefined;

  async function request<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: HeaderFields = {},
  ): Promise<ApiResponse<Body>> {
    const content =
      body === undefined ? {} : { body: typeof body === "string" ? body : JSON.stringify(body) };
    const type: HeaderFields = body === undefined ? {} : { "content-type": "application/json" };
    const response = await fetch(path.startsWith("http") ? path : `${url}${path}`, {
      method,
      headers: { ...type, ...always, ...headers },
      ...content,
    });
    const text = await response.text();
    const isJson = response.headers.get("content-type")?.includes("json") && text !== "";
    return {
      status: response.status,
      headers: response.headers,
      body: (isJson ? JSON.parse(text) : text) as Body,
    };
  }

  async function signIn(email: string, password: string): Promise<Member> {
    const answer = await request<SignInResult>("POST", "/api/v1/auth/login", { email, password });
    const { accessToken, member } = expectStatus(200, answer);
    const proof = bearer(accessToken);
    return { ...client(url, proof), id: member.id, email, password, proof };
  }

  function signInOwner(): Promise<HeaderFields> {
    owner ??= signIn(OWNER.email, OWNER.password).then(({ proof }) => proof);
    return owner;
  }

  const self: Client = {
    url,
    request,
    signInOwner,
    signIn,
    withToken: (token) => client(url, bearer(token)),
    async signUp(input = {}) {
      accounts += 1;
      const email = input.email ?? `shopper-${process.pid}-${accounts}@members.test`;
      const { password = "돛단배 일곱 척과 물고기", name = "박회원" } = input;
      const agreements = { terms: true, privacy: true, over14: true };
      expectStatus(
        202,
        await request<unknown>("POST", "/api/v1/auth/signup", { email, password, name, agreements }),
      );
      return signIn(email, password);
    },
    async createProduct(input = {}) {
      return expectStatus(
        201,
        await request<Product>("POST", "/api/v1/admin/products", productOf(input), await signInOwner()),
      );
    },
    async createCart() {
      const answer = await request<Cart>("POST", "/api/v1/carts", {});
      // A member's cart may already exist.
      return answer.status === 200 ? answer.body : expectStatus(201, answer);
    },
    addItem: (cartId, variantId, quantity = 1) =>
      request("POST", `/api/v1/carts/${cartId}/items`, { variantId, quantity }),
    placeOrder: (cartId, overrides = {}, key = newKey()) =>
      request(
        "POST",
        "/api/v1/orders",
        { cartId, contact, shippingAddress, ...overrides },
        { "idempotency-key": key },
      ),
    async approve(windowUrl, choice = {}) {
      if (windowUrl === undefined) throw new Error("the payment has no window");
      // The window's address contains the shop's public address; a test's shop listens at another.
      const { pathname, search } = new URL(windowUrl);
      return expectStatus(
        200,
        await request<ApprovedPayment>("POST", `${pathname}${search}`, { action: "approve", ...choice }),
      );
    },
    confirm: (approved, key = newKey(), provider = "sandbox") =>
      request("POST", "/api/v1/payments/confirm", { provider, ...approved }, { "idempotency-key": key }),
    async buy(variantId, quantity = 1) {
      const cart = await self.createCart();
      expectStatus(200, await self.addItem(cart.id, variantId, quantity));
      const placed = expectStatus(201, await self.placeOrder(cart.id));
      const approved = await self.approve(placed.payment.windowUrl);
      const { order } = expectStatus(200, await self.confirm(approved));
      return { ...placed, paid: order };
    },
  };
  return self;
}

function expectStatus<Body>(status: number, answer: ApiResponse<Body>): Body {
  if (answer.status === status) return answer.body;
  throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}

let accounts = 0;
let products = 0;

/** A valid product: defaults, replaced by the given fields. */
export function productOf({ variants = [{}], ...input }: ProductInput = {}): NewProduct {
  products += 1;
  const number = `${process.pid}-${products}`;
  return {
    name: `머그컵 ${number}`,
    status: "active",
    options: variants.length > 1 ? [{ name: "번호", values: variants.map((_, at) => `${at + 1}번`) }] : [],
    ...input,
    variants: variants.map((variant, at) => ({
      sku: `MUG-${number}-${at + 1}`,
      options: input.options || variants.length < 2 ? {} : { 번호: `${at + 1}번` },
      price: 10_000,
      stock: 100,
      ...variant,
    })),
  };
}
