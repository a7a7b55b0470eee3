/**
 * Draws the shop's mark (`web/app/icon.svg`) as the files that browsers and phones ask for, into
 * `web/public`. Run it after a change of the mark: `node scripts/icons.ts`.
 */
import { readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import sharp from "sharp";

const root = fileURLToPath(new URL("..", import.meta.url));
/** The paper of the pages, because phones show a transparent icon on black. */
const PAPER = "#fcfaf6";

interface IconShape {
  readonly size: number;
  /** The mark's share of the width. A phone may cut away all outside a circle of 80 %. */
  readonly mark: number;
  readonly background: string;
}

const TRANSPARENT = "#00000000";
const shapes: Readonly<Record<string, IconShape>> = {
  "apple-touch-icon.png": { size: 180, mark: 0.72, background: PAPER },
  "icon-192.png": { size: 192, mark: 1, background: TRANSPARENT },
  "icon-512.png": { size: 512, mark: 1, background: TRANSPARENT },
  "icon-maskable.png": { size: 512, mark: 0.56, background: PAPER },
};

/** Returns the content of each file, by its name. */
export async function drawIcons(): Promise<ReadonlyMap<string, Buffer>> {
  const svg = await readFile(join(root, "web/app/icon.svg"));
  const files = new Map<string, Buffer>();
  for (const [name, shape] of Object.entries(shapes)) files.set(name, await draw(svg, shape));
  const small = await Promise.all(
    [16, 32, 48].map((size) => draw(svg, { size, mark: 1, background: TRANSPARENT })),
  );
  files.set("favicon.ico", icoOf(small));
  return files;
}

async function draw(svg: Buffer, { size, mark, background }: IconShape): Promise<Buffer> {
  const width = Math.round(size * mark);
  // 72 dots per inch draw the mark at its own 32 pixels.
  const drawn = await sharp(svg, { density: (72 * width) / 32 })
    .resize(width, width)
    .png()
    .toBuffer();
  return sharp({ create: { width: size, height: size, channels: 4, background } })
    .composite([{ input: drawn, gravity: "centre" }])
    .png({ compressionLevel: 9, palette: true })
    .toBuffer();
}

/** An icon file with a PNG for each size: a header of 6 bytes, 16 bytes for each picture, the pictures. */
function icoOf(pictures: readonly Buffer[]): Buffer {
  const header = Buffer.alloc(6 + 16 * pictures.length);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  let offset = header.length;
  for (const [index, picture] of pictures.entries()) {
    const entry = 6 + 16 * index;
    // A PNG states its width and height at byte 16 and 20.
    header.writeUInt8(picture.readUInt32BE(16), entry);
    header.writeUInt8(picture.readUInt32BE(20), entry + 1);
    header.writeUInt16LE(1, entry + 4);
    header.writeUInt16LE(32, entry + 6);
    header.writeUInt32LE(picture.length, entry + 8);
    header.writeUInt32LE(offset, entry + 12);
    offset += picture.length;
  }
  return Buffer.concat([header, ...pictures]);
}

if (import.meta.main) {
  for (const [name, content] of await drawIcons()) await writeFile(join(root, "web/public", name), content);
}
