import { getTranslations } from "next-intl/server";

declare module "react" {
  namespace JSX {
    interface IntrinsicElements {
      "product-row": React.DetailedHTMLProps<React.HTMLAttributes<HTMLElement>, HTMLElement>;
    }
  }
}

type RowProps = {
  placement: "home" | "product" | "cart" | "order" | "category" | "search";
  /** Of a product's page: what is like it, or what is bought with it. */
  kind?: "similar" | "together";
  productId?: string;
  /** Of a category's page. */
  categoryId?: string;
  /** The products of the cart, or those that a search found first. */
  items?: readonly string[];
};

/** For each level of an answer the title of the row; without one the row is left out. */
const TITLES = {
  home: {
    model: "forYou",
    session: "forYou",
    content: "forYou",
    history: "forYou",
    shop: "popular",
    category: "popular",
  },
  similar: { item: "viewedTogether", content: "alike", category: "popular", shop: "popular" },
  together: { item: "boughtTogether" },
  cart: { item: "boughtTogether", model: "forYou", session: "forYou", content: "forYou", shop: "popular" },
  category: { model: "forYou", session: "forYou", category: "popular", shop: "popular" },
  search: { model: "alsoLookAt", session: "alsoLookAt", content: "alike", shop: "popular" },
  order: { history: "buyAgain", model: "forYou", session: "forYou", content: "forYou", shop: "popular" },
} as const;

const REASONS = [
  "viewed",
  "bought",
  "session",
  "repeat",
  "taste",
  "popular",
  "similar",
  "new",
  "picked",
] as const;

/**
 * Room for a row of recommended products, the same for every visitor. A script fills it after the page, when
 * it comes near the screen (rows/rows.ts), or takes it away.
 */
export async function ProductRow({ placement, kind = "similar", productId, categoryId, items }: RowProps) {
  const [t, price] = await Promise.all([getTranslations("rows"), getTranslations("price")]);
  const titles = TITLES[placement === "product" ? kind : placement];
  const words = {
    titles: Object.fromEntries(Object.entries(titles).map(([level, title]) => [level, t(`titles.${title}`)])),
    reasons: Object.fromEntries(REASONS.map((reason) => [reason, t(`reasons.${reason}`)])),
    before: price("before"),
    ...(placement === "home" ? { ask: t("ask"), yes: t("yes"), no: t("no"), failed: t("failed") } : {}),
  };
  return (
    <product-row
      className="product-row"
      // biome-ignore lint/security/noDangerouslySetInnerHtml: empty; React leaves the script's cards alone
      dangerouslySetInnerHTML={{ __html: "" }}
      data-category={categoryId}
      data-items={items?.join()}
      data-kind={placement === "product" ? kind : undefined}
      data-placement={placement}
      data-product={productId}
      data-words={JSON.stringify(words)}
      key={`${placement} ${kind} ${productId ?? categoryId ?? ""} ${items?.join() ?? ""}`}
      suppressHydrationWarning
    />
  );
}
