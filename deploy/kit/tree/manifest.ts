/** An object for Kubernetes, as a check sees it. */
import { type Fields, isFields, textAt } from "./values.ts";

export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly name: string;
  readonly namespace: string | undefined;
  /** The file of the tree that it comes from. */
  readonly file: string;
  readonly body: Fields;
}

/** The object in a YAML document, or undefined when the document has no kind. */
export function manifestOf(document: unknown, file: string): Manifest | undefined {
  const [apiVersion, kind] = [textAt(document, "apiVersion"), textAt(document, "kind")];
  if (!isFields(document) || apiVersion === undefined || kind === undefined) return undefined;
  const name = textAt(document, "metadata", "name") ?? textAt(document, "metadata", "generateName") ?? "";
  return {
    apiVersion,
    kind,
    name,
    namespace: textAt(document, "metadata", "namespace"),
    file,
    body: document,
  };
}

/** `Deployment shop/api`, as findings name it. */
export const titleOf = ({ kind, namespace, name }: Manifest): string =>
  namespace === undefined ? `${kind} ${name}` : `${kind} ${namespace}/${name}`;

export const groupOf = ({ apiVersion }: Manifest): string =>
  apiVersion.includes("/") ? apiVersion.replace(/\/.*/, "") : "";
