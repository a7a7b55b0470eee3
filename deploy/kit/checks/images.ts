import type { Check, CheckReport, KitContext } from "../check.ts";
import { chartReleases } from "../tree/charts.ts";
import { type Manifest, titleOf } from "../tree/manifest.ts";
import { allContainersOf, podTemplateOf } from "../tree/pods.ts";
import { at, leaves, textAt } from "../tree/values.ts";

/** Where images may come from: ours, and those of the projects whose charts and bases we use. */
const ALLOWED = [
  "ghcr.io/jangteo/",
  "ghcr.io/cloudnative-pg/",
  "docker.io/library/busybox",
  "docker.io/library/node",
  "docker.io/library/debian",
  "gcr.io/distroless/",
  "quay.io/jetstack/",
  "quay.io/prometheus/",
  "quay.io/prometheus-operator/",
  "docker.io/grafana/",
  "docker.io/nginx/nginx-ingress",
  "docker.io/rancher/local-path-provisioner",
  "docker.io/kiwigrid/k8s-sidecar",
  "quay.io/kiwigrid/k8s-sidecar",
  "registry.k8s.io/kube-state-metrics/",
];

const MARKER = /\{"\$imagepolicy": "([\w-]+):([\w-]+)(?::(?:name|tag|digest))?"\}/g;

/** Images are named by digest, come from places that are meant, and are updated by Flux. */
export const images: Check = {
  name: "images",
  about: "images are pinned by digest and come from registries that are meant",
  parts: ["deploy/clusters", "deploy/images"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    for (const { objects } of await kit.clusters()) {
      for (const object of objects) checkObject(object, report);
      for (const { release, values } of chartReleases(objects)) checkValues(release, values, report);
    }
    await checkMarkers(kit, report);
    checkDockerfiles(kit, report);
  },
};

function checkObject(object: Manifest, report: CheckReport): void {
  const pod = podTemplateOf(object);
  const named = pod === undefined ? [] : allContainersOf(pod).map((container) => textAt(container, "image"));
  const database = object.kind === "Cluster" ? [textAt(object.body, "spec", "imageName")] : [];
  for (const image of [...named, ...database]) {
    report.looked(1, "images");
    if (image === undefined) report.finding(object.file, titleOf(object), "names no image");
    else for (const fault of imageFaults(image)) report.finding(object.file, titleOf(object), fault);
  }
}

export function imageFaults(image: string): readonly string[] {
  const [name = "", digest] = image.split("@");
  const tag = /:([\w.-]+)$/.exec(name.split("/").at(-1) ?? "")?.[1];
  const faults: string[] = [];
  if (tag === "latest")
    faults.push(`the image ${image} has the tag latest, which names another one tomorrow`);
  if (digest === undefined) faults.push(`the image ${image} has no digest`);
  else if (!/^sha256:[0-9a-f]{64}$/.test(digest)) faults.push(`the image ${image} has a digest that is none`);
  if (tag === undefined) faults.push(`the image ${image} has no tag, which tells a reader its version`);
  if (!ALLOWED.some((place) => name.startsWith(place))) {
    faults.push(`the image ${image} is from a place that is not on the list in checks/images.ts`);
  }
  return faults;
}

/** Charts name images in parts: repository, tag, digest. */
function checkValues(release: Manifest, values: unknown, report: CheckReport): void {
  for (const { path, value } of leaves(values)) {
    if (path.at(-1) !== "tag" || typeof value !== "string") continue;
    report.looked(1, "images");
    const parent = at(values, ...path.slice(0, -1));
    const digest = textAt(parent, "digest") ?? textAt(parent, "sha") ?? value.split("@")[1];
    const place = path.join(".");
    if (value.startsWith("latest")) {
      report.finding(
        release.file,
        titleOf(release),
        `the value ${place} is latest, which names another image tomorrow`,
      );
    } else if (digest === undefined || digest === "") {
      report.finding(release.file, titleOf(release), `the value ${place} names an image without a digest`);
    }
  }
}

/** Comments that tell Flux which policy sets a line. */
async function checkMarkers(kit: KitContext, report: CheckReport): Promise<void> {
  const clusters = await kit.clusters();
  for (const file of kit.tree.below("deploy").filter((path) => /\.ya?ml$/.test(path))) {
    const text = kit.tree.read(file);
    const cluster = clusters.find(({ name }) => file.split("/").includes(name));
    for (const [, namespace, name] of text.matchAll(MARKER)) {
      report.looked(1, "markers");
      const policies = (cluster === undefined ? clusters : [cluster]).flatMap(({ objects }) => objects);
      const isThere = policies.some(
        (one) => one.kind === "ImagePolicy" && one.namespace === namespace && one.name === name,
      );
      if (!isThere)
        report.finding(file, undefined, `names the ImagePolicy ${namespace}/${name}, and there is none`);
    }
    for (const line of text.split("\n")) {
      if (!/^\s*(newTag|digest):/.test(line) || /\$imagepolicy/.test(line)) continue;
      report.finding(file, undefined, `the line "${line.trim()}" has no marker: Flux would never update it`);
    }
  }
}

function checkDockerfiles(kit: KitContext, report: CheckReport): void {
  for (const file of kit.tree.below("deploy/images").filter((path) => /Dockerfile$/i.test(path))) {
    const text = kit.tree.read(file);
    const stages = new Set([...text.matchAll(/^FROM\s.*\sAS\s+(\S+)/gim)].map(([, name]) => name));
    for (const [, image = ""] of text.matchAll(/^FROM\s+(?:--platform=\S+\s+)?(\S+)/gim)) {
      if (stages.has(image) || image === "scratch") continue;
      report.looked(1, "base images");
      for (const fault of imageFaults(image)) report.finding(file, undefined, fault);
    }
  }
}
