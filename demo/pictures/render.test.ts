import sharp from "sharp";
import { describe, expect, test } from "vitest";
import { demoCatalogue, heroes, type PictureSpec } from "../catalogue.ts";
import { drawPicture } from "./draw.ts";
import { type RenderedPicture, renderAll, renderPicture } from "./render.ts";

const { categories, products } = demoCatalogue();
const all = [
  ...heroes,
  ...categories.map(({ picture }) => picture),
  ...products.flatMap(({ pictures }) => pictures),
];
const oneOfEachKind = [...new Map(all.map((spec) => [spec.kind, spec])).values()];

const [hero] = heroes;
const [product] = oneOfEachKind.filter(({ format }) => format === "square");
if (hero === undefined || product === undefined) throw new Error("the catalogue has no pictures");

describe("drawing", () => {
  test("refers to nothing outside the picture and uses no text", () => {
    for (const spec of all) {
      const svg = drawPicture(spec);
      expect(svg, spec.key).not.toMatch(/<text|<image|<script|<style|href=|font|@import/);
      expect(svg.replace("http://www.w3.org/2000/svg", ""), spec.key).not.toContain("://");
      expect(svg, spec.key).not.toMatch(/NaN|undefined|Infinity/);
    }
  });

  test("defines every gradient and outline that it uses", () => {
    for (const spec of all) {
      const svg = drawPicture(spec);
      const defined = new Set([...svg.matchAll(/ id="(\w+)"/g)].map(([, id]) => id));
      for (const [, id] of svg.matchAll(/url\(#(\w+)\)/g))
        expect(defined.has(id), `${spec.key} ${id}`).toBe(true);
    }
  });

  test("draws different products differently", () => {
    const drawn = new Map(all.map((spec) => [spec.key, drawPicture(spec)]));
    expect(new Set(drawn.values()).size).toBe(drawn.size);
  });

  test.each(oneOfEachKind.map((spec) => [spec.kind, spec] as const))(
    "%s is readable by the renderer and not blank",
    async (_kind, spec) => {
      const { channels } = await sharp(Buffer.from(drawPicture(spec)))
        .resize(64)
        .stats();
      expect(Math.max(...channels.map(({ stdev }) => stdev))).toBeGreaterThan(5);
    },
  );
});

describe("rendering", () => {
  test("makes a square in three widths of AVIF and one of WebP, with its background colour", async () => {
    const rendered = await renderPicture(product);
    expect(rendered).toMatchObject({ key: product.key, width: 880, height: 880 });
    expect(rendered.color).toMatch(/^#[0-9a-f]{6}$/);
    expect(await shapesOf(rendered.files)).toEqual({
      "880.avif": "880×880 heif",
      "640.webp": "640×640 webp",
      "640.avif": "640×640 heif",
      "320.avif": "320×320 heif",
    });
  });

  test("makes the home page's pictures 16:9 and wider", async () => {
    const rendered = await renderPicture(hero);
    expect(rendered).toMatchObject({ width: 1920, height: 1080 });
    expect(Object.keys(await shapesOf(rendered.files))).toEqual([
      "1920.avif",
      "1280.webp",
      "1280.avif",
      "640.avif",
    ]);
  });

  test("makes a draft with the same fields and names of files, of a quarter of the width", async () => {
    for (const spec of [product, hero]) {
      const [full, draft] = [await renderPicture(spec), await renderPicture(spec, "draft")];
      expect({ ...draft, files: [] }).toEqual({ ...full, files: [] });
      const names = ({ files }: RenderedPicture) => files.map(({ name }) => name).sort();
      expect(names(draft)).toEqual(names(full));
    }
    const draft = await renderPicture(product, "draft");
    expect(await shapesOf(draft.files)).toMatchObject({
      "880.avif": "220×220 heif",
      "640.webp": "220×220 webp",
    });
  });

  test("renders a key once, however often it is asked for, and reports progress", async () => {
    const written: string[] = [];
    const progress: string[] = [];
    const rendered = await renderAll(
      [product, product],
      async (key, name) => {
        written.push(`${key}/${name}`);
      },
      (done, total) => progress.push(`${done}/${total}`),
    );
    expect(written).toHaveLength(4);
    expect(new Set(written).size).toBe(4);
    expect(progress).toEqual(["1/1"]);
    expect(rendered.get(product.key)).toMatchObject({ width: 880, height: 880 });
  });

  test("fails when a file cannot be written", async () => {
    const spec: PictureSpec = product;
    await expect(renderAll([spec], async () => Promise.reject(new Error("disk full")))).rejects.toThrow(
      "disk full",
    );
  });
});

async function shapesOf(files: RenderedPicture["files"]): Promise<Record<string, string>> {
  const entries = files.map(async ({ name, bytes }) => {
    const { width, height, format } = await sharp(bytes).metadata();
    return [name, `${width}×${height} ${format}`] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
