/** What Flux itself requests: as `flux bootstrap` installs it, or as a patch beside it says. */
import { cpuOf, memoryOf } from "../../tree/quantities.ts";
import type { Tree } from "../../tree/tree.ts";
import { at, type Fields, fieldsAt, isFields, listAt, textAt } from "../../tree/values.ts";
import { yamlDocuments } from "../../tree/yaml.ts";

/** Thousandths of a CPU; each controller has 64 Mi. */
const CONTROLLERS: Readonly<Record<string, number>> = {
  "source-controller": 50,
  "kustomize-controller": 100,
  "helm-controller": 100,
  "notification-controller": 100,
  "image-reflector-controller": 100,
  "image-automation-controller": 100,
};

const MEMORY = 64;

/** The patches of `flux-system/kustomization.yaml`, a file that `flux bootstrap` keeps when it is there. */
export function fluxDemand(tree: Tree, cluster: string): { cpu: number; memory: number } {
  const file = `${cluster}/flux-system/kustomization.yaml`;
  const patches = tree.has(file) ? listAt(yamlDocuments(tree.read(file))[0], "patches") : [];
  const total = { cpu: 0, memory: 0 };
  for (const [name, cpu] of Object.entries(CONTROLLERS)) {
    const requests = patches.map((patch) => patchedRequests(patch, name)).find((one) => one !== undefined);
    total.cpu += requests?.cpu === undefined ? cpu : cpuOf(requests.cpu);
    total.memory += requests?.memory === undefined ? MEMORY : memoryOf(requests.memory);
  }
  return total;
}

const CONTAINER = "/spec/template/spec/containers/0/resources";

/** What a patch of all Deployments, or of one, says: a strategic merge patch or a list of operations. */
function patchedRequests(patch: unknown, controller: string): Fields | undefined {
  const target = fieldsAt(patch, "target");
  const name = textAt(target, "name");
  const isMeant =
    target.kind === "Deployment" && (name === undefined || new RegExp(`^(${name})$`).test(controller));
  const [body] = isMeant ? yamlDocuments(textAt(patch, "patch") ?? "") : [];
  if (!Array.isArray(body)) {
    const [container] = listAt(body, "spec", "template", "spec", "containers");
    const requests = at(container, "resources", "requests");
    return isFields(requests) ? requests : undefined;
  }
  const found = ["cpu", "memory"].flatMap((what) => {
    const operation = body.find((one) => at(one, "path") === `${CONTAINER}/requests/${what}`);
    return operation === undefined ? [] : [[what, at(operation, "value")]];
  });
  return found.length === 0 ? undefined : Object.fromEntries(found);
}
