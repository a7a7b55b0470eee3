/** The demo shop: categories, products and their pictures. Pure: two calls return equal values. */
import { brands } from "./brands.ts";
import { categories } from "./categories.ts";
import { type ColourId, colours } from "./colours.ts";
import type { Kind, Line, Text } from "./kind.ts";
import { accessories, bags } from "./kinds/bags-accessories.ts";
import { body } from "./kinds/body.ts";
import { clothing } from "./kinds/clothing.ts";
import { fabric } from "./kinds/fabric.ts";
import { interior } from "./kinds/interior.ts";
import { kitchen } from "./kinds/kitchen.ts";
import { lightScent } from "./kinds/light-scent.ts";
import { outdoorPlay } from "./kinds/outdoor-play.ts";
import { pantry } from "./kinds/pantry.ts";
import { stationery } from "./kinds/stationery.ts";
import { tableware } from "./kinds/tableware.ts";
import { teaCoffee } from "./kinds/tea-coffee.ts";
import { between, random } from "./random.ts";
import { categoryPicture, moreViews, productPicture } from "./studio.ts";
import type { DemoCategory, DemoProduct, DemoVariant } from "./types.ts";

export { heroes } from "./heroes.ts";
export type { PictureSpec } from "./pictures/look.ts";
export type { DemoCategory, DemoProduct } from "./types.ts";

export const kinds: readonly Kind[] = [
  ...tableware,
  ...kitchen,
  ...teaCoffee,
  ...pantry,
  ...fabric,
  ...interior,
  ...lightScent,
  ...stationery,
  ...clothing,
  ...bags,
  ...accessories,
  ...body,
  ...outdoorPlay,
];

export function demoCatalogue(): { categories: DemoCategory[]; products: DemoProduct[] } {
  return {
    categories: categories.map((category, position) => ({
      slug: category.slug,
      name: category.name[0],
      description: category.description[0],
      translations: { en: { name: category.name[1], description: category.description[1] } },
      position,
      picture: categoryPicture(category, position),
    })),
    products: kinds.flatMap((kind) => kind.lines.map((line) => product(kind, line))),
  };
}

/** One value of one option, with the data that a variant needs. */
interface Choice {
  readonly option: Text;
  readonly value: Text;
  readonly code: string;
  readonly more: number;
  readonly colour?: ColourId;
}

function choicesOf(kind: Kind, line: Line): Choice[][] {
  const option = kind.colourOption;
  const palette: Choice[][] =
    option === undefined
      ? []
      : [
          line.colours.map((id) => ({
            option,
            value: [colours[id].ko, colours[id].en],
            code: colours[id].code,
            more: 0,
            colour: id,
          })),
        ];
  return [
    ...palette,
    ...kind.axes.map((axis) =>
      axis.values.map((value) => ({ ...value, option: axis.name, value: value.name })),
    ),
  ];
}

const combinations = (choices: readonly Choice[][]): Choice[][] =>
  choices.reduce<Choice[][]>(
    (rows, values) => rows.flatMap((row) => values.map((value) => [...row, value])),
    [[]],
  );

const slugOf = (name: string): string =>
  name
    .toLowerCase()
    .replaceAll("'", "")
    .replaceAll(/[^a-z0-9]+/g, "-");

/** Two letters of each of the first two words, numbered where lines of the kind would share a code. */
function lineCode(kind: Kind, line: Line): string {
  const codeOf = (name: string): string => {
    const [first = "", second = ""] = name.toUpperCase().replaceAll("'", "").split(" ");
    return first.slice(0, 2) + second.slice(0, 2);
  };
  const code = codeOf(line.name[1]);
  const twins = kind.lines.filter((other) => codeOf(other.name[1]) === code);
  return twins.length === 1 ? code : `${code}${twins.indexOf(line) + 1}`;
}

function product(kind: Kind, line: Line): DemoProduct {
  const slug = slugOf(line.name[1]);
  const choices = choicesOf(kind, line);
  const shown = kind.colourOption === undefined ? line.colours.slice(0, 1) : line.colours;
  const [first, others] = [shown.slice(0, 1), shown.slice(1)];
  const sentences = (language: 0 | 1): string =>
    [line.story, ...kind.about].map((text) => text[language]).join(" ");
  const english = choices.flat().flatMap(({ option, value }) => [option, value]);
  return {
    slug,
    name: line.name[0],
    description: sentences(0),
    brand: brands[line.brand][0],
    categorySlugs: [kind.category],
    status: "active",
    options: choices.map((values) => ({
      name: values[0]?.option[0] ?? "",
      values: values.map(({ value }) => value[0]),
    })),
    variants: combinations(choices).map((row) => variant(kind, line, slug, row)),
    translations: {
      en: {
        name: line.name[1],
        description: sentences(1),
        brand: brands[line.brand][1],
        options: Object.fromEntries(english),
      },
    },
    pictures: [
      ...first.map((id) => productPicture(kind, line, slug, id)),
      // Three at least; other colours are views, too.
      ...moreViews(kind, line, slug).slice(0, Math.max(1, 3 - shown.length)),
      ...others.map((id) => productPicture(kind, line, slug, id)),
    ],
  };
}

function variant(kind: Kind, line: Line, slug: string, row: readonly Choice[]): DemoVariant {
  const sku = [kind.sku, lineCode(kind, line), ...row.map(({ code }) => code)].join("-");
  const more = row.reduce((sum, choice) => sum + choice.more, 0);
  const colour = row.find((choice) => choice.colour !== undefined)?.colour;
  return {
    sku,
    options: Object.fromEntries(row.map(({ option, value }) => [option[0], value[0]])),
    price: line.price + more,
    ...(line.was === undefined ? {} : { compareAtPrice: line.was + more }),
    stock: stockOf(slug, sku),
    ...(colour === undefined ? {} : { picture: productPicture(kind, line, slug, colour) }),
  };
}

/** Products of which nothing is left, and of which each variant is the last piece. */
const [SOLD_OUT, LAST_PIECES] = [0.015, 0.035];

/** Plenty for most variants, few for some, none for a few: the storefront has to show all these cases. */
function stockOf(slug: string, sku: string): number {
  const fate = random(`${slug} fate`)();
  if (fate < SOLD_OUT) return 0;
  if (fate < LAST_PIECES) return 1;
  const next = random(`${sku} stock`);
  const luck = next();
  if (luck < 0.06) return 0;
  return luck < 0.16 ? between(next, 1, 5) : between(next, 10, 120);
}
