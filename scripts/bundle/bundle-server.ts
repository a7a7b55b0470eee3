/**
 * Bundles the server with its packages into a few files that Node loads in a third of the time, in 80 MB less
 * (ADR 60). It says and does the same as `server/main.ts`: every module still finds the files beside it,
 * because it keeps its own address.
 *
 * Run as a program: `node scripts/bundle/bundle-server.ts PLACE`.
 */
import { dirname, join, relative, resolve, sep } from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import type { Plugin } from "rolldown";

/** The bundle's program, for `node`. */
export const PROGRAM = "main.js";

/** Packages with native code. They find it from their own folders. */
const NATIVE = ["sharp", "@node-rs/argon2"];
/** Absent on purpose: the driver asks for it and does without. */
const ABSENT = ["pg-native"];

/**
 * @param root of the installed tree
 * @param place where the bundle will lie below the root: from there it finds packages and files
 * @param folder that it is written into. Default: its place.
 */
export async function bundleServer(
  root: string,
  place: string,
  folder: string = join(root, place),
): Promise<void> {
  // Loaded when it is needed: the images hold this folder without the packages of development.
  const { rolldown } = await import("rolldown");
  const bundle = await rolldown({
    input: { main: join(root, "server/main.ts") },
    platform: "node",
    external: [...NATIVE, ...ABSENT],
    plugins: [ownAddresses(join(root, place)), ascii],
    onLog(level, log) {
      if (level === "warn") throw new Error(`the server cannot be bundled: ${log.message}`);
    },
  });
  await bundle.write({
    dir: folder,
    format: "esm",
    // Licences stay, and the lines that name the file of each module: a stack trace leads to one of them.
    comments: { legal: true, annotation: false, jsdoc: false },
    entryFileNames: PROGRAM,
    intro: "const bundleUrl = import.meta.url;",
  });
  await bundle.close();
}

/** Gives each module its address in the tree for `import.meta.url`, `__dirname` and `__filename`. */
function ownAddresses(folder: string): Plugin {
  return {
    name: "own-addresses",
    transform: {
      filter: { code: /import\.meta\.url|__dirname|__filename/ },
      handler(code, id) {
        const address = relative(folder, id).split(sep).join("/");
        const url = `new URL(${JSON.stringify(address)}, bundleUrl)`;
        const path = `process.getBuiltinModule("node:url").fileURLToPath(${url})`;
        return code
          .replaceAll("import.meta.url", `${url}.href`)
          .replace(/\b__filename\b/g, path)
          .replace(/\b__dirname\b/g, `process.getBuiltinModule("node:path").dirname(${path})`);
      },
    },
  };
}

/**
 * Node keeps the text of a program in memory: one byte for each character, or two when one of them is not
 * ASCII. Escapes mean the same in strings, templates, regular expressions and names.
 */
const ascii: Plugin = {
  name: "ascii",
  // At the very end: what prints the code turns escapes into characters.
  generateBundle(_, bundle) {
    for (const file of Object.values(bundle)) if (file.type === "chunk") file.code = escaped(file.code);
  },
};

/** Throws where an escape would mean something else. */
function escaped(code: string): string {
  if (/\.raw\s*`[^`]*[\u0080-\uffff]/.test(code)) throw new Error("a raw template holds more than ASCII");
  return code.replace(/[\u0080-\uffff]/g, (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`);
}

const [, script = "", place] = process.argv;
if (import.meta.url === pathToFileURL(script).href) {
  if (place === undefined) throw new Error("usage: node scripts/bundle/bundle-server.ts PLACE");
  await bundleServer(resolve(dirname(fileURLToPath(import.meta.url)), "../.."), place);
}
