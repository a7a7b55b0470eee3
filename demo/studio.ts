/** Decides how a product is shown in its picture: its look, the studio, its place. */
import { type Category, categories } from "./categories.ts";
import { type ColourId, colours, isColour } from "./colours.ts";
import type { Kind, Line } from "./kind.ts";
import { distance } from "./pictures/colour.ts";
import {
  type Look,
  type Motif,
  motifs,
  type PictureSpec,
  type PlacedThing,
  type Stage,
} from "./pictures/look.ts";
import { pick, random } from "./random.ts";

const stages: readonly Stage[] = ["sweep", "table", "sweep", "arch", "disc", "plinth", "window"];
/** Kinds too wide for a podium. */
const broad = new Set([
  "plate",
  "tray",
  "rug",
  "sneakers",
  "campchair",
  "yogamat",
  "blanket",
  "umbrella",
  "incense",
  "cap",
  "blocks",
]);
/** Kinds that lie flat on the floor. They stand further back, so that less of the picture is empty. */
const low = new Set([...broad, "soap", "bowl", "towel", "pencilcase"]);
/** Kinds that lean on a wall or are too tall for an arch. */
const upright = new Set(["frame", "board", "lamp", "umbrella", "pot", "vase", "diffuser"]);

/** The line's look in one of its colours. An accent too close to that colour is replaced. */
function lookOf(line: Line, colour: ColourId, seed: string): Look {
  const base = colours[colour].paint;
  const candidates = [line.accent, ...line.colours, "ivory", "navy"] as const;
  const accent = candidates.find((id) => distance(colours[id].paint, base) > 0.22) ?? line.accent;
  return { base, accent: colours[accent].paint, motif: line.motif, shape: line.shape, seed };
}

export function productPicture(kind: Kind, line: Line, slug: string, colour: ColourId): PictureSpec {
  const look = lookOf(line, colour, slug);
  return {
    key: `products/${slug}-${colour}`,
    kind: kind.id,
    format: "square",
    backdrop: backdropFor(kind, slug, look.base),
    things: [
      {
        kind: kind.id,
        look,
        x: 0,
        y: kind.laid ? laidOffset(kind.scale) : low.has(kind.id) ? 0 : 50,
        scale: kind.scale,
      },
    ],
  };
}

/**
 * Two more views of a thing: from near, and two of it beside each other. Their files are smaller than those
 * of the first picture: the first `npm start` waits for all of them.
 */
export function moreViews(kind: Kind, line: Line, slug: string): PictureSpec[] {
  const [colour] = line.colours;
  if (colour === undefined) throw new RangeError(`${slug} has no colour`);
  const look = lookOf(line, colour, slug);
  const { wall, floor } = backdropFor(kind, slug, look.base);
  const thing = (x: number, y: number, scale: number): PlacedThing => ({
    kind: kind.id,
    look,
    x,
    y: kind.laid ? laidOffset(scale) : y,
    scale,
  });
  const view = (name: string, stage: Stage, ...things: PlacedThing[]): PictureSpec => ({
    key: `products/${slug}-${colour}-${name}`,
    kind: kind.id,
    format: "detail",
    backdrop: { stage: kind.laid ? "board" : stage, wall: floor, floor: wall },
    things,
  });
  const { scale } = kind;
  return [
    view("near", "sweep", thing(40, low.has(kind.id) ? 80 : 190, scale * 1.7)),
    view("pair", "table", thing(-210, -20, scale * 0.56), thing(180, 60, scale * (kind.laid ? 0.56 : 0.7))),
  ];
}

/** Things seen from above are centred; the others stand on the floor. */
const laidOffset = (scale: number): number => 260 * (scale - 1);

function backdropFor(kind: Kind, slug: string, base: string): PictureSpec["backdrop"] {
  const next = random(`${slug} studio`);
  const tones = categories.find((category) => category.slug === kind.category)?.tones ?? [];
  const clear = tones.filter(([wall]) => distance(wall, base) > 0.2);
  const [wall, floor] = pick(next, clear.length > 0 ? clear : tones);
  const fitting = stages.filter(
    (stage) =>
      !(stage === "plinth" && broad.has(kind.id)) &&
      !(stage === "arch" && (upright.has(kind.id) || broad.has(kind.id))),
  );
  return { stage: kind.laid ? "board" : pick(next, fitting), wall, floor };
}

/** Reads things, each written as `kind colour motif accent x y scale [shape]`. */
export function arrange(things: readonly string[]): PlacedThing[] {
  return things.map((text) => {
    const [kind = "", colour = "", motif = "", accent = "", x, y, scale, shape = "0"] = text.split(" ");
    const pattern = motifs.find((name): name is Motif => name === motif);
    if (!isColour(colour) || !isColour(accent) || pattern === undefined) throw new SyntaxError(text);
    const look: Look = {
      base: colours[colour].paint,
      accent: colours[accent].paint,
      motif: pattern,
      shape: Number(shape),
      seed: text,
    };
    return { kind, look, x: Number(x), y: Number(y), scale: Number(scale) };
  });
}

export function categoryPicture(category: Category, position: number): PictureSpec {
  const [wall, floor] = pick(() => 0, category.tones);
  const stage = category.slug === "clothing" ? "board" : (["sweep", "table", "disc"] as const)[position % 3];
  return {
    key: `categories/${category.slug}`,
    kind: "scene",
    format: "square",
    backdrop: { stage: stage ?? "sweep", wall, floor },
    things: arrange(category.scene),
  };
}
