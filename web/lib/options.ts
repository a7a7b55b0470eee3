import type { Image, Product, ProductOption, Variant } from "./api/types.ts";

export type Choices = Pick<Product, "options" | "variants">;

/** Option name → chosen value. Options without a choice are absent. */
export type Selection = Record<string, string>;

/**
 * available: in stock with all other choices.
 * elsewhere: in stock, but only with other choices.
 * soldOut: in no combination.
 */
export type ValueState = "available" | "elsewhere" | "soldOut";

export const agrees = (variant: Variant, selection: Selection): boolean =>
  Object.entries(selection).every(([name, value]) => variant.options[name] === value);

const inStock = (product: Choices, selection: Selection): boolean =>
  product.variants.some((variant) => variant.available > 0 && agrees(variant, selection));

/** Chooses only where there is one value. */
export const initialSelection = (product: Choices): Selection =>
  Object.fromEntries(
    product.options.flatMap(({ name, values }) =>
      values.length === 1 && values[0] !== undefined ? [[name, values[0]]] : [],
    ),
  );

export function valueState(
  product: Choices,
  selection: Selection,
  option: string,
  value: string,
): ValueState {
  if (inStock(product, { ...selection, [option]: value })) return "available";
  return inStock(product, { [option]: value }) ? "elsewhere" : "soldOut";
}

/** Chooses a value. Earlier choices that do not go with it are removed, the last options first. */
export function choose(product: Choices, selection: Selection, option: string, value: string): Selection {
  let chosen: Selection = { [option]: value };
  for (const { name } of product.options) {
    const earlier = selection[name];
    if (name === option || earlier === undefined) continue;
    const together = { ...chosen, [name]: earlier };
    if (inStock(product, together)) chosen = together;
  }
  return { ...initialSelection(product), ...chosen };
}

export const missingOption = (product: Choices, selection: Selection): ProductOption | undefined =>
  product.options.find(({ name }) => selection[name] === undefined);

/** The chosen variant, once every option has a value. */
export const chosenVariant = (product: Choices, selection: Selection): Variant | undefined =>
  missingOption(product, selection)
    ? undefined
    : product.variants.find((variant) => agrees(variant, selection));

/** A picture of the choices so far, e.g. of the colour before the size is known. */
export const pictureOf = (product: Choices, selection: Selection): Image | undefined =>
  Object.keys(selection).length === 0
    ? undefined
    : (product.variants.find((variant) => variant.image && agrees(variant, selection))?.image ?? undefined);

/** A picture per value, for an option with values that look different: colours do, sizes do not. */
export function valuePictures(
  product: Choices,
  { name, values }: ProductOption,
): Map<string, Image> | undefined {
  const pictures = new Map<string, Image>();
  for (const value of values) {
    const image = product.variants.find((variant) => variant.options[name] === value)?.image;
    if (image) pictures.set(value, image);
  }
  const looks = new Set([...pictures.values()].map((image) => image.url));
  return values.length > 1 && looks.size === values.length ? pictures : undefined;
}

/** The variants of which nothing is left, each with its options in words; empty for one without options. */
export const soldOutVariants = (product: Choices): { id: string; label: string }[] =>
  product.variants
    .filter(({ available }) => available === 0)
    .map(({ id, options }) => ({
      id,
      label: product.options
        .map(({ name, valueLabels }) => valueLabels[options[name] ?? ""] ?? options[name] ?? "")
        .join(" / "),
    }));
