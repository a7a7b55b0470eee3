import { expect, test } from "vitest";
import { substitute } from "./substitute.ts";

const values = new Map([
  ["HOST", "shop.example"],
  ["EMPTY", ""],
]);
/** `${…}`, which a plain text may not hold here. */
const variable = (inner: string): string => `$${`{${inner}}`}`;

test.each([
  [variable("HOST"), "shop.example"],
  [variable("OTHER:-here"), "here"],
  [variable("OTHER:=here"), "here"],
  [variable("EMPTY:-here"), "here"],
  [variable("EMPTY-here"), ""],
  [`$${variable("host")}`, variable("host")],
  ["$HOST", "$HOST"],
])("%s becomes %s", (text, expected) => {
  expect(substitute(text, values)).toEqual({ text: expected, missing: [], unsupported: [] });
});

test("a name without value and default is told", () => {
  expect(substitute(variable("OTHER"), values).missing).toEqual(["OTHER"]);
});

test("a form that is not known here is told and left as it is", () => {
  const form = variable("HOST^^");
  expect(substitute(form, values)).toEqual({ text: form, missing: [], unsupported: [form] });
});
