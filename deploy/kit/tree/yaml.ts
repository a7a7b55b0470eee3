/** The YAML of the tree. Version 1.2, so that a workflow's `on` stays a word; merge keys are followed. */
import { parseAllDocuments } from "yaml";

/** The documents of a file. Empty ones are left out. Throws SyntaxError with the line. */
export function yamlDocuments(text: string): readonly unknown[] {
  const documents = parseAllDocuments(text, { merge: true, logLevel: "error" });
  if (!Array.isArray(documents)) return [];
  return documents.flatMap((document) => {
    const [error] = document.errors;
    if (error !== undefined) throw new SyntaxError(error.message);
    const value: unknown = document.toJS({ maxAliasCount: 1_000 });
    return value === null || value === undefined ? [] : [value];
  });
}
