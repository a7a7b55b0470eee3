/** The shapes of the API by the names that the shop gives them; all come from docs/openapi.json. */
import type { paths } from "./schema.gen.ts";

type Json<Message extends { content: { "application/json": unknown } }> =
  Message["content"]["application/json"];

type Output<Operation extends { responses: { 200: { content: { "application/json": unknown } } } }> = Json<
  Operation["responses"][200]
>;
type Input<Operation extends { requestBody: { content: { "application/json": unknown } } }> = Json<
  Operation["requestBody"]
>;

/** The shop itself: its name, its words, its seller. */
export type ShopDetails = Output<paths["/api/v1/shop"]["get"]>;
/** The same as staff edit it, in both languages. */
export type ShopSettings = Output<paths["/api/v1/admin/settings"]["get"]>;
export type SettingsChange = Input<paths["/api/v1/admin/settings"]["patch"]>;

/** An automatic promotion, as staff see it. */
export type StaffPromotion = Output<paths["/api/v1/admin/promotions"]["get"]>["items"][number];
export type NewPromotionRequest = Input<paths["/api/v1/admin/promotions"]["post"]>;
export type PromotionEdit = Input<paths["/api/v1/admin/promotions/{id}"]["patch"]>;
/** A draft of a promotion or a coupon, with the goods of a cart. */
export type SimulationRequest = Input<paths["/api/v1/admin/promotions/simulate"]["post"]>;
export type Simulation = Output<paths["/api/v1/admin/promotions/simulate"]["post"]>;

/** What delivery costs, in the shopper's language. */
export type DeliveryTerms = Output<paths["/api/v1/delivery"]["get"]>;
/** The same as staff edit it. */
export type DeliveryRules = Output<paths["/api/v1/admin/delivery-rules"]["get"]>;

export type Category = Output<paths["/api/v1/categories"]["get"]>["items"][number];

export type ProductList = Output<paths["/api/v1/products"]["get"]>;
export type ProductCard = ProductList["items"][number];
export type Facets = ProductList["facets"];

/** What a search field offers while a shopper types. */
export type Suggestions = Output<paths["/api/v1/search/suggest"]["get"]>;

export type Product = Output<paths["/api/v1/products/{idOrSlug}"]["get"]>;
export type ProductOption = Product["options"][number];
export type Variant = Product["variants"][number];

export type PriceTier = Variant["tiers"][number];
/** What a product costs the signed-in member, where that is not what everybody pays. */
export type OwnPrice = Output<paths["/api/v1/me/prices"]["get"]>["items"][number];

export type Money = ProductCard["price"];
export type Currency = Money["currency"];
export type Image = NonNullable<ProductCard["image"]>;

export type Cart = Output<paths["/api/v1/carts/{id}"]["get"]>;
export type CartItem = Cart["items"][number];
/** For later, beside the cart. */
export type SavedItem = Output<paths["/api/v1/carts/{id}/saved"]["get"]>["items"][number];

export type OrderRequest = Input<paths["/api/v1/orders"]["post"]>;
export type PlacedOrder = Json<paths["/api/v1/orders"]["post"]["responses"][201]>;
export type Order = PlacedOrder["order"];
/** An order with what happened after its payment. */
export type FullOrder = Output<paths["/api/v1/orders/{id}"]["get"]>;
export type FullOrderItem = FullOrder["items"][number];
export type LinePieces = FullOrder["shipments"][number]["lines"][number];
/** A return or an exchange, as its buyer reads it. */
export type Deduction = Output<paths["/api/v1/orders/{id}/cancel/quote"]["post"]>["deductions"][number];
export type Claim = Output<paths["/api/v1/orders/{id}/claims"]["get"]>["items"][number];
export type ClaimChoice = Input<paths["/api/v1/orders/{id}/claims/quote"]["post"]>;
/** A variant that an exchange may send. */
export type ExchangeOption = Output<
  paths["/api/v1/orders/{id}/lines/{lineId}/exchange-options"]["get"]
