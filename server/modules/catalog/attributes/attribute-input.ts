import { type Static, Type } from "typebox";
import { Closed, Line, OrNull, Uuid } from "../../../platform/schema.ts";
import { AttributeCode, AttributeType, ChoiceCode } from "../contract/attributes.ts";

const MOST_CHOICES = 200;
const MOST_CATEGORIES = 200;

const ChoiceTexts = Closed({ name: Type.Optional(Line(60)) });
const AttributeChoice = Closed({
  code: ChoiceCode,
  name: Line(60),
  translations: Type.Optional(Closed({ en: Type.Optional(ChoiceTexts) })),
});
export type AttributeChoice = Static<typeof AttributeChoice>;

const AttributeTexts = Closed({ name: Type.Optional(Line(60)), unit: Type.Optional(Line(20)) });
const AttributeTranslations = Closed({ en: Type.Optional(AttributeTexts) });
export type AttributeTranslations = Static<typeof AttributeTranslations>;

const fields = {
  translations: Type.Optional(AttributeTranslations),
  choices: Type.Optional(
    Type.Array(AttributeChoice, {
      maxItems: MOST_CHOICES,
      description: "of the type `choice`: what may be chosen, in the order of display",
    }),
  ),
  facet: Type.Optional(Type.Boolean({ description: "lists can be filtered by it" })),
  required: Type.Optional(Type.Boolean({ description: "products that are shown need a value" })),
  categoryIds: Type.Optional(
    Type.Array(Uuid, {
      maxItems: MOST_CATEGORIES,
      uniqueItems: true,
      description: "whose products, and those of the categories below, may have it; empty: all products",
    }),
  ),
  position: Type.Optional(
    Type.Integer({ minimum: 0, maximum: 100_000, description: "attributes are shown in its order" }),
  ),
};

export const NewAttribute = Closed({
  code: AttributeCode,
  type: AttributeType,
  name: Line(60),
  several: Type.Optional(
    Type.Boolean({ description: "of the type `choice`: a product may have several of them" }),
  ),
  unit: Type.Optional(OrNull(Line(20))),
  ...fields,
});
export type NewAttribute = Static<typeof NewAttribute>;

/** What is left out stays as it is. The code, the type and `several` never change. */
export const AttributeChange = Closed({
  name: Type.Optional(Line(60)),
  unit: Type.Optional(OrNull(Line(20))),
  ...fields,
});
export type AttributeChange = Static<typeof AttributeChange>;
