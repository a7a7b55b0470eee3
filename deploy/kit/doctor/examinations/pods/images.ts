import type { Manifest } from "../../../tree/manifest.ts";
import { describeCommand, type Examination } from "../../diagnosis.ts";
import type { ClusterPicture } from "../../picture.ts";
import { runbook } from "../../runbooks.ts";
import { messagesAbout, sentence } from "../event-messages.ts";
import { type ContainerView, containersIn, inGroups, livePods, type PodTrouble } from "./trouble.ts";

const PULL = [
  "ImagePullBackOff",
  "ErrImagePull",
  "InvalidImageName",
  "ErrImageNeverPull",
  "ImageInspectError",
];

/** Pods whose image cannot be had. */
export const images: Examination = {
  name: "pods-images",
  examine: (picture) => {
    const found = livePods(picture).flatMap((pod) =>
      containersIn(pod)
        .filter(({ waiting }) => PULL.includes(waiting?.reason ?? ""))
        .map((container) => troubleOf(picture, pod, container)),
    );
    return inGroups(picture, found);
  },
};

function troubleOf(picture: ClusterPicture, pod: Manifest, { image, waiting }: ContainerView): PodTrouble {
  const told = [waiting?.message ?? "", ...messagesAbout(picture, pod, ["Failed", "InspectFailed"])];
  // "Back-off pulling image" alone gives no reason.
  const message = told.find((one) => /desc =|failed to|ErrImagePull:|invalid/i.test(one)) ?? told[0] ?? "";
  const [why, what] = reasonOf(image, message, waiting?.reason ?? "");
  const next = `${what}; ${describeCommand(pod)}`;
  return { severity: "fault", pod, says: `cannot get its image ${image}: ${why}.`, next };
}

const INSTALLATION = runbook("first-installation");

const REASONS: readonly (readonly [RegExp, string, string])[] = [
  [
    /no match for platform|no matching manifest/,
    "it was not built for this node's processor",
    "build it for arm64 and amd64: .github/workflows/images.yml",
  ],
  [
    /unauthorized|403 Forbidden|\bdenied\b|authentication required/,
    "the registry refuses it to this cluster, or there is none of that name",
    `make the package public, or add a pull secret (${INSTALLATION})`,
  ],
  [
    /toomanyrequests|429 Too Many/,
    "the registry answers that it is asked too often",
    "wait; the kubelet tries again",
  ],
  [
    /not found|manifest unknown/,
    "the registry has no such image",
    `compare deploy/apps/images with the registry (${INSTALLATION})`,
  ],
  [
    /x509|certificate/,
    "the registry's certificate is not trusted by the node",
    "curl -v the registry's address from the node",
  ],
  [
    /no such host|dial tcp|timeout|timed out|connection refused|EOF/,
    "the registry is not reached from the node",
    "curl -v the registry's address from the node: DNS, way out, proxy",
  ],
];

function reasonOf(image: string, message: string, state: string): readonly [string, string] {
  if (/@sha256:0{64}$/.test(image)) {
    const next = `flux reconcile image repository server, then flux get images all -A (${INSTALLATION})`;
    return ["its digest is only zeros, so Flux has not written a real one yet", next];
  }
  if (state === "InvalidImageName") return ["that is no name of an image", "mend deploy/apps/images"];
  if (state === "ErrImageNeverPull") {
    return ["it is not on the node, and the pod forbids pulling it", "import it on the node"];
  }
  const found = REASONS.find(([pattern]) => pattern.test(message));
  if (found === undefined) return [sentence(message) || state, INSTALLATION];
  return [`${found[1]} (${sentence(message)})`, found[2]];
}
