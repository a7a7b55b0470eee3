import type { Manifest } from "../../tree/manifest.ts";
import { fieldsAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, describeCommand, type Examination, fault, warning } from "../diagnosis.ts";
import { ageMs, type ClusterPicture, createdAt, durationText, objectsOf, wasRead } from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { messagesAbout } from "./event-messages.ts";

const DEFAULT_CLASS = "storageclass.kubernetes.io/is-default-class";
const PATIENCE_MS = 120_000;
const INSTALL = "flux -n local-path-storage get helmreleases; kubectl get storageclass";

export const storageClasses: Examination = {
  name: "storage-classes",
  examine: (picture) => {
    if (!wasRead(picture, "StorageClass")) return [];
    const classes = objectsOf(picture, "StorageClass");
    const defaults = classes.filter(
      ({ body }) => fieldsAt(body, "metadata", "annotations")[DEFAULT_CLASS] === "true",
    );
    if (classes.length === 0) {
      const says = "has no StorageClass, so that no volume is made. Kubernetes brings none.";
      return [fault("storage", "The cluster", says, `${INSTALL}; ${runbook("first-installation")}`)];
    }
    if (defaults.length === 1) return [];
    const says =
      defaults.length === 0
        ? "has no default StorageClass: a claim that names none stays pending."
        : `has ${defaults.length} default StorageClasses: the newest serves claims that name none.`;
    return [warning("storage", "The cluster", says, "kubectl get storageclass")];
  },
};

export const claims: Examination = {
  name: "claims",
  examine: (picture) =>
    objectsOf(picture, "PersistentVolumeClaim")
      .filter(({ body }) => textAt(body, "status", "phase") !== "Bound")
      .flatMap((claim) => claimDiagnosis(picture, claim)),
};

function claimDiagnosis(picture: ClusterPicture, claim: Manifest): readonly Diagnosis[] {
  const next = `${describeCommand(claim)}; ${INSTALL}`;
  if (textAt(claim.body, "status", "phase") === "Lost") {
    const says = "has lost its volume: the data is not where the cluster looks for it.";
    return [fault("storage", claim, says, `${describeCommand(claim)}; ${runbook("restore")}`)];
  }
  const name = textAt(claim.body, "spec", "storageClassName");
  const classes = objectsOf(picture, "StorageClass");
  const found = classes.find((one) => one.name === name);
  if (name !== undefined && found === undefined && wasRead(picture, "StorageClass")) {
    const others = classes.map((one) => one.name).join(", ") || "none";
    const says = `waits for the StorageClass ${name}, which does not exist (there is: ${others}).`;
    return [fault("storage", claim, says, next)];
  }
  if (name === undefined && classes.length > 0) {
    const says = "names no StorageClass and there is no default, so that it has no volume.";
    return [fault("storage", claim, says, next)];
  }
  const told = messagesAbout(picture, claim, ["ProvisioningFailed", "FailedBinding"]);
  const age = ageMs(picture, createdAt(claim)) ?? 0;
  if (told.length === 0 && age < PATIENCE_MS) return [];
  const why = told[0] ?? (isBoundByPod(found) ? "no pod that uses it was placed" : "nothing provides it");
  // A claim that waits for its pod is bound when the pod is placed: then the pod is the cause.
  const isEcho = told.length === 0 && isBoundByPod(found);
  return [fault("storage", claim, `is pending for ${durationText(age)}: ${why}.`, next, { isEcho })];
}

const isBoundByPod = (storageClass: Manifest | undefined): boolean =>
  textAt(storageClass?.body, "volumeBindingMode") === "WaitForFirstConsumer";
