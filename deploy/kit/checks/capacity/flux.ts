/** What Flux itself requests: as `flux bootstrap` installs it, or as a patch beside it says. */
import { cpuOf, memoryOf } from "../../tree/quantities.ts";
import type { Tree } from "../../tree/tree.ts";
import { at, fieldsAt, listAt, textAt } from "../../tree/values.ts";
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

/** A strategic merge patch of all Deployments, or of one. */
function patchedRequests(patch: unknown, controller: string) {
  const target = fieldsAt(patch, "target");
  const isMeant = target.kind === "Deployment" && (target.name === undefined || target.name === controller);
  const [body] = isMeant ? yamlDocuments(textAt(patch, "patch") ?? "") : [];
  const [container] = listAt(body, "spec", "template", "spec", "containers");
  const requests = at(container, "resources", "requests");
  return requests === undefined ? undefined : fieldsAt(requests);
}
