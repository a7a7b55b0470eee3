import type { AgreementCode } from "./api/types.ts";

/** The page of each document. The two that every shopper looks for have short addresses. */
export const policyPath = (code: AgreementCode): string =>
  code === "terms" || code === "privacy" ? `/${code}` : `/policies/${code}`;

export type PolicyBlock = { kind: "paragraph"; text: string } | { kind: "list"; items: string[] };

/** Reads the plain text of a document: blank lines part paragraphs, and "- " begins an item. */
export function policyBlocks(body: string): PolicyBlock[] {
  return body
    .split(/\n\s*\n/)
    .map((part) => part.trim())
    .filter(Boolean)
    .map((part) => {
      const lines = part.split("\n").map((line) => line.trim());
      return lines.every((line) => line.startsWith("- "))
        ? { kind: "list", items: lines.map((line) => line.slice(2)) }
        : { kind: "paragraph", text: lines.join("\n") };
    });
}
