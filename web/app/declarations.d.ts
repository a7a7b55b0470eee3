/// <reference types="next" />

declare module "*.css";

/** The build generates the same declaration; the types are also checked without a build. */
declare module "next/root-params" {
  export function locale(): Promise<string | undefined>;
}

/** The package has no types of its own; this is the part that the build uses. */
declare module "subset-font" {
  type Options = {
    targetFormat: "woff2";
    variationAxes: Record<string, { min: number; max: number; default: number }>;
    keepFeatures: string[];
  };
  export default function subsetFont(font: Buffer, text: string, options: Options): Promise<Buffer>;
}
