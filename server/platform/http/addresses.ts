/**
 * The addresses of an app and the methods of each, for 404 and 405. An address is a pattern of segments:
 * fixed text, a parameter (`:id`), or everything that follows (`*`). A path belongs to the most specific
 * pattern that matches it, whatever the method: fixed text before a parameter before `*`. The router alone
 * cannot tell, because it keeps a tree for each method and knows a path only under the methods it has.
 */

/** The longest value of a parameter. A longer one matches no address. */
export const MAX_PARAMETER_LENGTH = 300;

export interface Address {
  readonly pattern: string;
  /** In the order of their declaration. */
  readonly methods: readonly string[];
}

export interface Addresses {
  add(pattern: string, methods: readonly string[]): void;
  /** Returns the address that a path belongs to, or null. */
  find(path: string): Address | null;
  /** Returns true if a path that matches the pattern can belong to a more specific address. */
  isOverlapped(pattern: string): boolean;
}

interface Node {
  readonly fixed: Map<string, Node>;
  parameter: Node | null;
  rest: Leaf | null;
  leaf: Leaf | null;
}
interface Leaf {
  readonly pattern: string;
  readonly methods: string[];
}

const newNode = (): Node => ({ fixed: new Map(), parameter: null, rest: null, leaf: null });
const isParameter = (segment: string): boolean => segment.startsWith(":");

export function createAddresses(): Addresses {
  const root = newNode();
  const patterns = new Set<string>();
  const overlapped = new Map<string, boolean>();

  function leafOf(pattern: string): Leaf {
    let node = root;
    for (const segment of segmentsOf(pattern)) {
      if (segment === "*") {
        node.rest ??= { pattern, methods: [] };
        return node.rest;
      }
      node = childOf(node, segment);
    }
    node.leaf ??= { pattern, methods: [] };
    return node.leaf;
  }

  return {
    add(pattern, methods) {
      const leaf = leafOf(pattern);
      for (const method of methods) if (!leaf.methods.includes(method)) leaf.methods.push(method);
      patterns.add(pattern);
      overlapped.clear();
    },
    find: (path) => search(root, segmentsOf(path).map(decode), 0),
    isOverlapped(pattern) {
      const known = overlapped.get(pattern);
      if (known !== undefined) return known;
      const found = [...patterns].some((other) => other !== pattern && narrows(other, pattern));
      overlapped.set(pattern, found);
      return found;
    },
  };
}

const segmentsOf = (path: string): string[] => path.split("/").slice(1);

function childOf(node: Node, segment: string): Node {
  if (isParameter(segment)) {
    node.parameter ??= newNode();
    return node.parameter;
  }
  const child = node.fixed.get(segment) ?? newNode();
  node.fixed.set(segment, child);
  return child;
}

function search(node: Node, segments: readonly string[], at: number): Leaf | null {
  const segment = segments[at];
  if (segment === undefined) return node.leaf;
  const fixed = node.fixed.get(segment);
  const found = fixed ? search(fixed, segments, at + 1) : null;
  if (found) return found;
  const fits = segment !== "" && segment.length <= MAX_PARAMETER_LENGTH;
  const below = node.parameter && fits ? search(node.parameter, segments, at + 1) : null;
  return below ?? node.rest;
}

/** A segment that cannot be decoded stays as it is; the router refuses it (400). */
function decode(segment: string): string {
  if (!segment.includes("%")) return segment;
  try {
    return decodeURIComponent(segment);
  } catch (error) {
    if (error instanceof URIError) return segment;
    throw error;
  }
}

/** Returns true if some path matches both patterns and belongs to `other`, because it is more specific. */
function narrows(other: string, pattern: string): boolean {
  const [mine, theirs] = [segmentsOf(pattern), segmentsOf(other)];
  for (const [at, own] of mine.entries()) {
    const their = theirs[at];
    if (own === "*") return their !== undefined && their !== "*";
    if (their === undefined || their === "*") return false;
    if (isParameter(own) && !isParameter(their)) return theirs.length === mine.length;
    if (!isParameter(own) && !isParameter(their) && own !== their) return false;
    if (!isParameter(own) && isParameter(their)) return false;
  }
  return false;
}
