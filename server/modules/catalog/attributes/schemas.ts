import { Type } from "typebox";
import { Closed, Nullable, Uuid } from "../../../platform/schema.ts";
import { AttributeType } from "../contract/attributes.ts";

const Text = Type.Optional(Type.String());

/** As staff edit it, in Korean with what is translated. */
export const StaffAttribute = Closed({
  id: Uuid,
  code: Type.String(),
  type: AttributeType,
  several: Type.Boolean(),
  name: Type.String(),
  unit: Nullable(Type.String()),
  translations: Closed({ en: Type.Optional(Closed({ name: Text, unit: Text })) }),
  choices: Type.Array(
    Closed({
      code: Type.String(),
      name: Type.String(),
      translations: Type.Optional(Closed({ en: Type.Optional(Closed({ name: Text })) })),
    }),
  ),
  facet: Type.Boolean(),
  required: Type.Boolean(),
  everywhere: Type.Boolean({ description: "products of every category may have it" }),
  categoryIds: Type.Array(Uuid),
  position: Type.Integer(),
  etag: Type.String({ description: "for If-Match" }),
});

export const ShownValue = Type.Union(
  [Type.Array(Type.String()), Type.Boolean(), Type.Number(), Type.String()],
  { description: "of a choice: its code, or its codes" },
);

/** An attribute of a product in the language of the request. */
export const ShownAttribute = Closed({
  id: Uuid,
  name: Type.String(),
  type: AttributeType,
  unit: Nullable(Type.String()),
  value: ShownValue,
  text: Type.String({ description: "the value as people read it, with its unit" }),
});
