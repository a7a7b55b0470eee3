/** Where a rehearsal keeps its things, and its addresses. There is one rehearsal on a machine at a time. */
import { join } from "node:path";

/** Everything of the cluster: keys, logs, containers. Gone after the rehearsal. */
export const FOLDER = "/var/lib/jangteo-rehearsal";
/** The network namespace of the node, and the cgroup of the pods. */
export const NAME = "jangteo-rehearsal";
export const NETWORK = `/run/netns/${NAME}`;
export const NODE = "rehearsal";

/** The networks that deploy/clusters/staging/settings.yaml names. */
export const NODE_ADDRESS = "10.0.0.10";
export const NODE_PREFIX = 24;
export const POD_CIDR = "10.244.0.0/16";
export const NODE_POD_CIDR = "10.244.0.0/24";
export const SERVICE_CIDR = "10.96.0.0/12";
export const API_SERVICE = "10.96.0.1";
export const DNS_SERVICE = "10.96.0.10";

/** The first three parts of shoppers' addresses: a network for documents (RFC 5737), local to the node. */
export const SHOPPERS = "198.51.100";

/** Of the API server: in the node's network, and by a forwarder on the loopback address of the machine. */
export const API_PORT = 16443;
export const ETCD_PORT = 2379;

export const paths = {
  state: join(FOLDER, "state.json"),
  keys: join(FOLDER, "keys"),
  logs: join(FOLDER, "logs"),
  kubeconfig: join(FOLDER, "admin.kubeconfig"),
  containerdSocket: join(FOLDER, "containerd.sock"),
  apiSocket: join(FOLDER, "api.sock"),
  programs: join(FOLDER, "bin"),
  cni: join(FOLDER, "cni"),
} as const;

/** What containerd and the kubelet make outside of their folders. What was not there before is removed. */
export const OUTSIDE = [
  "/etc/cni",
  "/opt/cni",
  "/opt/containerd",
  "/run/cni",
  "/run/containerd",
  "/run/nri",
  "/run/runc",
  "/run/xtables.lock",
  "/usr/libexec/kubernetes",
  "/var/lib/cni",
  "/var/lib/containerd",
  "/var/lib/kubelet",
  "/var/log/containers",
  "/var/log/pods",
] as const;

/** While this file is there, the stand-in of the database's operator starts no new pod of the instance. */
export const pausePath = (instance: string): string => join(FOLDER, `paused-${instance}`);

/** SHOP_HOST of deploy/clusters/staging/settings.yaml. */
export const SHOP_HOST = "staging.shop.example";
