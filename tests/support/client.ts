/** The shop as a shopper or its owner uses it: real HTTP, types from the routes' schemas. */
import { randomUUID } from "node:crypto";
import type { Static } from "typebox";
import type { Cart as CartSchema } from "../../server/modules/cart/routes.ts";
import type { NewProduct } from "../../server/modules/catalog/contract.ts";
import type { Product as ProductSchema } from "../../server/modules/catalog/schemas.ts";
import type { SignInResponse as SignedInSchema } from "../../server/modules/members/sessions/sign-in-response.ts";
import type { PlaceOrder } from "../../server/modules/orders/contract.ts";
import type { Order as OrderSchema } from "../../server/modules/orders/schemas.ts";
import type { PaymentSession } from "../../server/modules/payments/contract.ts";
import type { InputProblem } from "../../server/platform/errors.ts";
import { OWNER } from "../../server/testing.ts";

export type Product = Static<typeof ProductSchema>;
export type Cart = Static<typeof CartSchema>;
export type Order = Static<typeof OrderSchema>;
type SignedIn = Static<typeof SignedInSchema>;

/** What a refusal looks like; details of single codes stand beside. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly requestId: string;
  readonly errors?: InputProblem[];
  readonly lines?: { variantId: string; requested: number; available: number }[];
  readonly items?: { variantId: string; was: unknown; now: unknown }[];
  readonly reason?: string;
}

export interface Answer<Body> {
  readonly status: number;
  readonly body: Body;
  readonly headers: Headers;
}
export interface Placed {
  readonly order: Order;
  readonly payment: PaymentSession;
  /** A guest's proof; there is none with a member's order. */
  readonly guestToken: string;
}
export interface Approved {
  readonly paymentKey: string;
  readonly orderId: string;
  readonly amount: number;
}
export type HeaderFields = Readonly<Record<string, string>>;

/** Everything of `NewProduct` may be left out; variants get what they lack. */
export type ProductWish = Partial<Omit<NewProduct, "variants">> & {
  readonly variants?: readonly Partial<NewProduct["variants"][number]>[];
};

/** Somebody who is signed in: what this client sends carries their token. */
export interface Member extends Client {
  readonly id: string;
  readonly email: string;
  readonly password: string;
  /** The header fields that prove it. */
  readonly proof: HeaderFields;
}

export interface Client {
  readonly url: string;
  /** A string body is sent as it is, as JSON. An answer that is not JSON comes as its text. */
  request<Body = Problem>(
    method: string,
    path: string,
    body?: unknown,
    headers?: HeaderFields,
  ): Promise<Answer<Body>>;
  /** Signs in once and keeps the token; answers the header fields that prove it. */
  signInOwner(): Promise<HeaderFields>;
  /** Makes an account and signs in with it. */
  signUp(wish?: { email?: string; password?: string; name?: string }): Promise<Member>;
  /** Throws unless e-mail and password are enough. */
  signIn(email: string, password: string): Promise<Member>;
  /** The same shop, used with this access token or API key. */
  withToken(token: string): Client;
  /** By the owner. Default: one active product with one variant at 10,000 and 100 pieces. */
  createProduct(wish?: ProductWish): Promise<Product>;
  createCart(): Promise<Cart>;
  addItem(cartId: string, variantId: string, quantity?: number): Promise<Answer<Cart>>;
  placeOrder(cartId: string, overrides?: Partial<PlaceOrder>, key?: string): Promise<Answer<Placed>>;
  /** The shopper's click in the sandbox's payment window. */
  approve(windowUrl: string | undefined, choice?: { mode?: string; method?: string }): Promise<Approved>;
  confirm(approved: Approved, key?: string): Promise<Answer<{ order: Order }>>;
  /** Cart, item, order, payment: the whole way. Throws where a step is refused. */
  buy(variantId: string, quantity?: number): Promise<Placed & { paid: Order }>;
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

/** `always` goes with every request; header fields of a request count before it. */
export function client(url: string, always: HeaderFields = {}): Client {
  let owner: Promise<HeaderFields> | undefined;

  async function request<Body>(
    method: string,
    path: string,
    body?: unknown,
    headers: HeaderFields = {},
  ): Promise<Answer<Body>> {
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
    const answer = await request<SignedIn>("POST", "/api/v1/auth/login", { email, password });
    const { accessToken, member } = demand(200, answer);
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
    async signUp(wish = {}) {
      accounts += 1;
      const email = wish.email ?? `shopper-${process.pid}-${accounts}@members.test`;
      const { password = "돛단배 일곱 척과 물고기", name = "박회원" } = wish;
      const agreements = { terms: true, privacy: true, over14: true };
      demand(
        202,
        await request<unknown>("POST", "/api/v1/auth/signup", { email, password, name, agreements }),
      );
      return signIn(email, password);
    },
    async createProduct(wish = {}) {
      return demand(
        201,
        await request<Product>("POST", "/api/v1/admin/products", productOf(wish), await signInOwner()),
      );
    },
    async createCart() {
      const answer = await request<Cart>("POST", "/api/v1/carts", {});
      // A member's cart may be there already.
      return answer.status === 200 ? answer.body : demand(201, answer);
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
      // Payment windows are named by the shop's public address; a test's shop listens somewhere else.
      const { pathname, search } = new URL(windowUrl);
      return demand(
        200,
        await request<Approved>("POST", `${pathname}${search}`, { action: "approve", ...choice }),
      );
    },
    confirm: (approved, key = newKey()) =>
      request(
        "POST",
        "/api/v1/payments/confirm",
        { provider: "sandbox", ...approved },
        { "idempotency-key": key },
      ),
    async buy(variantId, quantity = 1) {
      const cart = await self.createCart();
      demand(200, await self.addItem(cart.id, variantId, quantity));
      const placed = demand(201, await self.placeOrder(cart.id));
      const approved = await self.approve(placed.payment.windowUrl);
      const { order } = demand(200, await self.confirm(approved));
      return { ...placed, paid: order };
    },
  };
  return self;
}

function demand<Body>(status: number, answer: Answer<Body>): Body {
  if (answer.status === status) return answer.body;
  throw new Error(`expected ${status}, got ${answer.status}: ${JSON.stringify(answer.body)}`);
}

let accounts = 0;
let products = 0;

/** A product that is accepted as it is, with what is wished for in place of the defaults. */
export function productOf({ variants = [{}], ...wish }: ProductWish = {}): NewProduct {
  products += 1;
  const number = `${process.pid}-${products}`;
  return {
    name: `머그컵 ${number}`,
    status: "active",
    options: variants.length > 1 ? [{ name: "번호", values: variants.map((_, at) => `${at + 1}번`) }] : [],
    ...wish,
    variants: variants.map((variant, at) => ({
      sku: `MUG-${number}-${at + 1}`,
      options: wish.options || variants.length < 2 ? {} : { 번호: `${at + 1}번` },
      price: 10_000,
      stock: 100,
      ...variant,
    })),
  };
}
