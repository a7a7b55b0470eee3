/** The shapes of the API that the shop speaks of, by their names; all come from docs/openapi.json. */
import type { paths } from "./schema.gen.ts";

type Json<Response extends { content: { "application/json": unknown } }> =
  Response["content"]["application/json"];

export type Category = Json<paths["/api/v1/categories"]["get"]["responses"][200]>["items"][number];

export type ProductList = Json<paths["/api/v1/products"]["get"]["responses"][200]>;
export type ProductCard = ProductList["items"][number];
export type Facets = ProductList["facets"];

export type Product = Json<paths["/api/v1/products/{idOrSlug}"]["get"]["responses"][200]>;
export type ProductOption = Product["options"][number];
export type Variant = Product["variants"][number];

export type Money = ProductCard["price"];
export type Currency = Money["currency"];
export type Image = NonNullable<ProductCard["image"]>;

export type Cart = Json<paths["/api/v1/carts/{id}"]["get"]["responses"][200]>;
export type CartItem = Cart["items"][number];

export type OrderRequest = paths["/api/v1/orders"]["post"]["requestBody"]["content"]["application/json"];
export type PlacedOrder = Json<paths["/api/v1/orders"]["post"]["responses"][201]>;
export type Order = PlacedOrder["order"];
export type OrderItem = Order["items"][number];
export type Payment = PlacedOrder["payment"];

export type Confirmation =
  paths["/api/v1/payments/confirm"]["post"]["requestBody"]["content"]["application/json"];
export type PaymentProvider = Confirmation["provider"];

export type Me = Json<paths["/api/v1/me"]["get"]["responses"][200]>;
export type SignedIn = Json<paths["/api/v1/auth/login"]["post"]["responses"][200]>;
export type SignUpRequest =
  paths["/api/v1/auth/signup"]["post"]["requestBody"]["content"]["application/json"];
export type Agreement = Json<paths["/api/v1/agreements"]["get"]["responses"][200]>["items"][number];
export type Invitation = Json<paths["/api/v1/auth/invitations/look"]["post"]["responses"][200]>;
export type InvitationAnswer =
  paths["/api/v1/auth/invitations/accept"]["post"]["requestBody"]["content"]["application/json"];
export type PasskeyRequest =
  paths["/api/v1/auth/passkey"]["post"]["requestBody"]["content"]["application/json"];
export type StepUpRequest =
  paths["/api/v1/auth/step-up"]["post"]["requestBody"]["content"]["application/json"];
