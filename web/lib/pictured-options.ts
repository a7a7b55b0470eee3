/** Which options of a product have pictures of their own: colours do, sizes do not. */
import { agrees, type Choices, type Selection } from "./options.ts";

/**
 * The choices whose look has no picture while others have one: a picture of another colour would be wrong.
 * Undefined when there is a picture, or when no variant has one of its own.
 */
export const choicesWithoutPicture = (product: Choices, selection: Selection): string[] | undefined => {
  const looks = product.options.filter(({ name }) => distinguishes(product, name));
  const chosen = looks.flatMap(({ name }) =>
    selection[name] === undefined ? [] : [[name, selection[name]]],
  );
  if (chosen.length === 0) return undefined;
  const look: Selection = Object.fromEntries(chosen);
  return product.variants.some((variant) => variant.image && agrees(variant, look))
    ? undefined
    : Object.values(look);
};

/** Whether variants that differ in this option have different pictures. */
function distinguishes(product: Choices, option: string): boolean {
  const valuesOf = Map.groupBy(
    product.variants.filter(({ image }) => image),
    ({ image }) => image?.url,
  );
  return (
    valuesOf.size > 0 &&
    [...valuesOf.values()].every((same) => new Set(same.map(({ options }) => options[option])).size === 1)
  );
}
