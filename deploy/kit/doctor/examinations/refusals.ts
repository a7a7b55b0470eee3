/** Objects that the API server does not take: quotas, Pod Security, admission policies. */
import { type Manifest, titleOf } from "../../tree/manifest.ts";
import { amountOf } from "../../tree/quantities.ts";
import { fieldsAt, listAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, type Examination, fault, stageOf, warning } from "../diagnosis.ts";
import { type ClusterPicture, conditionOf, objectsOf, rootOf } from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { recentWarnings, sentence } from "./event-messages.ts";

export const refusals: Examination = {
  name: "refusals",
  examine: (picture) => [...byCondition(picture), ...byEvent(picture)],
};

function byCondition(picture: ClusterPicture): readonly Diagnosis[] {
  return objectsOf(picture, "ReplicaSet").flatMap((set) => {
    const failure = conditionOf(set, "ReplicaFailure");
    if (failure?.status !== "True") return [];
    return [refusal(rootOf(picture, set), failure.message, [titleOf(set)])];
  });
}

/** Jobs, StatefulSets and DaemonSets have no such condition. */
function byEvent(picture: ClusterPicture): readonly Diagnosis[] {
  return recentWarnings(picture)
    .filter(({ reason }) => reason === "FailedCreate")
    .flatMap(({ about, message }) => {
      const object = picture.objects.find((one) => titleOf(one) === about);
      // A ReplicaSet whose pods were made since has no condition any more.
      if (object === undefined || object.kind === "ReplicaSet" || hasPods(object)) return [];
      return [refusal(rootOf(picture, object), message, [about])];
    });
}

const hasPods = ({ body }: Manifest): boolean => {
  const { active, succeeded, readyReplicas, numberReady } = fieldsAt(body, "status");
  return [active, succeeded, readyReplicas, numberReady].some(
    (count) => typeof count === "number" && count > 0,
  );
};

function refusal(object: Manifest, message: string, explains: readonly string[]): Diagnosis {
  const [why, next] = reasonOf(object, message);
  return fault(stageOf(object), object, `gets no new pod: ${why}.`, next, { explains });
}

function reasonOf({ namespace }: Manifest, message: string): readonly [string, string] {
  const [, quota, asked, used, limited] =
    /exceeded quota: ([^,]+), requested: (\S+), used: (\S+), limited: (\S+)/.exec(message) ?? [];
  if (quota !== undefined) {
    const why = `the quota ${quota} is used up (asked for ${asked}, used ${used}, limit ${limited})`;
    return [
      why,
      `kubectl -n ${namespace} describe quota ${quota}; its limits are in deploy/infrastructure/configs`,
    ];
  }
  const [, , must] = /failed quota: ([^:]+): must specify (.+)/.exec(message) ?? [];
  if (must !== undefined) {
    return [`the quota asks each container for ${must}`, `kubectl -n ${namespace} describe quota,limitrange`];
  }
  const [, level, reason] = /violates PodSecurity "([^"]+)": (.+)/.exec(message) ?? [];
  if (level !== undefined) {
    return [`Pod Security ${level} refuses it: ${sentence(reason ?? "")}`, "npm run kit -- --only policies"];
  }
  const [, policy, denial] =
    /ValidatingAdmissionPolicy '([^']+)'.*? denied request: (.+)/.exec(message) ?? [];
  if (policy !== undefined) {
    const next = `kubectl get validatingadmissionpolicy ${policy} -o yaml; npm run kit -- --only policies`;
    return [`the admission policy ${policy} refuses it: ${sentence(denial ?? "")}`, next];
  }
  const [, hook, told] = /admission webhook "([^"]+)" denied the request: (.+)/.exec(message) ?? [];
  if (hook !== undefined) {
    return [
      `the webhook ${hook} refuses it: ${sentence(told ?? "")}`,
      "kubectl get validatingwebhookconfigurations",
    ];
  }
  const [, called] = /failed calling webhook "([^"]+)"/.exec(message) ?? [];
  if (called !== undefined) {
    return [
      `the webhook ${called} does not answer (${sentence(message)})`,
      `kubectl get pods -A; ${runbook("TargetDown")}`,
    ];
  }
  return [sentence(message), `kubectl -n ${namespace} get events --sort-by=.lastTimestamp`];
}

const NEARLY_FULL = 0.95;

export const quotas: Examination = {
  name: "quotas",
  examine: (picture) => objectsOf(picture, "ResourceQuota").flatMap(fullness),
};

function fullness(quota: Manifest): readonly Diagnosis[] {
  const hard = fieldsAt(quota.body, "status", "hard");
  const used = fieldsAt(quota.body, "status", "used");
  const full = Object.entries(hard).filter(([name, limit]) => {
    const most = amountOf(limit) ?? 0;
    return most > 0 && (amountOf(used[name]) ?? 0) / most >= NEARLY_FULL;
  });
  if (full.length === 0) return [];
  const parts = full.map(([name, limit]) => `${name} ${String(used[name])} of ${String(limit)}`).join(", ");
  const next = `kubectl -n ${quota.namespace} describe quota ${quota.name}`;
  return [warning(stageOf(quota), quota, `is nearly used up (${parts}): a roll-out finds no room.`, next)];
}

/** Rules that the API server could not type-check. They refuse everything, or nothing. */
export const policies: Examination = {
  name: "policies",
  examine: (picture) =>
    objectsOf(picture, "ValidatingAdmissionPolicy").flatMap((policy) => {
      const warnings = listAt(policy.body, "status", "typeChecking", "expressionWarnings");
      const [first] = warnings.map((one) => textAt(one, "warning") ?? "");
      if (first === undefined) return [];
      const next = `kubectl get validatingadmissionpolicy ${policy.name} -o yaml`;
      return [
        warning("infrastructure", policy, `has an expression that does not fit: ${sentence(first)}.`, next),
      ];
    }),
};
