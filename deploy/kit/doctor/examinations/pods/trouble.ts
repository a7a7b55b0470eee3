/** Pods in trouble. Those of one owner with the same trouble are told once. */
import { type Manifest, titleOf } from "../../../tree/manifest.ts";
import { type Fields, fieldsAt, isFields, listAt, textAt } from "../../../tree/values.ts";
import { type Diagnosis, stageOf } from "../../diagnosis.ts";
import { type ClusterPicture, listed, objectsOf, rootOf } from "../../picture.ts";

export interface PodTrouble {
  readonly severity: Diagnosis["severity"];
  readonly pod: Manifest;
  /** In words that fit each pod of the owner. */
  readonly says: string;
  readonly next: string;
}

/** Pods that are to run: neither done nor on their way out. */
export function livePods(picture: ClusterPicture): readonly Manifest[] {
  return objectsOf(picture, "Pod").filter(
    ({ body }) =>
      !["Succeeded", "Failed"].includes(textAt(body, "status", "phase") ?? "") &&
      textAt(body, "metadata", "deletionTimestamp") === undefined,
  );
}

export function inGroups(picture: ClusterPicture, troubles: readonly PodTrouble[]): readonly Diagnosis[] {
  const groups = Map.groupBy(troubles, ({ pod, says }) => `${titleOf(rootOf(picture, pod))}: ${says}`);
  return [...groups.values()].flatMap((group) => {
    const [first, ...others] = group;
    if (first === undefined) return [];
    const { severity, pod, says, next } = first;
    const more = others.length === 0 ? "" : ` The same: ${listed(others.map((one) => one.pod.name))}.`;
    const explains = [titleOf(rootOf(picture, pod)), ...others.map((one) => titleOf(one.pod))];
    return [{ severity, stage: stageOf(pod), object: titleOf(pod), says: says + more, next, explains }];
  });
}

export interface ContainerView {
  readonly name: string;
  readonly image: string;
  readonly status: Fields;
  /** Why it does not run: `ImagePullBackOff`. */
  readonly waiting: { readonly reason: string; readonly message: string } | undefined;
}

export function containersIn(pod: Manifest): readonly ContainerView[] {
  const statuses = ["initContainerStatuses", "containerStatuses"].flatMap((list) =>
    listAt(pod.body, "status", list).filter(isFields),
  );
  return statuses.map((status) => {
    const reason = textAt(status, "state", "waiting", "reason");
    const message = textAt(status, "state", "waiting", "message") ?? "";
    return {
      name: textAt(status, "name") ?? "",
      // The status may have the digest alone; what the pod asked for is what a person can look up.
      image: imageOf(pod, textAt(status, "name")) ?? textAt(status, "image") ?? "",
      status,
      waiting: reason === undefined ? undefined : { reason, message },
    };
  });
}

function imageOf({ body }: Manifest, container: string | undefined): string | undefined {
  const all = ["initContainers", "containers"].flatMap((list) => listAt(fieldsAt(body, "spec"), list));
  return textAt(
    all.find((one) => textAt(one, "name") === container),
    "image",
  );
}
