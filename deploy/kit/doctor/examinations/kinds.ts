import { type Diagnosis, type Examination, fault, type Stage } from "../diagnosis.ts";
import { listed, type NeededKind } from "../picture.ts";
import { runbook } from "../runbooks.ts";

/** Kinds that deploy/ has and the cluster does not serve: their CRDs are missing, or of another version. */
export const kinds: Examination = {
  name: "kinds",
  examine: ({ kinds: { needed, served } }) => {
    const missing = needed.filter(({ apiVersion, kind }) => !served.has(`${apiVersion}/${kind}`));
    const ofFlux = needed.filter(isOfFlux);
    // Without any of Flux's kinds there is no Flux: one cause, told once.
    const hasNoFlux = ofFlux.length > 0 && ofFlux.every((one) => missing.includes(one));
    const others = hasNoFlux ? missing.filter((one) => !isOfFlux(one)) : missing;
    const byVersion = Map.groupBy(others, ({ apiVersion }) => apiVersion);
    const told = [...byVersion].map(([apiVersion, of]) => {
      const isServed = [...served].some((kind) => kind.startsWith(`${apiVersion}/`));
      return diagnosisOf(apiVersion, of, isServed);
    });
    return hasNoFlux ? [noFlux(), ...told] : told;
  },
};

export const isOfFlux = ({ apiVersion }: NeededKind): boolean => apiVersion.includes(".toolkit.fluxcd.io/");

function noFlux(): Diagnosis {
  const says = "has no Flux: the cluster serves none of its kinds, and Git is not applied.";
  const next = `flux bootstrap, as in step 6 of deploy/README.md; ${runbook("first-installation")}`;
  return fault("gitops", "Namespace flux-system", says, next);
}

function diagnosisOf(apiVersion: string, missing: readonly NeededKind[], isServed: boolean): Diagnosis {
  const isFlux = missing.every(isOfFlux);
  const file = missing[0]?.file ?? "";
  const names = listed(missing.map(({ kind }) => kind).toSorted());
  const says = isServed
    ? `is served without ${names}, which ${file} needs.`
    : `is not served. Of it deploy/ has ${names} (${file}).`;
  const stage: Stage = isFlux ? "gitops" : "kinds";
  const next = isFlux
    ? `flux bootstrap, as in step 6 of deploy/README.md; ${runbook("GitOpsNotReady")}`
    : `flux get helmreleases -A: a chart that brings CRDs is not installed; ${runbook("GitOpsNotReady")}`;
  return fault(stage, `API ${apiVersion}`, says, next);
}
