/** docs/openapi.json: complete, and consistent in itself. See refusals.test.ts for what the server does. */
import { Ajv2020 } from "ajv/dist/2020.js";
import formats from "ajv-formats";
import { describe, expect, test } from "vitest";
import { exampleNames } from "../../scripts/generate/examples/index.ts";
import { problemTexts } from "../../server/problems.ts";
import { read } from "../architecture/source.ts";
import {
  document,
  nameInDocument,
  type Operation,
  operations,
  PROBLEM,
  type Response,
  resolve,
} from "./openapi.ts";

const ajv = new Ajv2020({ strict: false, allErrors: true });
formats.default(ajv);
// What is typed by people is read by the server's own rules (platform/text.ts and beside it).
for (const format of ["line", "text", "plain", "phone"]) ajv.addFormat(format, true);
ajv.addSchema({ $id: "openapi", components: document.components });

/** Many operations share their schemas, and compiling takes most of the time. */
const compiled = new Map<string, ReturnType<typeof ajv.compile>>();

/** What is wrong with a value, in words. */
function faultsOf(schema: object, value: unknown): string[] {
  const absolute = JSON.stringify(schema).replaceAll('"#/components', '"openapi#/components');
  const validate = compiled.get(absolute) ?? ajv.compile(JSON.parse(absolute) as object);
  compiled.set(absolute, validate);
  return validate(value) ? [] : (validate.errors ?? []).map((each) => `${each.instancePath} ${each.message}`);
}

/** Each operation that breaks a rule, with what breaks it. */
const breaking = (rule: (operation: Operation) => readonly string[]): string[] =>
  [...operations].flatMap(([name, operation]) => rule(operation).map((fault) => `${name}: ${fault}`));

const ownResponses = ({ responses }: Operation): [string, Response][] =>
  Object.entries(responses).map(([status, response]) => [status, resolve<Response>(response)]);

test("the document has the operations of routes.txt, and no others", () => {
  const routes = read("tests/access/routes.txt").trim().split("\n");
  const names = routes.map((line) => {
    const [method = "", url = ""] = line.split(" ");
    return nameInDocument({ method, url });
  });
  expect([...operations.keys()].sort()).toEqual(names.sort());
  expect(operations.size).toBeGreaterThan(75);
});

