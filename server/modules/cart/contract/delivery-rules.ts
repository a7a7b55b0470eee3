/** What delivery costs: the rules as a shop stores them, in minor units of its currency. */
import { type Static, type TSchema, Type } from "typebox";
import type { Language } from "../../../platform/language.ts";
import { Closed, Line, Nullable, OrNull, Plain } from "../../../platform/schema.ts";
import { DeliveryGroupCode } from "../../catalog/contract/product-words.ts";

const Fee = Type.Integer({ minimum: 0, maximum: 100_000_000, description: "minor units" });
const FreeFrom = Type.Integer({ minimum: 1, maximum: 1_000_000_000_000, description: "minor units" });
const Pieces = Type.Integer({ minimum: 1, maximum: 999, description: "a fee for each so many pieces begun" });

/** What every order pays, wherever it goes. */
const DeliveryBase = Type.Union([
  Closed({ type: Type.Literal("free") }),
  Closed({ type: Type.Literal("fixed"), fee: Fee }),
  Closed({ type: Type.Literal("conditional"), fee: Fee, freeFrom: FreeFrom }),
  Closed({ type: Type.Literal("per_quantity"), fee: Fee, pieces: Pieces }),
]);

export const Postcode = Plain("^[0-9]{5}$", { description: "5 digits" });

/** In both languages; null: English pages show the Korean name. */
export const RegionName = Closed({ ko: Type.String(), en: Nullable(Type.String()) });
export type RegionName = Static<typeof RegionName>;

export const regionNameIn = ({ ko, en }: RegionName, language: Language): string =>
  language === "en" ? (en ?? ko) : ko;

/**
 * A group (묶음배송) is goods that are sent together: products name it by its code. A region is places that cost
 * more, as ranges of postcodes, both ends included.
 */
const rulesOf = <Name extends TSchema, Code extends TSchema>(name: Name, postcode: Code) =>
  Closed({
    base: { ...DeliveryBase, description: "of goods in no group" },
    groups: Type.Optional(
      Type.Array(Closed({ code: DeliveryGroupCode, name, base: DeliveryBase }), {
        maxItems: 20,
        description: "goods that are sent apart, each with its own fee",
      }),
    ),
    combine: Type.Optional(
      Type.Enum(["sum", "highest"], { description: "of the fees of an order's groups; absent: their sum" }),
    ),
    regions: Type.Array(
      Closed({
        name,
        surcharge: { ...Fee, minimum: 1 },
        ranges: Type.Array(Closed({ from: postcode, to: postcode }), { minItems: 1, maxItems: 200 }),
      }),
      { maxItems: 20 },
    ),
  });

export const DeliveryRules = rulesOf(RegionName, Type.String());
export type DeliveryRules = Static<typeof DeliveryRules>;

export const DeliveryRulesInput = rulesOf(Closed({ ko: Line(40), en: OrNull(Line(40)) }), Postcode);
