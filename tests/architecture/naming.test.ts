/** One name has one meaning, and a type is named by a noun. */
import { expect, test } from "vitest";
import { sourcesBelow } from "./source.ts";

/** Programs that share no types: the web mirrors the API's, the sandbox stands for another company's. */
const programs = [
  "server",
  "sandbox",
  "recommender",
  "demo",
  "scripts",
  "bench",
  "deploy/kit",
  "web",
  "tests",
] as const;

/** The types that a program exports, by name, with the files that declare them. */
function exportedTypes(program: string): Map<string, string[]> {
  const found = new Map<string, string[]>();
  for (const { path, text } of sourcesBelow(program)) {
    if (path.endsWith(".gen.ts")) continue;
    for (const [, name = ""] of text.matchAll(/^export (?:declare )?(?:type|interface|class) (\w+)/gm))
      found.set(name, [...(found.get(name) ?? []), path]);
  }
  return found;
}

test.each(programs)("in %s no type is exported under a name that another one has", (program) => {
  const types = exportedTypes(program);
  const shared = [...types].filter(([, paths]) => new Set(paths).size > 1);
  expect(types.size).toBeGreaterThan(0);
  expect(shared.map(([name, paths]) => `${name}: ${paths.join(", ")}`)).toEqual([]);
});

const PRONOUN =
  /^(By|Who|Whom|What|Which|It|This|That|They|Them|One|Other|Mine|Ours|Theirs|Elsewhere|Somebody|Nobody)$/;
/** Asked, Given, Behind the counter: words that say what was done, and not what the thing is. */
const PARTICIPLE = /^[A-Z][a-z]+(ed|en|own|orn|ought)$/;
/** English nouns of that form, and types that the field names so. */
const NOUNS = new Set(["Token", "Screen"]);

test.each(programs)("in %s no exported type is a pronoun or a bare participle", (program) => {
  const names = [...exportedTypes(program).keys()];
  expect(names.filter((name) => PRONOUN.test(name) || (PARTICIPLE.test(name) && !NOUNS.has(name)))).toEqual(
    [],
  );
});

test("a constant of a module that is one number, text or pattern is written in capitals", () => {
  const camelCase = /^(?:export )?const ([a-z]\w*)(?:: \w+)? = (?:-?[\d_.]+|"[^"\n]*"|\/\S+\/[a-z]*);$/gm;
  const found = programs
    .filter((program) => program !== "tests")
    .flatMap((program) => sourcesBelow(program))
    .filter(({ path }) => !/\.(test|fixture)\.ts$|\.gen\.ts$/.test(path))
    .flatMap(({ path, text }) => [...text.matchAll(camelCase)].map(([, name]) => `${path}: ${name}`));
  expect(found).toEqual([]);
});