>["items"][number];
export type ClaimRequest = Input<paths["/api/v1/orders/{id}/claims"]["post"]>;
export type ReturnAmounts = NonNullable<Claim["expected"]>;
export type StaffClaim = Output<paths["/api/v1/admin/claims/{id}"]["get"]>;
export type StaffClaimList = Output<paths["/api/v1/admin/claims"]["get"]>;
export type StaffClaimQuery = NonNullable<paths["/api/v1/admin/claims"]["get"]["parameters"]["query"]>;
type Inspection = Input<Required<paths["/api/v1/admin/claims/{id}/inspected"]["post"]>>;
export type InspectedLine = Required<NonNullable<NonNullable<Inspection>["lines"]>[number]>;
export type ReturnParcel = Input<paths["/api/v1/admin/claims/{id}/reship"]["post"]>;
/** An order as staff read it. */
export type StaffOrder = Output<paths["/api/v1/admin/orders/{id}"]["get"]>;
export type StaffOrderList = Output<paths["/api/v1/admin/orders"]["get"]>;
export type StaffOrderQuery = NonNullable<paths["/api/v1/admin/orders"]["get"]["parameters"]["query"]>;
export type Mail = Output<paths["/api/v1/admin/mails/{kind}/{language}"]["get"]>;
export type MailKind = Mail["kind"];
export type PhoneMessage = Output<paths["/api/v1/admin/messages/{kind}/{language}"]["get"]>;
export type MessageKind = PhoneMessage["kind"];
export type MessageLines = Input<paths["/api/v1/admin/messages/{kind}/{language}"]["put"]>;
export type MailTexts = Input<paths["/api/v1/admin/mails/{kind}/{language}"]["put"]>;
export type PhoneOrderRequest = Input<paths["/api/v1/admin/orders"]["post"]>;
export type RefilledCart = Output<paths["/api/v1/orders/{id}/reorder"]["post"]>;
export type PackingSlips = Output<paths["/api/v1/admin/orders/packing-slips"]["post"]>;
export type ParcelRequest = Input<paths["/api/v1/admin/orders/{id}/shipments"]["post"]>;
export type OrderItem = Order["items"][number];
export type OrderSummary = Output<paths["/api/v1/orders"]["get"]>["items"][number];
export type Payment = NonNullable<PlacedOrder["payment"]>;

export type Confirmation = Input<paths["/api/v1/payments/confirm"]["post"]>;
/** Where a deposit is paid back to. */
export type RefundAccount = Input<paths["/api/v1/orders/{id}/refund-account"]["put"]>;
/** Payments as staff see them. */
export type StaffPaymentQuery = NonNullable<paths["/api/v1/admin/payments"]["get"]["parameters"]["query"]>;
export type StaffPayment = Output<paths["/api/v1/admin/payments"]["get"]>["items"][number];
export type TaxReport = Output<paths["/api/v1/admin/reports/tax"]["get"]>;
export type OpenReceipt = Output<paths["/api/v1/admin/payments/receipts"]["get"]>["items"][number];
export type OpenRefund = Output<paths["/api/v1/admin/payments/refunds"]["get"]>["items"][number];
export type PaymentFinding = Output<paths["/api/v1/admin/payments/findings"]["get"]>["items"][number];
export type PaymentProvider = Confirmation["provider"];
export type PaymentMethod = NonNullable<OrderRequest["paymentMethod"]>;

export type SignUpRequest = Input<paths["/api/v1/auth/signup"]["post"]>;
export type SignInResponse = Output<paths["/api/v1/auth/login"]["post"]>;
export type PasskeyProof = Input<paths["/api/v1/auth/passkey"]["post"]>;
export type StepUpRequest = Input<paths["/api/v1/auth/step-up"]["post"]>;
export type Invitation = Output<paths["/api/v1/auth/invitations/look"]["post"]>;
export type InvitationAcceptance = Input<paths["/api/v1/auth/invitations/accept"]["post"]>;

/** The signed-in member. */
export type Member = Output<paths["/api/v1/me"]["get"]>;
export type ProfileChange = Input<paths["/api/v1/me"]["patch"]>;

export type Address = Output<paths["/api/v1/me/addresses"]["get"]>["items"][number];
export type AddressInput = Input<paths["/api/v1/me/addresses"]["post"]>;
export type AddressChange = Input<paths["/api/v1/me/addresses/{id}"]["patch"]>;

