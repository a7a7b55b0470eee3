import { readFile } from "node:fs/promises";
import sharp from "sharp";
import { expect, test } from "vitest";
import { drawIcons } from "./icons.ts";

const committed = (name: string) => readFile(new URL(`../web/public/${name}`, import.meta.url));
const pixels = (png: Buffer) => sharp(png).ensureAlpha().raw().toBuffer();

test("the icon files show the shop's mark as it is now (node scripts/icons.ts)", async () => {
  for (const [name, content] of await drawIcons()) {
    if (name.endsWith(".ico")) continue;
    const [drawn, kept] = await Promise.all([pixels(content), committed(name).then(pixels)]);
    expect([name, kept.length]).toEqual([name, drawn.length]);
    const difference = drawn.reduce((sum, value, at) => sum + Math.abs(value - (kept[at] ?? 0)), 0);
    // Versions of the renderer smooth edges differently.
    expect(difference / drawn.length).toBeLessThan(2);
  }
});

test("favicon.ico holds a picture of 16, 32 and 48 pixels", async () => {
  const ico = await committed("favicon.ico");
  expect([ico.readUInt16LE(2), ico.readUInt16LE(4)]).toEqual([1, 3]);
  for (const [index, size] of [16, 32, 48].entries()) {
    const entry = 6 + 16 * index;
    const picture = ico.subarray(ico.readUInt32LE(entry + 12)).subarray(0, ico.readUInt32LE(entry + 8));
    const { format, width } = await sharp(picture).metadata();
    expect([ico.readUInt8(entry), format, width]).toEqual([size, "png", size]);
  }
});
