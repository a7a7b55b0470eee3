/// <reference types="next" />

declare module "*.css";

/** The build generates the same declaration; the types are also checked without a build. */
declare module "next/root-params" {
  export function locale(): Promise<string | undefined>;
}
