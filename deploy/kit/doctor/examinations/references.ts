/** Secrets and ConfigMaps that objects name: whether they exist, and have the key. */

import { REFERENCE_RULES, type ReferenceRule } from "../../checks/references/rules.ts";
import { type Manifest, titleOf } from "../../tree/manifest.ts";
import { podTemplateOf } from "../../tree/pods.ts";
import { select } from "../../tree/select.ts";
import { fieldsAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, type Examination, fault, STAGES, type Stage, stageOf } from "../diagnosis.ts";
import { type ClusterPicture, listed, objectsOf, ownerOf, wasRead } from "../picture.ts";
import { runbook } from "../runbooks.ts";

/** cert-manager makes the Secret of a certificate: when it is missing, the certificate is the cause. */
const MADE_BY_CONTROLLERS = new Set(["VirtualServer", "Certificate", "ClusterIssuer"]);
const KINDS = ["Secret", "ConfigMap"];

interface MissingPart {
  readonly from: Manifest;
  readonly kind: string;
  readonly namespace: string | undefined;
  readonly name: string;
  /** Undefined when the whole object is missing. */
  readonly key: string | undefined;
}

export const references: Examination = {
  name: "references",
  examine: (picture) => {
    const missing = picture.objects
      .filter((object) => isSource(picture, object))
      .flatMap((object) => REFERENCE_RULES.flatMap((rule) => missingBy(picture, object, rule)));
    const byPart = Map.groupBy(missing, (one) => `${partTitle(one)} ${one.key ?? ""}`);
    return [...byPart.values()].flatMap(diagnosisOf);
  },
};

/** Old ReplicaSets and pods name what their owner named once. */
const isSource = (picture: ClusterPicture, object: Manifest): boolean =>
  !MADE_BY_CONTROLLERS.has(object.kind) &&
  object.kind !== "ReplicaSet" &&
  !(object.kind === "Pod" && ownerOf(picture, object) !== undefined) &&
  // A Job that is done needs nothing more.
  !(object.kind === "Job" && fieldsAt(object.body, "status").completionTime !== undefined);

function missingBy(picture: ClusterPicture, from: Manifest, rule: ReferenceRule): readonly MissingPart[] {
  const body =
    rule.from === "Pod" ? podTemplateOf(from)?.spec : rule.from === from.kind ? from.body : undefined;
  if (body === undefined) return [];
  return select(body, rule.pattern).flatMap(({ value, parent }): MissingPart[] => {
    const kind = rule.to === ".kind" ? (textAt(parent, "kind") ?? "") : rule.to;
    if (!KINDS.includes(kind) || !wasRead(picture, kind) || parent.optional === true) return [];
    const part = { from, kind, namespace: from.namespace, name: String(value) };
    const found = objectsOf(picture, kind).find(
      (one) => one.name === part.name && one.namespace === part.namespace,
    );
    if (found === undefined) return [{ ...part, key: undefined }];
    const key = rule.key === undefined ? undefined : textAt(parent, rule.key);
    return key === undefined || hasKey(found, key) ? [] : [{ ...part, key }];
  });
}

const hasKey = ({ body }: Manifest, key: string): boolean =>
  ["data", "binaryData"].some((field) => Object.hasOwn(fieldsAt(body, field), key));

const partTitle = ({ kind, namespace, name }: MissingPart): string => `${kind} ${namespace}/${name}`;

function diagnosisOf(parts: readonly MissingPart[]): readonly Diagnosis[] {
  const [first] = parts;
  if (first === undefined) return [];
  const users = parts.map(({ from }) => titleOf(from));
  const stages = parts.map(({ from }) => STAGES.indexOf(stageOf(from)));
  const stage: Stage = STAGES[Math.min(...stages)] ?? "others";
  const what = first.key === undefined ? "does not exist" : `has no key ${first.key}`;
  const says = `${what}. It is named by ${listed(users)}.`;
  return [fault(stage, partTitle(first), says, nextOf(first))];
}

/** Secrets that are made by hand once (deploy/README.md), and those in Git. */
function nextOf({ kind, namespace, name }: MissingPart): string {
  if (name === "sops-age") return `put the age key into the cluster; ${runbook("key-rotation")}`;
  if (namespace === "monitoring") return "make it: step 7 of deploy/README.md";
  const see = `kubectl -n ${namespace} get ${kind.toLowerCase()}s`;
  return kind === "Secret"
    ? `${see}; flux get kustomizations: its secrets.sops.yaml is not applied; ${runbook("key-rotation")}`
    : `${see}; flux get kustomizations; ${runbook("GitOpsNotReady")}`;
}
