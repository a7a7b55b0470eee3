/** What the index knows of a product. */
import type { AttributeType, AttributeValue } from "../contract/attributes.ts";

export interface IndexedVariant {
  readonly options: Readonly<Record<string, string>>;
  /** Minor units. */
  readonly price: number;
  readonly onSale: boolean;
  readonly inStock: boolean;
}

export interface IndexedProduct {
  readonly id: string;
  /** Microseconds since 1970. */
  readonly createdAt: number;
  readonly name: string;
  readonly nameEn: string | null;
  readonly brand: string | null;
  readonly brandEn: string | null;
  /** English labels of its options' names and values. */
  readonly labels: Readonly<Record<string, string>>;
  /** Of the cheapest variant, minor units. */
  readonly price: number;
  readonly inStock: boolean;
  /** Larger for better ones: `rating_rank` of the table. */
  readonly ratingRank: number;
  /** Pieces in the last weeks. */
  readonly soldLately: number;
  readonly categoryIds: readonly string[];
  readonly variants: readonly IndexedVariant[];
  /** By their codes. The index keeps those that lists filter by. */
  readonly attributes: Readonly<Record<string, AttributeValue>>;
  /** The words that find it, each with its weight behind a space: "머그 100\n컵 90". */
  readonly words: string;
}

export interface IndexedCategory {
  readonly id: string;
  readonly slug: string;
  readonly name: string;
  readonly nameEn: string | null;
  readonly parentId: string | null;
  readonly position: number;
}

/** An attribute that lists filter by. */
export interface IndexedAttribute {
  readonly code: string;
  readonly type: AttributeType;
  readonly name: string;
  readonly nameEn: string | null;
  readonly unit: string | null;
  readonly unitEn: string | null;
  readonly choices: readonly {
    readonly code: string;
    readonly name: string;
    readonly nameEn: string | null;
  }[];
}
