/** Every text that a request may carry is read by a rule; docs/openapi.json tells which. */
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./source.ts";

interface Schema {
  readonly type?: string | readonly string[];
  readonly format?: string;
  readonly pattern?: string;
  readonly enum?: readonly unknown[];
  readonly const?: unknown;
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly patternProperties?: Readonly<Record<string, Schema>>;
  readonly additionalProperties?: Schema | boolean;
  readonly items?: Schema;
  readonly anyOf?: readonly Schema[];
}
interface Operation {
  readonly parameters?: readonly { readonly in: string; readonly name: string; readonly schema: Schema }[];
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: Schema }>> };
}

/** Texts without a format, each with its reason. */
const UNREAD = new Map([
  ["password", "a secret: normalised for hashing alone (passwords/hashing.ts)"],
  ["currentPassword", "a secret"],
  ["newPassword", "a secret"],
  ["token", "a secret that is looked up"],
  ["challenge", "a secret that is looked up"],
  ["challengeId", "a secret that is looked up"],
  ["file", "bytes, told by what they begin with"],
  ["code", "a one-time code or a recovery code, compared"],
  ["x-guest-token", "a secret that is looked up"],
  ["idempotency-key", "ASCII, checked by http/idempotency.ts"],
  ["cursor", "made by the API"],
  ["q", "searched for, never stored"],
  ["brand", "searched for, never stored"],
  ["category", "searched for, never stored"],
  ["action", "searched for, never stored"],
  ["subject", "searched for, never stored"],
]);
/** Doors that also take the addresses of accounts that are older than the rule. */
const KNOWN_EMAILS = new Set(["POST /api/v1/auth/login/email", "POST /api/v1/auth/password-reset/email"]);
const FORMATS = new Set(["line", "text", "plain", "phone", "email", "uuid", "date-time", "since", "until"]);
/** A pattern that lists what it allows is a rule of its own. One that lists what it refuses is none. */
const isClosed = (pattern: string): boolean => !pattern.includes("[^") && !/[.]\*|\\S|\\p/.test(pattern);

function* textsOf(schema: Schema, place: string): Generator<[place: string, schema: Schema]> {
  if ([schema.type].flat().includes("string") && !schema.enum && schema.const === undefined)
    yield [place, schema];
  for (const [name, property] of Object.entries({ ...schema.properties, ...schema.patternProperties }))
    yield* textsOf(property, `${place}/${name}`);
  if (typeof schema.additionalProperties === "object")
    yield* textsOf(schema.additionalProperties, `${place}/*`);
  if (schema.items) yield* textsOf(schema.items, place);
  for (const branch of schema.anyOf ?? []) yield* textsOf(branch, place);
}

const document = JSON.parse(readFileSync(join(root, "docs/openapi.json"), "utf8")) as {
  paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>;
};
const texts = Object.entries(document.paths).flatMap(([path, operations]) =>
  Object.entries(operations).flatMap(([method, { parameters = [], requestBody }]) => {
    const door = `${method.toUpperCase()} ${path}`;
    // What stands in a path is looked up, never stored.
    const given = parameters.filter((each) => each.in !== "path");
    return [
      ...given.flatMap(({ name, schema }) => [...textsOf(schema, `${door} /${name}`)]),
      ...Object.values(requestBody?.content ?? {}).flatMap(({ schema }) => [...textsOf(schema, door)]),
    ];
  }),
);
const nameOf = (place: string): string => /[^/]+$/.exec(place)?.[0] ?? "";

test("each text of a request is read by a format, has a closed form, or is listed with its reason", () => {
  const unread = texts.filter(
    ([place, { format, pattern }]) =>
      !(format !== undefined && FORMATS.has(format)) &&
      !(pattern !== undefined && isClosed(pattern)) &&
      !UNREAD.has(nameOf(place)),
  );
  expect(texts.length).toBeGreaterThan(80);
  expect(unread.map(([place]) => place)).toEqual([]);
});

test("names, addresses, reasons and titles are one line; e-mails and phones have their formats", () => {
  const expected: [RegExp, string][] = [
    [/\/(name|recipient|address1|address2|memo|label|reason|title|values)$|\/options\/\*$/, "line"],
    [/POST .*(products|agreements).*\/(description|body)$/, "text"],
    [/\/phone$/, "phone"],
    [/\/postcode$/, "plain"],
    [/\/email$/, "email"],
  ];
  for (const [place, format] of expected) {
    const held = texts.filter(([each]) => place.test(each) && !KNOWN_EMAILS.has(each));
    expect(held.length).toBeGreaterThan(0);
    for (const [each, schema] of held) expect(`${each}: ${schema.format}`).toBe(`${each}: ${format}`);
  }
});
