/** Where programs call: an address that cannot be decoded is refused with a problem document. */
const PROGRAMS = /^\/(api|internal|\.well-known)\//;

/**
 * Addresses of pages get cut, joined and mistyped. A "%" that begins no character of UTF-8, or encodes NUL,
 * stands for itself, and of several slashes at the beginning one counts (`//host` would name another host),
 * so that the visitor gets a page of the shop. Every other address stays as it is.
 */
export function readablePageAddress(url: string): string {
  const page = url.startsWith("//") ? url.replace(/^\/+/, "/") : url;
  if (PROGRAMS.test(page)) return url;
  if (!page.includes("%")) return page;
  return page.replaceAll(/(%[\da-f]{2})+|%/gi, (encoded) =>
    isReadable(encoded) ? encoded : encoded.replaceAll("%", "%25"),
  );
}

function isReadable(encoded: string): boolean {
  try {
    return !decodeURIComponent(encoded).includes("\0");
  } catch {
    return false;
  }
}
