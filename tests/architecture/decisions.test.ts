import { expect, test } from "vitest";
import { filesBelow, read } from "./source.ts";

test("the list of decisions names every page by its title, in the order of their numbers", () => {
  const pages = filesBelow("docs/adr").filter((path) => /\/\d{4}-/.test(path));
  const numbers = pages.map((path) => Number(/\/(\d{4})-/.exec(path)?.[1]));
  expect(new Set(numbers).size).toBe(pages.length);
  const lines = pages.sort().map((path, at) => {
    const title = read(path).split("\n", 1)[0]?.replace("# ", "") ?? "";
    expect([path, title.startsWith(`${[...numbers].sort((a, b) => a - b)[at]}. `)]).toEqual([path, true]);
    return `- [${title}](${path.split("/").at(-1)})`;
  });
  const listed = read("docs/adr/README.md").split("\n\n").at(-1);
  expect(listed).toBe(`${lines.join("\n")}\n`);
});
