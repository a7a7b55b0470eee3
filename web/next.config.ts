import type { NextConfig } from "next";
import createNextIntlPlugin from "next-intl/plugin";

// The shop sends nothing to anybody, its build tool included.
process.env.NEXT_TELEMETRY_DISABLED = "1";

/**
 * Next.js streams its data in inline scripts, so 'unsafe-inline' stays until each answer carries a nonce.
 * What already holds: no foreign host is loaded or called, nobody frames the shop.
 */
const contentSecurityPolicy = [
  "default-src 'self'",
  `script-src 'self' 'unsafe-inline'${process.env.NODE_ENV === "development" ? " 'unsafe-eval'" : ""}`,
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'none'",
].join("; ");

const securityHeaders = [
  { key: "Content-Security-Policy", value: contentSecurityPolicy },
  { key: "X-Content-Type-Options", value: "nosniff" },
  // The return address of a payment carries its key: never hand it to another origin.
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), browsing-topics=()" },
];

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
  headers: async () => [{ source: "/:path*", headers: securityHeaders }],
};

export default createNextIntlPlugin({
  requestConfig: "./i18n/request.ts",
  // Messages are parsed by the build: the browser gets a formatter of 2 kB instead of a parser of 12.
  experimental: { messages: { path: "./messages", format: "json", locales: "infer", precompile: true } },
})(config);
