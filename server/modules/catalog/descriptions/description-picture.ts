/**
 * Pictures in descriptions: those of the shop's own store alone. The address of one says how large it is, so
 * that all that a page needs is made of the address. Pure.
 */
const FOLDER =
  "descriptions/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}-(?<width>[1-9]\\d{0,3})x(?<height>[1-9]\\d{0,4})";
/** A copy from a page of the shop has its host in front. */
const ADDRESS = new RegExp(`^(?:https?://[^/\\s]+)?/api/v1/media/(?<folder>${FOLDER})/\\d{1,4}\\.webp$`);
const FOLDERS = new RegExp(`/api/v1/media/(${FOLDER.replaceAll(/\?<\w+>/g, "?:")})/\\d+\\.webp`, "g");

const LONGEST_ALT = 200;
/** A column of text is so wide, or as wide as a phone. */
const SIZES = "(min-width: 48rem) 45rem, 100vw";

export const folderOf = (id: string, { width, height }: { width: number; height: number }): string =>
  `descriptions/${id}-${width}x${height}`;

/** Of the files of a picture, besides its own width; the last is the widest of all. */
export const WIDTHS = [640, 1_280, 1_920] as const;

export const addressOf = (folder: string, width: number): string => `/api/v1/media/${folder}/${width}.webp`;

/** Returns the attributes of a picture as they are stored; null for an address of another store. */
export function pictureAttributes(src: string, alt: string): Record<string, string> | null {
  const { folder, width, height } = ADDRESS.exec(src.trim())?.groups ?? {};
  if (folder === undefined) return null;
  const own = Number(width);
  const widths = [...WIDTHS.filter((each) => each < own), own];
  const shown = alt.replaceAll(/\s+/g, " ").trim();
  return {
    src: addressOf(folder, own),
    srcset: widths.map((each) => `${addressOf(folder, each)} ${each}w`).join(", "),
    sizes: SIZES,
    width: String(own),
    height: String(height),
    alt: [...shown].slice(0, LONGEST_ALT).join("").trim(),
    loading: "lazy",
  };
}

/** The folders of the pictures in HTML that was read. */
export const foldersIn = (html: string): string[] => [
  ...new Set([...html.matchAll(FOLDERS)].flatMap(([, folder]) => folder ?? [])),
];
