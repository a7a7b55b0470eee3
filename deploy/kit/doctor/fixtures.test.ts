/** The healthy cluster of the tests has objects as Kubernetes and the operators define them. */
import { Ajv } from "ajv";
import { expect } from "vitest";
import { openKit } from "../context.ts";
import { FACTS, testWith } from "../testing/check-test.ts";
import { healthyCluster } from "../testing/cluster.ts";
import { REPOSITORY } from "../testing/trees.ts";
import { cacheFolder, openToolbox } from "../tools/install.ts";
import { textAt } from "../tree/values.ts";

/** Has no schema among the facts, because no file of a tree has one. */
const WITHOUT_SCHEMA = ["Event"];

testWith({ facts: true }, "each object of the healthy cluster fits the schema of its kind", async () => {
  const toolbox = openToolbox({
    repository: REPOSITORY,
    cache: cacheFolder(process.env),
    step: (_, work) => work(() => undefined),
  });
  const kit = openKit({ root: REPOSITORY, facts: FACTS, toolbox });
  const index = await kit.fact<Record<string, { file: string }>>("schemas/index.json");
  const ajv = new Ajv({ strict: true, allErrors: true });
  const problems: string[] = [];
  for (const object of healthyCluster().objects()) {
    const key = `${textAt(object, "apiVersion")}/${textAt(object, "kind")}`;
    const title = `${key} ${textAt(object, "metadata", "name")}`;
    if (WITHOUT_SCHEMA.includes(textAt(object, "kind") ?? "")) continue;
    const file = index[key]?.file;
    if (file === undefined) {
      problems.push(`${title}: no schema`);
      continue;
    }
    const validate =
      ajv.getSchema(file) ?? ajv.addSchema(await kit.fact<object>(`schemas/${file}`), file).getSchema(file);
    if (validate?.(object)) continue;
    problems.push(
      ...(validate?.errors ?? []).map(({ instancePath, message }) => `${title}${instancePath} ${message}`),
    );
  }
  expect(problems).toEqual([]);
});
