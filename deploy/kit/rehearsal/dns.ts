/** The cluster's DNS, where k0s has it: CoreDNS in kube-system behind the Service `kube-dns`. */
import type { KubernetesObject } from "./api.ts";
import { DNS_SERVICE } from "./layout.ts";

const NAMESPACE = "kube-system";
const LABELS = { "k8s-app": "kube-dns" };

const COREFILE = `.:5353 {
    errors
    ready 0.0.0.0:8181
    kubernetes cluster.local in-addr.arpa {
        ttl 5
    }
}
`;

const account = { name: "coredns", namespace: NAMESPACE };
const rules = [
  { apiGroups: [""], resources: ["services", "namespaces", "pods"], verbs: ["list", "watch"] },
  { apiGroups: ["discovery.k8s.io"], resources: ["endpointslices"], verbs: ["list", "watch"] },
];
const RBAC = "rbac.authorization.k8s.io";

/** Each object with the path that it is applied to. */
export const dnsObjects = (image: string): readonly (readonly [string, KubernetesObject])[] => [
  [
    `/api/v1/namespaces/${NAMESPACE}/serviceaccounts/coredns`,
    { apiVersion: "v1", kind: "ServiceAccount", metadata: account },
  ],
  [
    `/apis/${RBAC}/v1/clusterroles/coredns`,
    { apiVersion: `${RBAC}/v1`, kind: "ClusterRole", metadata: { name: "coredns" }, rules },
  ],
  [
    `/apis/${RBAC}/v1/clusterrolebindings/coredns`,
    {
      apiVersion: `${RBAC}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name: "coredns" },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: "coredns" },
      subjects: [{ kind: "ServiceAccount", ...account }],
    },
  ],
  [
    `/api/v1/namespaces/${NAMESPACE}/configmaps/coredns`,
    { apiVersion: "v1", kind: "ConfigMap", metadata: account, data: { Corefile: COREFILE } },
  ],
  [
    `/api/v1/namespaces/${NAMESPACE}/services/kube-dns`,
    {
      apiVersion: "v1",
      kind: "Service",
      metadata: { name: "kube-dns", namespace: NAMESPACE, labels: LABELS },
      spec: {
        clusterIP: DNS_SERVICE,
        selector: LABELS,
        ports: ["UDP", "TCP"].map((protocol) => ({
          name: `dns-${protocol.toLowerCase()}`,
          port: 53,
          targetPort: 5353,
          protocol,
        })),
      },
    },
  ],
  [`/apis/apps/v1/namespaces/${NAMESPACE}/deployments/coredns`, deployment(image)],
];

function deployment(image: string): KubernetesObject {
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name: "coredns", namespace: NAMESPACE, labels: LABELS },
    spec: {
      replicas: 1,
      selector: { matchLabels: LABELS },
      template: {
        metadata: { labels: LABELS },
        spec: {
          serviceAccountName: "coredns",
          priorityClassName: "system-cluster-critical",
          securityContext: {
            runAsNonRoot: true,
            runAsUser: 65532,
            seccompProfile: { type: "RuntimeDefault" },
          },
          containers: [
            {
              name: "coredns",
              image,
              args: ["-conf", "/etc/coredns/Corefile"],
              readinessProbe: { httpGet: { path: "/ready", port: 8181 }, periodSeconds: 1 },
              resources: { requests: { cpu: "20m", memory: "32Mi" }, limits: { memory: "128Mi" } },
              securityContext: {
                allowPrivilegeEscalation: false,
                readOnlyRootFilesystem: true,
                capabilities: { drop: ["ALL"] },
              },
              volumeMounts: [{ name: "config", mountPath: "/etc/coredns", readOnly: true }],
            },
          ],
          volumes: [{ name: "config", configMap: { name: "coredns" } }],
        },
      },
    },
  };
}
