/** Renders an SVG into the files that a browser loads. */
import sharp from "sharp";
import { drawPicture, sizes } from "./draw.ts";
import type { PictureSpec } from "./look.ts";

interface PictureFile {
  /** `<width>.<webp|avif>` */
  readonly name: string;
  readonly bytes: Buffer;
}

export interface RenderedPicture {
  readonly key: string;
  /** Pixels of the widest file. */
  readonly width: number;
  readonly height: number;
  /** `#rrggbb`, shown until the picture has loaded. */
  readonly color: string;
  readonly files: readonly PictureFile[];
}

const widths = { square: [880, 640, 320], detail: [560, 280], wide: [1920, 1280, 640] } as const;

/** The fields that the database stores of a picture. They are known before it is drawn. */
export function pictureOf({ key, format, backdrop }: PictureSpec) {
  const [width] = widths[format];
  const { width: w, height: h } = sizes[format];
  return {
    key,
    width,
    height: Math.round((width * h) / w),
    color: backdrop.wall,
    widths: [...widths[format]].reverse(),
  };
}

/**
 * `draft` draws at a quarter of the greatest width, and each file holds this drawing: a fifth of the time.
 * For tests, which look at pages and not at pictures.
 */
export type Quality = "full" | "draft";

/** Plain pixels, three bytes each. */
interface Pixels {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

const load = ({ data, width, height }: Pixels) => sharp(data, { raw: { width, height, channels: 3 } });

async function scaled(pixels: Pixels, width: number): Promise<Pixels> {
  if (width === pixels.width) return pixels;
  const { data, info } = await load(pixels).resize(width).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

// The settings are the fastest measured, because the first `npm start` waits for all pictures. Tuning for
// SSIM takes a quarter less time than the default.
const encoders = {
  webp: (pixels: Pixels) => load(pixels).webp({ quality: 80, effort: 0 }).toBuffer(),
  avif: (pixels: Pixels) =>
    load(pixels).avif({ quality: 62, effort: 0, chromaSubsampling: "4:2:0", tune: "ssim" }).toBuffer(),
} as const;

async function rasterise(spec: PictureSpec, width: number): Promise<Pixels> {
  const { data, info } = await sharp(Buffer.from(drawPicture(spec)), {
    density: (72 * width) / sizes[spec.format].width,
  })
    .removeAlpha()
    .raw()
    .toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** The few browsers without AVIF get a WebP of the middle width. */
export async function renderPicture(spec: PictureSpec, quality: Quality = "full"): Promise<RenderedPicture> {
  const { key, width, height, color } = pictureOf(spec);
  const files = await (quality === "draft" ? draftFiles(spec) : fullFiles(spec));
  return { key, width, height, color, files };
}

/** Rasterises once at the greatest width; each smaller size is made from the next larger one. */
async function fullFiles(spec: PictureSpec): Promise<PictureFile[]> {
  const [widest, middle] = widths[spec.format];
  const files: PictureFile[] = [];
  let pixels = await rasterise(spec, widest);
  for (const width of widths[spec.format]) {
    pixels = await scaled(pixels, width);
    if (width === middle) files.push({ name: `${width}.webp`, bytes: await encoders.webp(pixels) });
    files.push({ name: `${width}.avif`, bytes: await encoders.avif(pixels) });
  }
  return files;
}

async function draftFiles(spec: PictureSpec): Promise<PictureFile[]> {
  const [widest, middle] = widths[spec.format];
  const pixels = await rasterise(spec, widest / 4);
  const avif = await encoders.avif(pixels);
  return [
    { name: `${middle}.webp`, bytes: await encoders.webp(pixels) },
    ...widths[spec.format].map((width) => ({ name: `${width}.avif`, bytes: avif })),
  ];
}

type Rendered = Omit<RenderedPicture, "files">;

/**
 * Renders every distinct key once, a few pictures at a time, and passes each file to `write`.
 * @returns by key, the fields that the database stores of each picture
 */
export async function renderAll(
  specs: readonly PictureSpec[],
  write: (key: string, name: string, bytes: Buffer) => Promise<void>,
  onProgress: (done: number, total: number) => void = () => {},
  quality: Quality = "full",
): Promise<Map<string, Rendered>> {
  const queue = [...new Map(specs.map((spec) => [spec.key, spec])).values()];
  const total = queue.length;
  const rendered = new Map<string, Rendered>();
  // One thread per picture, several pictures at once: the threads of one small picture mostly wait.
  const threads = sharp.concurrency();
  sharp.concurrency(1);
  const worker = async (): Promise<void> => {
    for (let spec = queue.shift(); spec !== undefined; spec = queue.shift()) {
      const { files, ...picture } = await renderPicture(spec, quality);
      await Promise.all(files.map((file) => write(picture.key, file.name, file.bytes)));
      rendered.set(picture.key, picture);
      onProgress(rendered.size, total);
    }
  };
  try {
    await Promise.all([worker(), worker(), worker()]);
  } finally {
    sharp.concurrency(threads);
  }
  return rendered;
}
