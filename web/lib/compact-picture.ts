import type { Image } from "./api/types.ts";

/**
 * A picture in few bytes, for pages that show many. All its files lie in one folder, so each address is its
 * file's name alone; an address outside the folder stays whole. The text for those who cannot see it is left
 * out: these pictures stand beside their names.
 */
export type CompactPicture = {
  folder: string;
  file: string;
  sources: { type: string; srcset: string }[];
  width: number;
  height: number;
  color: string;
};

const CANDIDATES = /\s*,\s+/;

const isWhole = (address: string): boolean => address.startsWith("/") || address.includes("://");

export function compactPicture({ url, sources, width, height, color }: Image): CompactPicture {
  const folder = url.slice(0, url.lastIndexOf("/") + 1);
  const shortened = (address: string): string => {
    const name = address.startsWith(folder) ? address.slice(folder.length) : address;
    return isWhole(name) ? address : name;
  };
  return {
    folder,
    file: shortened(url),
    sources: sources.map(({ type, srcset }) => ({
      type,
      srcset: srcset.split(CANDIDATES).map(shortened).join(", "),
    })),
    width,
    height,
    color,
  };
}

export function wholePicture({ folder, file, sources, ...rest }: CompactPicture): Image {
  const whole = (name: string): string => (isWhole(name) ? name : folder + name);
  return {
    ...rest,
    alt: "",
    url: whole(file),
    sources: sources.map(({ type, srcset }) => ({
      type,
      srcset: srcset.split(CANDIDATES).map(whole).join(", "),
    })),
  };
}
