import type { Check } from "../check.ts";

interface RetiredThing {
  readonly pattern: RegExp;
  readonly why: string;
  /** The files whose language has it. Default: all. */
  readonly files?: RegExp;
}

/** What is no longer kept up, or no longer served, with what to use instead. Comments may name it. */
const RETIRED: readonly RetiredThing[] = [
  {
    pattern: /nginx\.ingress\.kubernetes\.io\//,
    why: "annotations of kubernetes/ingress-nginx, which is retired; the F5 controller ignores them",
  },
  {
    pattern: /kubernetes\.github\.io\/ingress-nginx|registry\.k8s\.io\/ingress-nginx/,
    why: "kubernetes/ingress-nginx is retired",
  },
  {
    pattern: /\bchart: *ingress-nginx\b|charts\/ingress-nginx\b/,
    why: "kubernetes/ingress-nginx is retired",
  },
  { pattern: /\bpromtail\b/i, why: "Promtail has reached its end: use Alloy" },
  {
    pattern: /\bloki-stack\b|\bgrafana\.github\.io\/helm-charts\/loki\b/,
    why: "the chart of Loki moved to grafana-community",
  },
  { pattern: /deploymentMode: *(SingleBinary|SimpleScalable)/, why: "Loki's mode is called Monolithic" },
  { pattern: /\bbarmanObjectStore\b/, why: "removed in CloudNativePG 1.31: use plugin-barman-cloud" },
  { pattern: /enablePodMonitor: *true/, why: "deprecated by CloudNativePG: write a PodMonitor" },
  {
    pattern: /(image|source|helm|kustomize)\.toolkit\.fluxcd\.io\/v\d+(alpha|beta)\d+/,
    why: "Flux 2.9 serves no beta version",
  },
  { pattern: /notification\.toolkit\.fluxcd\.io\/v1beta[12]\b/, why: "Flux 2.9 serves v1beta3 of it" },
  { pattern: /autoscaling\/v(1\b|2beta\d)/, why: "use autoscaling/v2" },
  {
    pattern: /(policy|batch|networking\.k8s\.io|rbac\.authorization\.k8s\.io)\/v1beta\d/,
    why: "no longer served: use v1",
  },
  { pattern: /external-secrets\.io\/v1beta1/, why: "no longer served: use v1" },
  { pattern: /cert-manager\.io\/v1(alpha|beta)\d/, why: "no longer served: use v1" },
  { pattern: /kubernetes\.io\/ingress\.class/, why: "use spec.ingressClassName" },
  { pattern: /acme\.cert-manager\.io\/http01-edit-in-place/, why: "it fights Flux's server-side apply" },
  { pattern: /adminPassword: *\S/, why: "a password in the values: use admin.existingSecret" },
  { pattern: /\.Updated\b/, why: "ImageUpdateAutomation's messages use .Changed" },
  {
    pattern: /^\s*(bases|commonLabels|patchesStrategicMerge|patchesJson6902|vars):/,
    why: "deprecated by kustomize",
    files: /(^|\/)kustomization\.yaml$/,
  },
  { pattern: /\bmetrics-server\b.*(chart|release)/i, why: "k0s brings metrics-server" },
  { pattern: /pull_request_target/, why: "it runs a stranger's change with the rights of the repository" },
];

/** Things of old guides: they are not served, not kept up, or not listened to any more. */
export const retired: Check = {
  name: "retired",
  about: "nothing is used that is retired, deprecated or no longer served",
  parts: ["deploy", ".github"],
  tools: [],
  run: async (kit, report) => {
    const files = [...kit.tree.below("deploy"), ...kit.tree.below(".github")].filter(
      (path) => !path.startsWith("deploy/kit/") && !/\.(md|json|test\.ya?ml)$/.test(path),
    );
    report.looked(RETIRED.length, "retired things");
    for (const file of files) {
      report.looked(1, "files");
      for (const [at, line] of kit.tree.read(file).split("\n").entries()) {
        const code = line.replace(/(^|\s)(#|\/\/).*$/, "");
        const found = RETIRED.find(
          ({ pattern, files: named = /./ }) => named.test(file) && pattern.test(code),
        );
        if (found !== undefined)
          report.finding(`${file}:${at + 1}`, undefined, `"${code.trim()}": ${found.why}`);
      }
    }
  },
};