describe("every operation", () => {
  test("has a summary of its own and a tag that is explained", () => {
    const tags = document.tags.map(({ name }) => name);
    expect(breaking((operation) => operation.tags.filter((tag) => !tags.includes(tag)))).toEqual([]);
    const summaries = [...operations.values()].map(({ summary }) => summary);
    expect(new Set(summaries).size).toBe(summaries.length);
    expect(breaking(({ summary }) => (/^[A-Z][^.\n]{4,60}$/.test(summary) ? [] : [summary]))).toEqual([]);
  });

  test("says which proofs it takes, in schemes that are explained", () => {
    const known = Object.keys(document.components.securitySchemes ?? {});
    expect(
      breaking(({ security }) =>
        (security ? security.flatMap(Object.keys) : ["no security"]).filter((name) => !known.includes(name)),
      ),
    ).toEqual([]);
  });

  test("has an example of its request that passes its schema", () => {
    expect(
      breaking(({ parameters = [], requestBody }) => [
        ...parameters
          .filter(({ required, example }) => required || example !== undefined)
          .flatMap(({ schema, example }) => faultsOf(schema, example)),
        ...Object.values(requestBody?.content ?? {}).flatMap(({ schema, example, examples }) =>
          (examples ? Object.values(examples).map(({ value }) => value) : [example]).flatMap((value) =>
            faultsOf(schema, value),
          ),
        ),
      ]),
    ).toEqual([]);
  });

  test("has an example of each response that passes its schema", () => {
    const binary = (schema: object) => "format" in schema && schema.format === "binary";
    expect(
      breaking((operation) =>
        ownResponses(operation).flatMap(([status, { content = {} }]) =>
          Object.values(content)
            .filter(({ schema }) => !binary(schema))
            .flatMap(({ schema, example, examples }) => {
              const values = examples
                ? Object.values(examples).map((each) => resolve<{ value?: unknown }>(each).value)
                : [example];
              return values.flatMap((value) => faultsOf(schema, value).map((fault) => `${status} ${fault}`));
            }),
        ),
      ),
    ).toEqual([]);
  });

  test("answers refusals as problems, with the codes of that status", () => {
    expect(
      breaking((operation) =>
        ownResponses(operation)
          .filter(([status]) => Number(status) >= 400)
          .flatMap(([status, { content = {} }]) => {
            const codes = Object.keys(content[PROBLEM]?.examples ?? {});
            const wrong = codes.filter((code) => problemTexts[code]?.status !== Number(status));
            return codes.length === 0 ? [`${status} has no codes`] : wrong;
          }),
      ),
    ).toEqual([]);
  });

  test("demands an Idempotency-Key where the server does", () => {
    const keyed = [...operations].filter(([, { parameters = [] }]) =>
      parameters.some(({ name, required }) => name === "idempotency-key" && required),
    );
    expect(keyed.map(([name]) => name).sort()).toEqual([
      "POST /api/v1/admin/orders",
      "POST /api/v1/admin/orders/{id}/cancel",
      "POST /api/v1/admin/orders/{id}/refunds",
      "POST /api/v1/orders",
      "POST /api/v1/orders/{id}/cancel",
      "POST /api/v1/orders/{id}/claims",
      "POST /api/v1/orders/{id}/payments",
      "POST /api/v1/orders/{id}/reorder",
      "POST /api/v1/payments/confirm",
    ]);
  });

  test("demands a body, but for those that do without one", () => {
    const optional = [...operations].filter(([, { requestBody }]) => requestBody?.required === false);
    expect(optional.map(([name]) => name).sort()).toEqual([
      "DELETE /api/v1/me",
      "POST /api/v1/admin/claims/{id}/approve",
      "POST /api/v1/admin/claims/{id}/collected",
      "POST /api/v1/admin/imports/{id}/dry-run",
      "POST /api/v1/admin/orders/{id}/cancel/quote",
      "POST /api/v1/admin/payments/{id}/receipt",
      "POST /api/v1/carts",
      "POST /api/v1/carts/{id}/quote",
      "POST /api/v1/orders/{id}/cancel/quote",
      "POST /api/v1/orders/{id}/reorder",
      "POST /api/v1/reviews/{id}/helpful",
    ]);
  });

  test("demands no body without a needed field, but for edits, inspections and other programs", () => {
    const bare = [...operations].filter(
      ([name, { requestBody }]) =>
        !name.startsWith("PATCH ") &&
        requestBody?.required &&
        Object.values(requestBody.content).some(({ schema }) => faultsOf(schema, {}).length === 0),
    );
    expect(bare.map(([name]) => name).sort()).toEqual([
      "POST /api/2.0/mlflow/experiments/search",
      "POST /api/2.0/mlflow/runs/search",
      "POST /api/v1/admin/claims/{id}/inspected",
      "POST /api/v1/payments/webhooks/{provider}",
    ]);
  });
});

test("every example is one of an operation that there is", () => {
  const names = exampleNames.map((name) => {
    const [method = "", url = ""] = name.split(" ");
    return nameInDocument({ method, url });
  });
  expect(names.filter((name) => !operations.has(name))).toEqual([]);
});

test("every reference leads somewhere", () => {
  const references = [...read("docs/openapi.json").matchAll(/"\$ref": "([^"]+)"/g)];
  expect(references.length).toBeGreaterThan(100);
  for (const [, $ref = ""] of references) resolve({ $ref });
});

test("every code of a problem has an example", () => {
  expect(Object.keys(document.components.examples ?? {}).sort()).toEqual(Object.keys(problemTexts).sort());
});
