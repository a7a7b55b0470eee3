/** What the last stage of a Dockerfile says about the image: one made without Docker says the same. */

export interface ImageSettings {
  readonly env: readonly string[];
  readonly workingDir: string;
  readonly user: string;
  readonly entrypoint: readonly string[];
  readonly cmd: readonly string[];
  readonly ports: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** `COPY` instructions: what the image holds besides its base. */
  readonly copies: readonly string[];
}

export function lastStage(text: string, values: Readonly<Record<string, string>>): ImageSettings {
  const instructions = instructionsOf(text.slice(text.lastIndexOf("\nFROM ") + 1));
  const all = (word: string): readonly string[] =>
    instructions.filter(([name]) => name === word).map(([, rest]) => rest);
  const last = (word: string): string => all(word).at(-1) ?? "";
  const defaults = all("ARG").flatMap(pairsOf);
  const known = new Map([...defaults, ...Object.entries(values)]);
  const filled = (value: string): string => value.replace(/\$\{(\w+)\}/g, (_, name) => known.get(name) ?? "");
  return {
    env: all("ENV")
      .flatMap(pairsOf)
      .map(([name, value]) => `${name}=${filled(value)}`),
    workingDir: last("WORKDIR"),
    user: last("USER"),
    entrypoint: listOf(last("ENTRYPOINT")),
    cmd: listOf(last("CMD")),
    ports: all("EXPOSE").flatMap((ports) => ports.split(/\s+/)),
    labels: Object.fromEntries(
      all("LABEL")
        .flatMap(pairsOf)
        .map(([name, value]) => [name, filled(value)]),
    ),
    copies: all("COPY"),
  };
}

function instructionsOf(stage: string): readonly (readonly [string, string])[] {
  const lines = stage
    .replace(/^#.*\n/gm, "")
    .replace(/\\\n\s*/g, "")
    .split("\n");
  return lines.flatMap((line) => {
    const [, word, rest = ""] = /^([A-Z]+)\s+(.*)$/.exec(line.trim()) ?? [];
    return word === undefined ? [] : [[word, rest] as const];
  });
}

/** `NAME=value OTHER="with spaces"`. */
const pairsOf = (text: string): readonly (readonly [string, string])[] =>
  [...text.matchAll(/([\w.-]+)=(?:"([^"]*)"|(\S*))/g)].map(
    ([, name = "", quoted, plain = ""]) => [name, quoted ?? plain] as const,
  );

function listOf(text: string): readonly string[] {
  if (text === "") return [];
  const list: unknown = JSON.parse(text);
  if (!Array.isArray(list)) throw new Error(`no list: ${text}`);
  return list.map(String);
}