export type Session = Output<paths["/api/v1/me/sessions"]["get"]>["items"][number];
export type Passkey = Output<paths["/api/v1/me/passkeys"]["get"]>["items"][number];
export type PasskeyInput = Input<paths["/api/v1/me/passkeys"]["post"]>;

/** A text that members agree to, and what one member said to it. */
export type AgreementDocument = Output<paths["/api/v1/agreements"]["get"]>["items"][number];
export type AgreementCode = AgreementDocument["code"];
export type MemberAgreement = Output<paths["/api/v1/me/agreements"]["get"]>["items"][number];
export type MarketingChoice = Input<paths["/api/v1/me/agreements"]["put"]>["marketing"];

/** What happens to a member's data when the account is closed. */
export type LeavingTerms = Output<paths["/api/v1/me/leaving"]["get"]>;

export type TableImport = Output<paths["/api/v1/admin/imports/{id}"]["get"]>;
export type ImportKind = TableImport["kind"];
export type ImportCheck = Output<paths["/api/v1/admin/imports/{id}/dry-run"]["post"]>;
export type ImportCard = Output<paths["/api/v1/admin/imports"]["get"]>["items"][number];

export type StockQuery = NonNullable<paths["/api/v1/admin/stock"]["get"]["parameters"]["query"]>;
/** The stock of a SKU, over its locations. */
export type SkuStock = Output<paths["/api/v1/admin/stock"]["get"]>["items"][number];
/** The stock of a SKU at one location. */
export type StockLevel = Output<paths["/api/v1/admin/stock/{sku}"]["get"]>["items"][number];
export type LedgerEntry = Output<paths["/api/v1/admin/stock/{sku}/ledger"]["get"]>["items"][number];
export type StockLocation = Output<paths["/api/v1/admin/locations"]["get"]>["items"][number];
export type StockAdjustment = Input<paths["/api/v1/admin/stock/{sku}/adjust"]["post"]>;
export type StockCountRequest = Input<paths["/api/v1/admin/stock/counts"]["post"]>;
export type StockTransfer = Input<paths["/api/v1/admin/stock/{sku}/transfer"]["post"]>;

export type StaffProductQuery = NonNullable<paths["/api/v1/admin/products"]["get"]["parameters"]["query"]>;
export type StaffProductCard = Output<paths["/api/v1/admin/products"]["get"]>["items"][number];
/** A product as staff edit it. */
export type StaffProduct = Output<paths["/api/v1/admin/products/{id}"]["get"]>;
export type StaffVariant = StaffProduct["variants"][number];
export type StaffPicture = StaffProduct["pictures"][number];
export type ProductStatus = StaffProduct["status"];
export type NewProductRequest = Input<paths["/api/v1/admin/products"]["post"]>;
export type ProductEdit = Input<paths["/api/v1/admin/products/{id}"]["patch"]>;
export type StaffPictureEdit = Input<paths["/api/v1/admin/products/{id}/pictures/{pictureId}"]["patch"]>;
export type StaffCategory = Output<paths["/api/v1/admin/categories"]["get"]>["items"][number];
export type NewCategoryRequest = Input<paths["/api/v1/admin/categories"]["post"]>;
export type CategoryEdit = Input<paths["/api/v1/admin/categories/{id}"]["patch"]>;

export type PriceList = Output<paths["/api/v1/admin/price-lists"]["get"]>["items"][number];
export type NewPriceListRequest = Input<paths["/api/v1/admin/price-lists"]["post"]>;
export type PriceListEdit = Input<paths["/api/v1/admin/price-lists/{id}"]["patch"]>;
export type ListedPrice = Output<paths["/api/v1/admin/price-lists/{id}/prices"]["get"]>["items"][number];
export type PriceChange = Input<paths["/api/v1/admin/price-lists/{id}/prices"]["put"]>["prices"][number];
export type MemberGroup = Output<paths["/api/v1/admin/member-groups"]["get"]>["items"][number];
export type NewMemberGroupRequest = Input<paths["/api/v1/admin/member-groups"]["post"]>;
export type MemberGroupEdit = Input<paths["/api/v1/admin/member-groups/{id}"]["patch"]>;
export type StaffBrand = Output<paths["/api/v1/admin/brands"]["get"]>["items"][number];
export type StaffBrandQuery = NonNullable<paths["/api/v1/admin/brands"]["get"]["parameters"]["query"]>;
export type NewBrandRequest = Input<paths["/api/v1/admin/brands"]["post"]>;
export type BrandEdit = Input<paths["/api/v1/admin/brands/{id}"]["patch"]>;

