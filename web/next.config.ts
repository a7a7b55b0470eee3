import { randomBytes } from "node:crypto";
import type { NextConfig } from "next";
import { PHASE_DEVELOPMENT_SERVER, PHASE_PRODUCTION_BUILD } from "next/constants.js";
import createNextIntlPlugin from "next-intl/plugin";
import { buildFonts } from "./fonts/build-fonts.ts";
import { isDevelopment } from "./lib/config.ts";
import { RENDER_HEADER } from "./lib/render-header.ts";
import { pageHeaders } from "./lib/security-headers.ts";

// The shop sends no data to third parties, and neither does its build tool.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** `next build` keeps these headers with the build, so its name is that of one build. */
const buildName = randomBytes(9).toString("base64url");

/** proxy.ts sets the headers of pages. These are for files, and tell the server when the build is another. */
const fileHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Jangteo-Build", value: buildName },
];

/**
 * For a page that all guests share, in place of proxy.ts. The server's page cache adds the hashes of the
 * page's scripts to the policy. No cache in between may store this form of the page.
 */
const sharedPageHeaders = pageHeaders({
  nonce: null,
  path: "/",
  // The public port sends Strict-Transport-Security itself.
  https: false,
  personal: true,
  development: isDevelopment(),
}).map(([key, value]) => ({ key, value }));

const config: NextConfig = {
  // For images: the files that the pages need, in one folder. `next start` does not run such a build.
  ...(process.env.WEB_OUTPUT === "standalone" ? { output: "standalone" as const } : {}),
  poweredByHeader: false,
  // Preloads stand in the page itself: a copy of the page then needs no header of the response.
  reactMaxHeadersLength: 0,
  images: { unoptimized: true },
  // `npm run verify` checks the types, so that `npm start` does not wait for the same check.
  typescript: { ignoreBuildErrors: true },
  // Korean pages have no prefix; see i18n/routing.ts.
  redirects: async () => [
    { source: "/ko", destination: "/", permanent: true },
    { source: "/ko/:path+", destination: "/:path+", permanent: true },
  ],
  rewrites: async () => ({
    beforeFiles: [],
    afterFiles: [{ source: "/:path((?!en$|en/|ko$|ko/|_next/|sitemap/).*)", destination: "/ko/:path" }],
    fallback: [],
  }),
  headers: async () => [
    { source: "/:path*", headers: fileHeaders },
    { source: "/:path*", has: [{ type: "header", key: RENDER_HEADER }], headers: sharedPageHeaders },
  ],
};

const withWords = createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  // The build parses the messages: the browser gets a formatter of 2 kB instead of a parser of 12.
  experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
});

/** The pages import the fonts, which are not in the repository. */
export default async function configFor(phase: string): Promise<NextConfig> {
  if (phase === PHASE_PRODUCTION_BUILD || phase === PHASE_DEVELOPMENT_SERVER) await buildFonts(process.cwd());
  return withWords(config);
}
