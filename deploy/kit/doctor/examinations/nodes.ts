import type { Manifest } from "../../tree/manifest.ts";
import { listAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, describeCommand, type Examination, fault, warning } from "../diagnosis.ts";
import { ageMs, type ClusterPicture, conditionOf, durationText, objectsOf, wasRead } from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { sentence } from "./event-messages.ts";

export const nodes: Examination = {
  name: "nodes",
  examine: (picture) => {
    const all = objectsOf(picture, "Node");
    if (all.length === 0 && wasRead(picture, "Node")) {
      const next = "on the machine: k0s status, journalctl -u k0scontroller; a worker has not joined";
      return [fault("nodes", "The cluster", "has no node, so that nothing can run.", next)];
    }
    return all.flatMap((node) => [...readiness(picture, node), ...pressures(node), ...cordon(node)]);
  },
};

function readiness(picture: ClusterPicture, node: Manifest): readonly Diagnosis[] {
  const ready = conditionOf(node, "Ready");
  if (ready?.status === "True") return [];
  const age = ageMs(picture, ready?.since);
  const since = age === undefined ? "" : ` for ${durationText(age)}`;
  const why = ready === undefined ? "it never reported" : `${ready.reason}: ${sentence(ready.message)}`;
  // Unknown: the kubelet has stopped reporting, which is a machine or a network that is away.
  const says = ready?.status === "Unknown" ? `has not reported${since}` : `is not ready${since}`;
  return [fault("nodes", node, `${says} (${why}).`, `${describeCommand(node)}; ${runbook("node-lost")}`)];
}

const PRESSURES = {
  MemoryPressure: ["is short of memory, and pods are evicted", "ReplicaMissing"],
  DiskPressure: ["is short of disk, and pods are evicted", "disk-full"],
  PIDPressure: ["has too many processes, and pods are evicted", "node-lost"],
  NetworkUnavailable: ["has no network for pods", "node-lost"],
} as const;

function pressures(node: Manifest): readonly Diagnosis[] {
  return Object.entries(PRESSURES).flatMap(([type, [says, page]]) => {
    const found = conditionOf(node, type);
    if (found?.status !== "True") return [];
    const next = `${describeCommand(node)}; ${runbook(page)}`;
    return [fault("nodes", node, `${says} (${found.message}).`, next)];
  });
}

function cordon(node: Manifest): readonly Diagnosis[] {
  const taints = listAt(node.body, "spec", "taints").map((taint) => textAt(taint, "key") ?? "");
  if (!taints.includes("node.kubernetes.io/unschedulable")) return [];
  const says = "is cordoned: no new pod is placed on it.";
  return [warning("nodes", node, says, `kubectl uncordon ${node.name}`)];
}
