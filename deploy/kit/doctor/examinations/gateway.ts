import { type Manifest, titleOf } from "../../tree/manifest.ts";
import { at, listAt, numberAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, describeCommand, type Examination, fault, warning } from "../diagnosis.ts";
import {
  ageMs,
  type ClusterPicture,
  conditionOf,
  createdAt,
  labelsOf,
  listed,
  objectsOf,
  wasRead,
} from "../picture.ts";
import { runbook } from "../runbooks.ts";
import { sentence } from "./event-messages.ts";
import { livePods } from "./pods/trouble.ts";

const PATIENCE_MS = 120_000;

/** What NGINX says of routes and policies. */
export const routes: Examination = {
  name: "routes",
  examine: (picture) => {
    const found = ["VirtualServer", "VirtualServerRoute", "Policy"].flatMap((kind) =>
      objectsOf(picture, kind),
    );
    return [
      ...unseen(picture, found),
      ...found.flatMap((object) => [...state(object), ...upstreams(picture, object)]),
    ];
  },
};

/** Told once: the reason is the controller's. */
function unseen(picture: ClusterPicture, all: readonly Manifest[]): readonly Diagnosis[] {
  const [first, ...others] = all.filter(
    (one) => stateOf(one) === undefined && (ageMs(picture, createdAt(one)) ?? 0) > PATIENCE_MS,
  );
  if (first === undefined) return [];
  const explains = others.map(titleOf);
  const more = others.length === 0 ? "" : ` The same: ${listed(explains)}.`;
  const says = `was looked at by no NGINX controller.${more}`;
  return [fault("gateway", first, says, nextOf(first), { explains })];
}

const stateOf = ({ body }: Manifest): string | undefined => textAt(body, "status", "state");

const nextOf = (object: Manifest): string => `${describeCommand(object)}; ${runbook("IngressReloadFailed")}`;

function state(object: Manifest): readonly Diagnosis[] {
  const found = stateOf(object);
  if (found === undefined || found === "Valid") return [];
  const reason = textAt(object.body, "status", "reason") ?? "";
  const why = `${reason}: ${sentence(textAt(object.body, "status", "message") ?? "")}`;
  // "Rejected" comes with the state Warning, and means that the whole object counts for nothing.
  if (found === "Invalid" || reason === "Rejected") {
    return [fault("gateway", object, `is refused by NGINX (${why}).`, nextOf(object))];
  }
  return [warning("gateway", object, `is taken by NGINX in part (${why}).`, nextOf(object))];
}

function upstreams(picture: ClusterPicture, object: Manifest): readonly Diagnosis[] {
  if (!wasRead(picture, "Service")) return [];
  const named = listAt(object.body, "spec", "upstreams").map((one) => textAt(one, "service") ?? "");
  const services = objectsOf(picture, "Service").filter(({ namespace }) => namespace === object.namespace);
  const missing = named.filter((name) => !name.includes("/") && !services.some((one) => one.name === name));
  if (missing.length === 0) return [];
  const says = `sends requests to ${listed(missing)}, and there is no such Service.`;
  return [
    fault("gateway", object, says, `kubectl -n ${object.namespace} get services; ${runbook("ApiDown")}`),
  ];
}

/** One object owns a host: the oldest. */
export const hosts: Examination = {
  name: "hosts",
  examine: (picture) => {
    const owners = [
      ...objectsOf(picture, "VirtualServer").map((one) => ({ host: textAt(one.body, "spec", "host"), one })),
      // NGINX makes routes of the VirtualServer of an Ingress that answers a challenge.
      ...objectsOf(picture, "Ingress")
        .filter((one) => labelsOf(one)["acme.cert-manager.io/http01-solver"] !== "true")
        .flatMap((one) =>
          listAt(one.body, "spec", "rules").map((rule) => ({ host: textAt(rule, "host"), one })),
        ),
    ];
    const byHost = Map.groupBy(owners, ({ host }) => host ?? "");
    return [...byHost].flatMap(([host, all]) =>
      clash(
        host,
        all.map(({ one }) => one),
      ),
    );
  },
};

function clash(host: string, objects: readonly Manifest[]): readonly Diagnosis[] {
  const byAge = [...new Set(objects)].toSorted(
    (one, other) => (createdAt(one)?.getTime() ?? 0) - (createdAt(other)?.getTime() ?? 0),
  );
  const [first, ...others] = byAge;
  return others.map((object) => {
    const says = `asks for the host ${host}, which ${first === undefined ? "" : titleOf(first)} has already.`;
    const next = `delete one of both; ${runbook("certificate-trouble")}`;
    return fault("gateway", object, says, next);
  });
}

const PORTS = [80, 443] as const;

/** NGINX holds ports 80 and 443 of each node that takes pods. */
export const hostPorts: Examination = {
  name: "host-ports",
  examine: (picture) => {
    if (!wasRead(picture, "Pod") || objectsOf(picture, "VirtualServer").length === 0) return [];
    return objectsOf(picture, "Node")
      .filter(({ body }) => at(body, "spec", "unschedulable") !== true)
      .flatMap((node) => portsOf(picture, node));
  },
};

function portsOf(picture: ClusterPicture, node: Manifest): readonly Diagnosis[] {
  const pods = livePods(picture).filter(({ body }) => textAt(body, "spec", "nodeName") === node.name);
  const holders = (port: number) => pods.filter((pod) => holdsPort(pod, port));
  const isServed = (port: number) =>
    holders(port).some((pod) => conditionOf(pod, "Ready")?.status === "True");
  const missing = PORTS.filter((port) => !isServed(port));
  if (missing.length === 0) return [];
  const names = missing.flatMap(holders).map(titleOf);
  const why = names.length === 0 ? "no pod holds them" : `${listed(names)} holds them and is not ready`;
  const says = `serves nobody on port ${listed(missing.map(String))}: ${why}.`;
  const next = `kubectl -n ingress get daemonset,pods; ${runbook("first-installation")}`;
  return [fault("gateway", node, says, next)];
}

function holdsPort({ body }: Manifest, port: number): boolean {
  const isOnHost = at(body, "spec", "hostNetwork") === true;
  const ports = listAt(body, "spec", "containers").flatMap((container) => listAt(container, "ports"));
  return ports.some((one) => numberAt(one, isOnHost ? "containerPort" : "hostPort") === port);
}
