/** Which packages of `package-lock.json` a workspace needs to run. */

interface LockEntry {
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly optionalDependencies?: Readonly<Record<string, string>>;
  readonly peerDependencies?: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta?: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly link?: boolean;
}

/** Lock file version 3: each entry's key is its folder. */
export interface LockFile {
  readonly packages: Readonly<Record<string, LockEntry>>;
}

/**
 * Returns the folders of the packages, `node_modules/fastify` …, of all processors and systems. Packages for
 * development are left out. Throws an Error for a package that the lock file lacks.
 */
export function findPackages({ packages }: LockFile, workspace: string): string[] {
  const found = new Set<string>();
  const open = [workspace];
  for (let at = open.pop(); at !== undefined; at = open.pop()) {
    const entry = packages[at];
    if (!entry) throw new Error(`package-lock.json has no ${at}`);
    const optional = entry.peerDependenciesMeta ?? {};
    const peers = Object.keys(entry.peerDependencies ?? {}).filter((name) => !optional[name]?.optional);
    const needed = [
      ...Object.keys(entry.dependencies ?? {}),
      ...Object.keys(entry.optionalDependencies ?? {}),
      ...peers,
    ];
    for (const name of needed) {
      const folder = resolve(packages, at, name);
      if (folder === undefined && entry.optionalDependencies?.[name]) continue;
      if (folder === undefined) throw new Error(`package-lock.json has no ${name}, which ${at} needs`);
      if (found.has(folder)) continue;
      found.add(folder);
      open.push(folder);
    }
  }
  return [...found].sort();
}

/** As Node does: the nearest `node_modules` on the way up. */
function resolve(packages: LockFile["packages"], from: string, name: string): string | undefined {
  for (let folder = from; ; folder = folder.slice(0, Math.max(folder.lastIndexOf("/"), 0))) {
    const candidate = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[candidate]) return candidate;
    if (folder === "") return undefined;
  }
}
