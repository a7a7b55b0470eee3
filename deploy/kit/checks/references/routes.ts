/** Routes of the gateway: their upstreams, Services and ports. */
import type { CheckReport } from "../../check.ts";
import { type Manifest, titleOf } from "../../tree/manifest.ts";
import { at, leaves, listAt, numberAt, textAt } from "../../tree/values.ts";
import { type ObjectKey, objectKey } from "./made-elsewhere.ts";

export function checkRoutes(
  objects: readonly Manifest[],
  made: ReadonlySet<ObjectKey>,
  report: CheckReport,
): void {
  for (const object of objects) {
    if (object.kind !== "VirtualServer" && object.kind !== "VirtualServerRoute") continue;
    const upstreams = listAt(object.body, "spec", "upstreams");
    for (const upstream of upstreams) checkUpstream(object, upstream, objects, made, report);
    const names = new Set(upstreams.map((upstream) => at(upstream, "name")));
    const routes = [...listAt(object.body, "spec", "routes"), ...listAt(object.body, "spec", "subroutes")];
    for (const route of routes) {
      report.looked(1, "routes");
      for (const name of upstreamsOf(route)) {
        if (names.has(name)) continue;
        const path = textAt(route, "path") ?? "";
        report.finding(
          object.file,
          titleOf(object),
          `the route ${path} names the upstream ${name}, and there is none`,
        );
      }
      checkDelegation(object, route, objects, report);
    }
  }
}

/** `action.pass`, and `upstream` of a proxy, in matches and splits too. */
function upstreamsOf(route: unknown): readonly string[] {
  return [...leaves(route)].flatMap(({ path, value }) => {
    const [field, parent] = [path.at(-1), path.at(-2)];
    const isUpstream =
      (field === "pass" && parent === "action") || (field === "upstream" && parent === "proxy");
    return isUpstream && typeof value === "string" ? [value] : [];
  });
}

function checkUpstream(
  object: Manifest,
  upstream: unknown,
  objects: readonly Manifest[],
  made: ReadonlySet<ObjectKey>,
  report: CheckReport,
): void {
  report.looked(1, "upstreams");
  const name = textAt(upstream, "service") ?? "";
  const key = objectKey("Service", object.namespace, name);
  const service = objects.find(
    (one) => one.kind === "Service" && one.namespace === object.namespace && one.name === name,
  );
  if (service === undefined) {
    if (!made.has(key)) {
      report.finding(object.file, titleOf(object), `names the ${key}, which is not in the tree`);
    }
    return;
  }
  const port = numberAt(upstream, "port");
  const ports = listAt(service.body, "spec", "ports").map((one) => at(one, "port"));
  if (ports.includes(port)) return;
  report.finding(
    object.file,
    titleOf(object),
    `sends to port ${port} of the ${titleOf(service)}, which has none`,
  );
}

function checkDelegation(
  object: Manifest,
  route: unknown,
  objects: readonly Manifest[],
  report: CheckReport,
): void {
  const target = textAt(route, "route");
  if (target === undefined) return;
  const [namespace, name] = target.includes("/") ? target.split("/") : [object.namespace, target];
  const isThere = objects.some(
    (one) => one.kind === "VirtualServerRoute" && one.namespace === namespace && one.name === name,
  );
  if (isThere) return;
  report.finding(
    object.file,
    titleOf(object),
    `hands over to the VirtualServerRoute ${target}, and there is none`,
  );
}
