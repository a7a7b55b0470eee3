import { Type } from "typebox";
import { Closed } from "../../../platform/schema.ts";
import { DisclosureGroupCode } from "../contract/disclosure.ts";

/** The table of a product in the language of the request. */
export const ShownDisclosure = Closed({
  group: Type.String(),
  name: Type.String({ description: "of the group" }),
  rows: Type.Array(Closed({ code: Type.String(), name: Type.String(), text: Type.String() })),
});

export const DisclosureGroupList = Closed({
  items: Type.Array(
    Closed({
      code: DisclosureGroupCode,
      name: Type.String(),
      items: Type.Array(
        Closed({
          code: Type.String(),
          name: Type.String(),
          required: Type.Boolean({ description: "false: only for goods that it concerns" }),
        }),
      ),
    }),
  ),
});

export const DisclosureRule = Closed({
  gaps: Type.Enum(["warn", "block"], {
    description: "`block`: a product whose table has gaps cannot be shown; `warn`: staff are told",
  }),
});
