import { describe, expect, it } from "vitest";
import type { Image, ProductOption, Variant } from "./api/types.ts";
import {
  choose,
  chosenVariant,
  initialSelection,
  missingOption,
  pictureOf,
  valuePictures,
  valueState,
} from "./options.ts";
import { choicesWithoutPicture } from "./pictured-options.ts";

const option = (name: string, values: string[]): ProductOption => ({
  name,
  values,
  label: name,
  valueLabels: {},
});
const image = (url: string): Image => ({ url, width: 1, height: 1, alt: "", color: "#ffffff", sources: [] });
const variant = (color: string, size: string, available: number): Variant => ({
  id: `${color}-${size}`,
  sku: `${color}-${size}`,
  options: { color, size },
  price: { amount: 1000, currency: "KRW" },
  tiers: [],
  available,
  image: image(color),
});

const shirt = {
  options: [option("color", ["white", "navy", "sage"]), option("size", ["S", "M", "L"])],
  variants: [
    variant("white", "S", 3),
    variant("white", "M", 0),
    variant("navy", "M", 2),
    variant("navy", "L", 1),
    variant("sage", "S", 0),
  ],
};

describe("valueState", () => {
  it("offers a value that is in stock with everything else chosen", () => {
    expect(valueState(shirt, {}, "color", "white")).toBe("available");
    expect(valueState(shirt, { color: "navy" }, "size", "L")).toBe("available");
  });

  it("distinguishes a sold-out combination from a value that needs other choices", () => {
    expect(valueState(shirt, { color: "white" }, "size", "M")).toBe("elsewhere");
    expect(valueState(shirt, { color: "white", size: "S" }, "color", "navy")).toBe("elsewhere");
  });

  it("reports a value without any stock as sold out, with all other choices", () => {
    expect(valueState(shirt, {}, "color", "sage")).toBe("soldOut");
    expect(valueState(shirt, { size: "S" }, "color", "sage")).toBe("soldOut");
  });

  it("does not judge a value by the value it would replace", () => {
    expect(valueState(shirt, { color: "navy", size: "M" }, "size", "L")).toBe("available");
  });
});

describe("choose", () => {
  it("keeps choices that go with the new one", () => {
    expect(choose(shirt, { color: "navy", size: "M" }, "size", "L")).toEqual({ color: "navy", size: "L" });
  });

  it("removes a choice that does not, so that there is no dead end", () => {
    expect(choose(shirt, { color: "white", size: "S" }, "color", "navy")).toEqual({ color: "navy" });
  });
});

describe("chosenVariant", () => {
  it("is known only when every option has a value", () => {
    expect(chosenVariant(shirt, { color: "navy" })).toBeUndefined();
    expect(missingOption(shirt, { color: "navy" })?.name).toBe("size");
    expect(chosenVariant(shirt, { color: "navy", size: "L" })?.id).toBe("navy-L");
    expect(chosenVariant(shirt, { color: "sage", size: "L" })).toBeUndefined();
  });

  it("is known at once for a product without options", () => {
    const [only] = shirt.variants;
    const cup = { options: [], variants: only ? [{ ...only, options: {} }] : [] };
    expect(chosenVariant(cup, initialSelection(cup))?.id).toBe("white-S");
  });
});

describe("initialSelection", () => {
  it("chooses only where there is one value", () => {
    expect(
      initialSelection({ options: [option("color", ["white"]), option("size", ["S", "M"])], variants: [] }),
    ).toEqual({ color: "white" });
  });
});

describe("pictures", () => {
  it("follow the colour before the size is known", () => {
    expect(pictureOf(shirt, {})).toBeUndefined();
    expect(pictureOf(shirt, { color: "navy" })?.url).toBe("navy");
  });

  it("stand for values only where each value looks different", () => {
    const [color, size] = shirt.options;
    expect(color && valuePictures(shirt, color)?.size).toBe(3);
    expect(size && valuePictures(shirt, size)).toBeUndefined();
  });
});

describe("choicesWithoutPicture", () => {
  const clay = { ...variant("clay", "M", 4), image: null };
  const partly = { ...shirt, variants: [...shirt.variants, clay] };
  it("names the chosen colour that has no picture, whatever the size", () => {
    expect(choicesWithoutPicture(partly, { color: "clay" })).toEqual(["clay"]);
    expect(choicesWithoutPicture(partly, { color: "clay", size: "M" })).toEqual(["clay"]);
  });
  it("is none while no colour is chosen, or where it has a picture in some size", () => {
    expect(choicesWithoutPicture(partly, {})).toBeUndefined();
    expect(choicesWithoutPicture(partly, { size: "M" })).toBeUndefined();
    expect(choicesWithoutPicture(partly, { color: "navy", size: "S" })).toBeUndefined();
  });
  it("is none for a product whose variants share its pictures", () => {
    const variants = shirt.variants.map((each) => ({ ...each, image: null }));
    expect(choicesWithoutPicture({ ...shirt, variants }, { color: "navy" })).toBeUndefined();
  });
});
