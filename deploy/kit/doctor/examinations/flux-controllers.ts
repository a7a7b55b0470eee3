import { type Diagnosis, type Examination, fault } from "../diagnosis.ts";
import { type ClusterPicture, listed, objectsOf, wasRead } from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { isOfFlux } from "./kinds.ts";

const CONTROLLERS: Readonly<Record<string, readonly string[]>> = {
  "source.toolkit.fluxcd.io": ["source-controller"],
  "kustomize.toolkit.fluxcd.io": ["kustomize-controller"],
  "helm.toolkit.fluxcd.io": ["helm-controller"],
  "notification.toolkit.fluxcd.io": ["notification-controller"],
  "image.toolkit.fluxcd.io": ["image-reflector-controller", "image-automation-controller"],
};

/** The controllers of the kinds that deploy/ has. Of those that are there and not well, the pods tell. */
export const fluxControllers: Examination = { name: "flux-controllers", examine: examineControllers };

function examineControllers(picture: ClusterPicture): readonly Diagnosis[] {
  const { needed, served } = picture.kinds;
  const isInstalled = needed.filter(isOfFlux).some((one) => served.has(`${one.apiVersion}/${one.kind}`));
  // Without any of its kinds the whole of Flux is missing, which the examination "kinds" tells.
  if (!wasRead(picture, "Deployment") || !isInstalled) return [];
  const groups = needed.map(({ apiVersion }) => apiVersion.split("/")[0] ?? "");
  const wanted = [...new Set(groups)].flatMap((group) => CONTROLLERS[group] ?? []);
  const found = objectsOf(picture, "Deployment").filter(({ namespace }) => namespace === "flux-system");
  const missing = wanted.filter((name) => !found.some((one) => one.name === name));
  if (missing.length === 0) return [];
  const next = `flux check; flux bootstrap, as in step 6 of deploy/README.md; ${runbook("GitOpsNotReady")}`;
  if (missing.length === wanted.length) {
    return [fault("gitops", "Namespace flux-system", "has no controller of Flux: Git is not applied.", next)];
  }
  const says = `has no ${listed(missing)}, whose kinds nobody looks after.`;
  return [fault("gitops", "Namespace flux-system", says, next)];
}
