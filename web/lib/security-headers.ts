/**
 * The headers of every page. Scripts run by the nonce of this response, which Next.js adds to its own, and so
 * do the scripts that they load ('strict-dynamic'). Style sheets are files. Only the attribute `style` is
 * inline: it colours a picture's place before the picture is loaded.
 */
type PageRequest = {
  /** Random and used once. Null for a page that is kept: the server's page cache adds hashes. */
  nonce: string | null;
  /** The public path, with or without language. */
  path: string;
  https: boolean;
  /** Whether the page may show personal data. */
  personal: boolean;
  development: boolean;
  /** Hosts of the providers that the shop offers, on the page that opens their windows. */
  windowHosts?: readonly string[];
};

/** The page that opens a provider's window. It alone may talk to the providers. */
export const isWindowPage = (path: string): boolean => /^(\/en)?\/checkout\/pay$/.test(path);

/** An address without a path, which cannot end its directive. */
const isHost = (text: string): boolean => /^https:\/\/[a-z0-9*.-]+$/.test(text);

/** @param others hosts that the page may show and send data to */
export function contentSecurityPolicy(
  nonce: string | null,
  development: boolean,
  others: readonly string[] = [],
): string {
  const hosts = others
    .filter(isHost)
    .map((host) => ` ${host}`)
    .join("");
  const byNonce = nonce === null ? "" : ` 'nonce-${nonce}'`;
  return [
    "default-src 'self'",
    // The tools of `next dev` compile in the page.
    `script-src 'self'${byNonce && `${byNonce} 'strict-dynamic'`}${development ? " 'unsafe-eval'" : ""}`,
    `style-src 'self'${development ? " 'unsafe-inline'" : byNonce}`,
    "style-src-attr 'unsafe-inline'",
    `img-src 'self' data:${hosts}`,
    "font-src 'self'",
    `connect-src 'self'${hosts}`,
    ...(hosts === "" ? [] : [`frame-src${hosts}`]),
    "object-src 'none'",
    "base-uri 'none'",
    `form-action 'self'${hosts}`,
    "frame-ancestors 'none'",
  ].join("; ");
}

/** Pages with a token or a payment's key in their address. */
const SECRET_PAGES =
  /^(\/en)?\/(verify-email|reset-password|confirm-email|invitation|checkout\/(return|fail))(\/|$)/;

/** Pages with personal data, for guests too. */
const PERSONAL_PAGES = /^(\/en)?\/(account|admin|orders|checkout|cart|sign-in|sign-up|forgot-password)(\/|$)/;

export function pageHeaders({
  nonce,
  path,
  https,
  personal,
  development,
  windowHosts = [],
}: PageRequest): [name: string, value: string][] {
  const secret = SECRET_PAGES.test(path);
  return [
    [
      "Content-Security-Policy",
      contentSecurityPolicy(nonce, development, isWindowPage(path) ? windowHosts : []),
    ],
    ["Referrer-Policy", secret ? "no-referrer" : "strict-origin-when-cross-origin"],
    ["Cross-Origin-Opener-Policy", "same-origin-allow-popups"],
    ["X-Content-Type-Options", "nosniff"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), browsing-topics=()"],
    ...(https
      ? [["Strict-Transport-Security", "max-age=63072000; includeSubDomains"] as [string, string]]
      : []),
    ...(personal || secret || PERSONAL_PAGES.test(path)
      ? [["Cache-Control", "private, no-store"] as [string, string]]
      : []),
  ];
}
