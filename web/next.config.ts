import { randomBytes } from "node:crypto";
import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// The shop sends no data to third parties, and neither does its build tool.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** `next build` keeps these headers with the build, so its name is that of one build. */
const buildName = randomBytes(9).toString("base64url");

/** proxy.ts sets the headers of pages. These are for files, and tell the server when the build is another. */
const fileHeaders = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "X-Jangteo-Build", value: buildName },
];

const config: NextConfig = {
  poweredByHeader: false,
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
  headers: async () => [{ source: "/:path*", headers: fileHeaders }],
};

export default createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  // The build parses the messages: the browser gets a formatter of 2 kB instead of a parser of 12.
  experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
})(config);