export type StaffAttribute = Output<paths["/api/v1/admin/attributes"]["get"]>["items"][number];
export type AttributeType = StaffAttribute["type"];
export type NewAttributeRequest = Input<paths["/api/v1/admin/attributes"]["post"]>;
export type AttributeEdit = Input<paths["/api/v1/admin/attributes/{id}"]["patch"]>;
/** What the law asks to tell of goods of a group. */
export type DisclosureGroup = Output<paths["/api/v1/admin/disclosure-groups"]["get"]>["items"][number];
export type DisclosureGaps = Output<paths["/api/v1/admin/disclosure-rule"]["get"]>["gaps"];

export type AuditQuery = NonNullable<paths["/api/v1/admin/audit-log"]["get"]["parameters"]["query"]>;
export type AuditEntry = Output<paths["/api/v1/admin/audit-log"]["get"]>["items"][number];

/** What a new shop has and lacks. */
export type ShopSetup = Output<paths["/api/v1/admin/setup"]["get"]>;

export type ReviewList = Output<paths["/api/v1/products/{idOrSlug}/reviews"]["get"]>;
export type Review = ReviewList["items"][number];
export type ReviewSummary = ReviewList["summary"];
export type ReviewQuery = NonNullable<
  paths["/api/v1/products/{idOrSlug}/reviews"]["get"]["parameters"]["query"]
>;
export type NewReview = Input<paths["/api/v1/reviews"]["post"]>;
export type ReviewChange = Input<paths["/api/v1/reviews/{id}"]["patch"]>;
export type NewReport = Input<paths["/api/v1/reviews/{id}/reports"]["post"]>;
export type OwnReview = Output<paths["/api/v1/me/reviews"]["get"]>["items"][number];
export type BulkEdit = Output<paths["/api/v1/admin/products/bulk/{id}"]["get"]>;
type NewBulkEdit = Input<paths["/api/v1/admin/products/bulk"]["post"]>;
export type BulkSelection = NewBulkEdit["where"];
export type BulkChange = NewBulkEdit["change"];
export type SavedView = Output<paths["/api/v1/admin/products/views"]["get"]>["items"][number];
export type SavedViewInput = Input<paths["/api/v1/admin/products/views"]["post"]>;
export type BundleParts = Output<paths["/api/v1/admin/variants/{sku}/parts"]["get"]>;
export type MemberPoints = Output<paths["/api/v1/me/points"]["get"]>;
export type PointEntry = MemberPoints["items"][number];
export type PointGrant = Input<paths["/api/v1/admin/members/{id}/points"]["post"]>;
export type StaffMemberQuery = NonNullable<paths["/api/v1/admin/members"]["get"]["parameters"]["query"]>;
/** A member as staff find one: masked. */
export type StaffMember = Output<paths["/api/v1/admin/members"]["get"]>["items"][number];
export type StaffMemberPage = Output<paths["/api/v1/admin/members/{id}"]["get"]>;
export type CustomerOrder = Output<paths["/api/v1/admin/members/{id}/orders"]["get"]>["items"][number];
export type MemberNote = Output<paths["/api/v1/admin/members/{id}/notes"]["get"]>["items"][number];
/** What a cart costs with coupons and points. */
export type CartQuote = Output<paths["/api/v1/carts/{id}/quote"]["post"]>;
type OwnCoupons = Output<paths["/api/v1/me/coupons"]["get"]>;
export type OwnCoupon = OwnCoupons["items"][number];
export type OfferedCoupon = OwnCoupons["available"][number];
export type StaffCoupon = Output<paths["/api/v1/admin/coupons"]["get"]>["items"][number];
export type NewCouponRequest = Input<paths["/api/v1/admin/coupons"]["post"]>;
export type CouponEdit = Input<paths["/api/v1/admin/coupons/{id}"]["patch"]>;

