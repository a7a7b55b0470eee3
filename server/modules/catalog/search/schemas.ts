import { Type } from "typebox";
import { Money } from "../../../platform/money.ts";
import { Closed, Line, Nullable, Uuid } from "../../../platform/schema.ts";
import { Image } from "../contract/picture.ts";

const Marks = Type.Array(Type.Array(Type.Integer(), { minItems: 2, maxItems: 2 }), {
  description:
    "the ranges of the name that were typed, or that it was found by, [start, end) in UTF-16 units",
});
const link = { id: Uuid, slug: Type.String(), name: Type.String(), marks: Marks };

export const SuggestQuery = Closed({ q: Type.String({ minLength: 1, maxLength: 200 }) });

export const Suggestions = Closed({
  products: Type.Array(Closed({ ...link, price: Money, image: Nullable(Image) })),
  categories: Type.Array(Closed(link)),
  queries: Type.Array(Type.String(), { description: "words to search for; a correction comes first" }),
});

export const SynonymList = Closed({
  sets: Type.Array(Type.Array(Line(40), { minItems: 2, maxItems: 30 }), {
    maxItems: 1_000,
    description: "words of one set find one another",
  }),
});
