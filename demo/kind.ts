/** A kind: the properties that its products share, and its products in the notation of the merchandiser. */
import { type BrandId, brands } from "./brands.ts";
import { type ColourId, isColour } from "./colours.ts";
import { type Motif, motifs } from "./pictures/look.ts";

export type Text = readonly [ko: string, en: string];

/** An option besides the colour. `more` is the surcharge of a value, in won. */
interface Axis {
  readonly name: Text;
  readonly values: readonly { readonly name: Text; readonly code: string; readonly more: number }[];
}

export interface Line {
  readonly name: Text;
  readonly brand: BrandId;
  readonly price: number;
  readonly was?: number;
  /** The main picture shows the first one. */
  readonly colours: readonly ColourId[];
  readonly motif: Motif;
  readonly accent: ColourId;
  readonly shape: number;
  readonly story: Text;
}

export interface Kind {
  /** Also the name of the drawing. */
  readonly id: string;
  readonly sku: string;
  readonly category: string;
  /** The size in the picture. */
  readonly scale: number;
  /** Photographed from above, without a floor. */
  readonly laid?: true;
  /** The name of the colour option. Without it the colour cannot be chosen. */
  readonly colourOption?: Text;
  readonly axes: readonly Axis[];
  /** Sentences that hold for every product of the kind: material and size, then care or use. */
  readonly about: readonly Text[];
  readonly lines: readonly Line[];
}

export const colour: Text = ["색상", "Colour"];

/** Values are written `"한국어|English|CODE|won more"`; the last part may be left out. */
export const axis = (ko: string, en: string, ...values: string[]): Axis => ({
  name: [ko, en],
  values: values.map((value) => {
    const [valueKo, valueEn, code, more = "0"] = value.split("|");
    if (valueKo === undefined || valueEn === undefined || code === undefined) throw new SyntaxError(value);
    return { name: [valueKo, valueEn], code, more: Number(more) };
  }),
});

const isBrand = (id: string): id is BrandId => Object.hasOwn(brands, id);
const isMotif = (name: string): name is Motif => motifs.some((motif) => motif === name);

function colourOf(id: string): ColourId {
  if (!isColour(id)) throw new SyntaxError(`unknown colour ${id}`);
  return id;
}

/**
 * Reads products, three lines each:
 *
 *     Korean name / English name / brand price [was price] / colours / motif accent shape
 *     a Korean sentence
 *     an English sentence
 */
export function lines(text: string): Line[] {
  const rows = text.trim().split("\n");
  if (rows.length % 3 !== 0) throw new SyntaxError(`three lines a product: ${rows[0]}`);
  return Array.from({ length: rows.length / 3 }, (_, index) => {
    const [facts = "", ko = "", en = ""] = rows.slice(index * 3, index * 3 + 3);
    const [nameKo = "", nameEn = "", offer = "", palette = "", style = ""] = facts
      .split("/")
      .map((part) => part.trim());
    const [brand = "", price, , was] = offer.split(" ");
    const [motif = "", accent = "", shape] = style.split(" ");
    if (!isBrand(brand) || !isMotif(motif)) throw new SyntaxError(facts);
    return {
      name: [nameKo, nameEn],
      brand,
      price: Number(price),
      ...(was === undefined ? {} : { was: Number(was) }),
      colours: palette.split(" ").map(colourOf),
      motif,
      accent: colourOf(accent),
      shape: Number(shape),
      story: [ko.trim(), en.trim()],
    };
  });
}
