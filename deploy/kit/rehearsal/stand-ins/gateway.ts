/**
 * Stands in for F5's controller: NGINX with the routes of deploy/nginx, whose upstream is the ready pods of
 * the Service `api`. Like the controller it reloads NGINX when these change.
 */
import { readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { KubernetesApi } from "../api.ts";
import { FOLDER } from "../layout.ts";

export const GATEWAY = join(FOLDER, "nginx");
const UPSTREAMS = join(GATEWAY, "shop", "upstreams.conf");
const SLICES =
  "/apis/discovery.k8s.io/v1/namespaces/shop/endpointslices?labelSelector=kubernetes.io/service-name%3Dapi";

export interface EndpointSlice {
  readonly endpoints:
    | readonly {
        readonly addresses: readonly string[];
        readonly conditions: { readonly ready?: boolean };
      }[]
    | null;
}

export const readyAddresses = (slices: readonly EndpointSlice[]): readonly string[] =>
  slices
    .flatMap(({ endpoints }) => endpoints ?? [])
    .filter(({ conditions }) => conditions.ready !== false)
    .flatMap(({ addresses }) => addresses)
    .sort();

/** The VirtualServer of the tree sets `max-fails: 0`: Kubernetes says which pod is out. */
export function upstreams(addresses: readonly string[]): string {
  // NGINX refuses an upstream without a server. Nothing listens on this port.
  const servers = addresses.length > 0 ? addresses.map((address) => `${address}:3000`) : ["127.0.0.1:9"];
  return [
    "upstream shop_api {",
    "    zone shop_api 64k;",
    ...servers.map((server) => `    server ${server} max_fails=0;`),
    "    keepalive 32;",
    "    keepalive_timeout 60s;",
    "}",
    "",
  ].join("\n");
}

export async function tendGateway(api: KubernetesApi): Promise<void> {
  const text = upstreams(readyAddresses(await api.list<EndpointSlice>(SLICES)));
  if (text === (await readFile(UPSTREAMS, "utf8"))) return;
  await writeFile(`${UPSTREAMS}.new`, text);
  await rename(`${UPSTREAMS}.new`, UPSTREAMS);
  const pid = Number(await readFile(join(GATEWAY, "logs", "nginx.pid"), "utf8"));
  process.kill(pid, "SIGHUP");
}