export type RestockNotice = Output<paths["/api/v1/me/restock-notices"]["get"]>["items"][number];
export type ReviewPicture = OwnReview["pictures"][number];
export type ReviewableLine = Output<paths["/api/v1/me/reviewable"]["get"]>["items"][number];
export type QuestionList = Output<paths["/api/v1/products/{idOrSlug}/questions"]["get"]>;
export type Question = QuestionList["items"][number];
export type NewQuestion = Input<paths["/api/v1/products/{idOrSlug}/questions"]["post"]>;
export type StaffReviewQuery = NonNullable<paths["/api/v1/admin/reviews"]["get"]["parameters"]["query"]>;
export type StaffQuestionQuery = NonNullable<paths["/api/v1/admin/questions"]["get"]["parameters"]["query"]>;
export type StaffReview = Output<paths["/api/v1/admin/reviews"]["get"]>["items"][number];
export type StaffQuestion = Output<paths["/api/v1/admin/questions"]["get"]>["items"][number];

/** An address outside the shop that is told of events. */
export type Webhook = Output<paths["/api/v1/admin/webhooks"]["get"]>["items"][number];
export type NewWebhookRequest = Input<paths["/api/v1/admin/webhooks"]["post"]>;
export type WebhookEvent = NewWebhookRequest["events"][number];
export type WebhookEdit = Input<paths["/api/v1/admin/webhooks/{id}"]["patch"]>;
export type WebhookDelivery = Output<paths["/api/v1/admin/webhooks/{id}/deliveries"]["get"]>["items"][number];

/** Models that recommend, the runs that trained them, and what staff want recommended. */
export type ModelRegistry = Output<paths["/api/v1/admin/recommendations/models"]["get"]>;
export type ModelVersion = ModelRegistry["versions"][number];
export type TrainingRun = ModelRegistry["runs"][number];
export type AliasChange = ModelRegistry["history"][number];
export type RecommendationRule = Output<paths["/api/v1/admin/recommendations/rules"]["get"]>["items"][number];
export type NewRecommendationRule = Input<paths["/api/v1/admin/recommendations/rules"]["post"]>;
export type Experiment = Output<paths["/api/v1/admin/recommendations/experiments"]["get"]>["items"][number];
export type NewExperiment = Input<paths["/api/v1/admin/recommendations/experiments"]["post"]>;
export type Replay = Output<paths["/api/v1/admin/recommendations/models/{version}/replay"]["get"]>;
export type RecentVisitor = Output<paths["/api/v1/admin/recommendations/visitors"]["get"]>["items"][number];
export type RecommendationPreview = Output<paths["/api/v1/admin/recommendations/preview"]["get"]>;

/** How the day goes, and what waits for staff. */
export type Today = Output<paths["/api/v1/admin/today"]["get"]>;
export type SalesReport = Output<paths["/api/v1/admin/reports/sales"]["get"]>;
export type ProductReport = Output<paths["/api/v1/admin/reports/products"]["get"]>;

/** A person who works in the shop. */
export type StaffPerson = Output<paths["/api/v1/admin/staff"]["get"]>["items"][number];
export type StaffInvitation = Output<paths["/api/v1/admin/staff/invitations"]["get"]>["items"][number];
/** A program's key, as staff see it. */
export type ApiKey = Output<paths["/api/v1/admin/api-keys"]["get"]>["items"][number];
export type NewApiKeyRequest = Input<paths["/api/v1/admin/api-keys"]["post"]>;
export type KeyPermission = NewApiKeyRequest["permissions"][number];
/** With its text, which is sent this once. */
export type MadeApiKey = Json<paths["/api/v1/admin/api-keys"]["post"]["responses"][201]>;
export type StaffInvitationRequest = Input<paths["/api/v1/admin/staff/invitations"]["post"]>;
export type StaffRole = StaffInvitationRequest["role"];
