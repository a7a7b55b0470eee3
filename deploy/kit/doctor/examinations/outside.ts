import { isIPv6 } from "node:net";
import { listAt, textAt } from "../../tree/values.ts";
import { type Diagnosis, type Examination, fault, warning } from "../diagnosis.ts";
import { type ClusterPicture, listed, type OutsideView, objectsOf } from "../picture.ts";
import { runbook } from "../runbooks.ts";

const PRIVATE =
  /^(10\.|127\.|192\.168\.|172\.(1[6-9]|2\d|3[01])\.|100\.(6[4-9]|[7-9]\d|1[01]\d|12[0-7])\.|::1$|f[cd])/i;

/** The shop's name leads to the node. */
export const dns: Examination = {
  name: "dns",
  examine: (picture) => (picture.outside === undefined ? [] : examineDns(picture, picture.outside)),
};

function examineDns(picture: ClusterPicture, outside: OutsideView): readonly Diagnosis[] {
  const { host, addresses, lookupProblem } = outside;
  const next = `dig +short ${host} A; dig +short ${host} AAAA; ${runbook("certificate-trouble")}`;
  if (lookupProblem !== undefined) {
    const says = `leads to no address (${lookupProblem}).`;
    return [fault("outside", `Host ${host}`, says, `step 4 of deploy/README.md; ${next}`)];
  }
  const own = ownAddresses(picture, outside);
  const isPublic = (address: string): boolean => !PRIVATE.test(address);
  const foreign = addresses.filter((address) => !own.includes(address));
  // A node behind an address translation knows its private address alone: then there is nothing to compare.
  if (foreign.length === 0 || !own.some(isPublic)) return [];
  const preferred = foreign.some(isIPv6) ? " Let's Encrypt and browsers prefer AAAA." : "";
  const says = `leads to ${listed(foreign)}, and the node is ${listed(own.filter(isPublic))}.${preferred}`;
  return [fault("outside", `Host ${host}`, says, next)];
}

function ownAddresses(picture: ClusterPicture, { serverAddresses }: OutsideView): readonly string[] {
  const ofNodes = objectsOf(picture, "Node")
    .flatMap(({ body }) => listAt(body, "status", "addresses"))
    .filter((one) => ["ExternalIP", "InternalIP"].includes(textAt(one, "type") ?? ""))
    .map((one) => textAt(one, "address") ?? "");
  return [...ofNodes, ...serverAddresses];
}

const FIREWALLS = "deploy/terraform/nsg.tf; on the node: sudo iptables -L INPUT -n";

/** The ports of the shop's host, as far as this machine reaches them. */
export const ports: Examination = {
  name: "ports",
  examine: ({ outside }) =>
    (outside?.ports ?? []).flatMap(({ port, problem }) => {
      if (problem === undefined) return [];
      const object = `Host ${outside?.host}`;
      // The API server was read at the address of the kubeconfig; its port is open to few.
      if (port !== 80 && port !== 443) {
        const says = `does not answer on port ${port} from here (${problem}).`;
        return [warning("outside", object, says, FIREWALLS)];
      }
      const use = port === 80 ? "Let's Encrypt cannot check the host" : "nobody reaches the shop";
      const says = `does not answer on port ${port} from here (${problem}): ${use}.`;
      return [fault("outside", object, says, `${FIREWALLS}; ${runbook("certificate-trouble")}`)];
    }),
};
