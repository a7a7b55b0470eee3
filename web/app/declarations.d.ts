/// <reference types="next" />

declare module "*.css";

/** The build writes the same; types are checked without one. */
declare module "next/root-params" {
  export function locale(): Promise<string | undefined>;
}
