import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// The shop sends nothing to anybody, its build tool included.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/** Pages get theirs from proxy.ts, with each answer; these are for files. */
const fileHeaders = [{ key: "X-Content-Type-Options", value: "nosniff" }];

const config: NextConfig = {
  poweredByHeader: false,
  images: { unoptimized: true },
  // `npm run verify` checks types with the same compiler; a shop that starts should not wait for it again.
  typescript: { ignoreBuildErrors: true },
  // Korean pages have no prefix; see i18n/routing.ts.
  redirects: async () => [
    { source: "/ko", destination: "/", permanent: true },
    { source: "/ko/:path+", destination: "/:path+", permanent: true },
  ],
  rewrites: async () => ({
    beforeFiles: [],
    afterFiles: [{ source: "/:path((?!en$|en/|ko$|ko/|_next/|.*\\.).*)", destination: "/ko/:path" }],
    fallback: [],
  }),
  headers: async () => [{ source: "/:path*", headers: fileHeaders }],
};

export default createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  // Messages are parsed by the build: the browser gets a formatter of 2 kB instead of a parser of 12.
  experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
})(config);
