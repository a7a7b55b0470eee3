import { type Diagnosis, type Examination, fault, type Stage } from "../diagnosis.ts";
import { listed, type NeededKind } from "../picture.ts";
import { runbook } from "../runbooks.ts";

/** Kinds that deploy/ has and the cluster does not serve: their CRDs are missing, or of another version. */
export const kinds: Examination = {
  name: "kinds",
  examine: ({ kinds: { needed, served } }) => {
    const missing = needed.filter(({ apiVersion, kind }) => !served.has(`${apiVersion}/${kind}`));
    const byVersion = Map.groupBy(missing, ({ apiVersion }) => apiVersion);
    return [...byVersion].map(([apiVersion, of]) => diagnosisOf(apiVersion, of));
  },
};

function diagnosisOf(apiVersion: string, missing: readonly NeededKind[]): Diagnosis {
  const isFlux = apiVersion.includes(".toolkit.fluxcd.io/");
  const files = missing.map(({ file }) => file).slice(0, 1);
  const names = listed(missing.map(({ kind }) => kind).toSorted());
  const says = `is served without ${names}, which ${files.join("")} needs.`;
  const stage: Stage = isFlux ? "gitops" : "kinds";
  const next = isFlux
    ? `flux bootstrap, as in step 6 of deploy/README.md; ${runbook("GitOpsNotReady")}`
    : `flux get helmreleases -A: a chart that brings CRDs is not installed; ${runbook("GitOpsNotReady")}`;
  return fault(stage, `API ${apiVersion}`, says, next);
}
