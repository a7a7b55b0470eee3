/** The demo shop's goods, ready to be imported. Prices are whole won. */
import type { PictureSpec } from "./pictures/look.ts";

export interface DemoCategory {
  slug: string;
  name: string;
  description: string;
  translations: { en: { name: string; description: string } };
  position: number;
  picture: PictureSpec;
}

export interface DemoVariant {
  sku: string;
  /** Option name to value, in Korean. */
  options: Record<string, string>;
  price: number;
  compareAtPrice?: number;
  stock: number;
  picture?: PictureSpec;
}

export interface DemoProduct {
  slug: string;
  name: string;
  description: string;
  brand: string;
  categorySlugs: string[];
  status: "active";
  options: { name: string; values: string[] }[];
  variants: DemoVariant[];
  /** `options` maps each Korean option name and value to English. */
  translations: { en: { name: string; description: string; brand: string; options: Record<string, string> } };
  /** The main picture first. */
  pictures: PictureSpec[];
}
