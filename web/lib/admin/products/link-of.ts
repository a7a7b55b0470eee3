/** Addresses that a description may lead to; the API keeps the same ones. Pure. */

/** Returns the address, with https where it was left out; null for one that leads nowhere. */
export function linkOf(typed: string): string | null {
  const text = typed.trim();
  if (/^\/(?![/\\])[^\\\s]*$/.test(text)) return text;
  if (text.startsWith("/")) return null;
  if (/^[^\s@:/]+@[^\s@:/]+\.[^\s@:/]+$/.test(text)) return `mailto:${text}`;
  const whole = /^(https?:\/\/|mailto:)/i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(whole)) return null;
  const { href, protocol, hostname } = new URL(whole);
  if (protocol === "mailto:") return href;
  return hostname.includes(".") || hostname === "localhost" ? href : null;
}
