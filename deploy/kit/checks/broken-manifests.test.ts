/** The repository's tree, broken in one way each: the check that is meant names it. */
import { testBroken } from "../testing/check-test.ts";
import type { TestTree } from "../testing/trees.ts";
import { capacity } from "./capacity.ts";
import { charts } from "./charts.ts";
import { connections } from "./connections.ts";
import { flux } from "./flux.ts";
import { images } from "./images.ts";
import { policies } from "./policies.ts";
import { references } from "./references.ts";
import { render } from "./render.ts";
import { schemas } from "./schemas.ts";

const API = "deploy/apps/base/api/deployment.yaml";
const WORKER = "deploy/apps/base/worker/deployment.yaml";
const GATEWAY = "deploy/apps/base/gateway/virtual-server.yaml";
const DATABASE = "deploy/data/base/cluster.yaml";
const PRODUCTION = "deploy/clusters/production";
const INGRESS = "deploy/infrastructure/controllers/base/ingress";
const CONFIGS = "deploy/infrastructure/configs";

const replaced = (path: string, search: string | RegExp, by: string) => (tree: TestTree) =>
  tree.replace(path, search, by);
const facts = { facts: true };

testBroken(
  render,
  "a setting is missing",
  replaced(`${PRODUCTION}/settings.yaml`, /^ +SHOP_HOST.*\n/m, ""),
  "SHOP_HOST",
);
testBroken(
  render,
  "a file that a kustomization names is gone",
  (tree) => tree.remove("deploy/apps/base/api/service.yaml"),
  "kustomize cannot build deploy/apps/production",
);
testBroken(
  render,
  "a Flux Kustomization names a folder that is not there",
  replaced(`${PRODUCTION}/data.yaml`, "./deploy/data/production", "./deploy/date/production"),
  "its folder deploy/date/production is not there",
);

testBroken(
  schemas,
  "a field is misspelt",
  replaced(API, "revisionHistoryLimit", "revisionHistroyLimit"),
  "revisionHistroyLimit",
  facts,
);
testBroken(
  schemas,
  "an API version is no longer served",
  replaced(`${PRODUCTION}/image-automation.yaml`, "toolkit.fluxcd.io/v1", "toolkit.fluxcd.io/v1beta2"),
  "there is no ImageRepository in image.toolkit.fluxcd.io/v1beta2",
  facts,
);
testBroken(
  schemas,
  "an amount has a unit that is none",
  replaced(API, "memory: 384Mi", "memory: 384MB"),
  "resources.requests.memory",
  facts,
);
testBroken(
  schemas,
  "a number is a text",
  replaced(WORKER, "replicas: 2", 'replicas: "2"'),
  "spec.replicas must be integer",
  facts,
);
testBroken(
  schemas,
  "a field of a kustomization is misspelt",
  replaced("deploy/apps/base/kustomization.yaml", "resources:", "resourcs:"),
  "resourcs",
  facts,
);

testBroken(
  references,
  "a Secret is named that is not there",
  replaced(API, "name: shop-database", "name: shop-datebase"),
  "Secret shop/shop-datebase",
);
testBroken(
  references,
  "a key of a Secret is misspelt",
  replaced(API, "key: password", "key: pasword"),
  "reads the key pasword",
);
testBroken(
  references,
  "a Service picks no pod",
  replaced(
    "deploy/apps/base/api/service.yaml",
    /selector:\n +app.kubernetes.io\/name: api/,
    "selector: { app.kubernetes.io/name: apis }",
  ),
  "picks no pod",
);
testBroken(
  references,
  "a Service sends to a port that the pods have not",
  replaced("deploy/apps/base/api/service.yaml", "targetPort: http", "targetPort: web"),
  "port web",
);
testBroken(
  references,
  "a route names an upstream that is not there",
  replaced(GATEWAY, "upstream: api-write", "upstream: api-rite"),
  "api-rite",
);
testBroken(
  references,
  "an upstream names a port that the Service has not",
  replaced(GATEWAY, "port: 3000", "port: 3001"),
  "port 3001",
);
testBroken(
  references,
  "a route names a Policy that is not there",
  replaced(GATEWAY, "- name: writes", "- name: rites"),
  "Policy shop/rites",
);
testBroken(
  references,
  "an autoscaler scales what is not there",
  replaced("deploy/apps/base/api/autoscaler.yaml", "name: api\n  minReplicas", "name: apis\n  minReplicas"),
  "Deployment shop/apis",
);
testBroken(
  references,
  "a NetworkPolicy names pods that are not there",
  replaced(
    "deploy/apps/base/api/network-policy.yaml",
    /matchLabels:\n +app.kubernetes.io\/name: web/,
    "matchLabels: { app.kubernetes.io/name: wep }",
  ),
  "app.kubernetes.io/name=wep",
);
testBroken(
  references,
  "a chart's source is misspelt",
  replaced(`${INGRESS}/release.yaml`, "name: nginx-ingress\n  dependsOn", "name: nginx\n  dependsOn"),
  "OCIRepository ingress/nginx",
);
testBroken(
  references,
  "a backup goes to a store that is not there",
  replaced(DATABASE, "barmanObjectName: shop-db", "barmanObjectName: shop"),
  "ObjectStore shop-data/shop",
);

testBroken(
  flux,
  "dependsOn leads in a circle",
  replaced(
    `${PRODUCTION}/infrastructure.yaml`,
    "metadata:\n  name: infra-controllers\n  namespace: flux-system\nspec:",
    "metadata:\n  name: infra-controllers\n  namespace: flux-system\nspec:\n  dependsOn: [{ name: apps }]",
  ),
  "leads back to itself",
);
testBroken(
  flux,
  "dependsOn names what is not there",
  replaced(`${PRODUCTION}/apps.yaml`, "name: migrate", "name: migrations"),
  "depends on migrations",
);
testBroken(
  flux,
  "a dependency does not wait",
  replaced(`${PRODUCTION}/migrate.yaml`, "wait: true", "wait: false"),
  'has no "wait: true"',
);
testBroken(
  flux,
  "a dependency has another source",
  replaced(`${PRODUCTION}/data.yaml`, /(sourceRef:\n +kind: GitRepository\n +name:) flux-system/, "$1 other"),
  "another sourceRef",
);
testBroken(
  flux,
  "objects come before the CRDs of their kind",
  (tree) => {
    tree.write(
      "deploy/infrastructure/controllers/production/issuer.yaml",
      tree.read(`${CONFIGS}/base/issuers/cluster-issuers.yaml`),
    );
    tree.replace(
      "deploy/infrastructure/controllers/production/kustomization.yaml",
      "resources:",
      "resources:\n  - issuer.yaml",
    );
  },
  "its kind is served by a chart",
);
testBroken(
  flux,
  "a finished Job goes away",
  replaced(
    "deploy/apps/migrate/base/job.yaml",
    "backoffLimit: 4",
    "backoffLimit: 4\n  ttlSecondsAfterFinished: 60",
  ),
  "ttlSecondsAfterFinished",
);

testBroken(
  charts,
  "a value is misspelt",
  replaced(`${INGRESS}/release.yaml`, "hostNetwork: true", "hostNetwrok: true"),
  "sets controller.hostNetwrok",
  facts,
);
testBroken(
  charts,
  "a value of a chart within a chart is misspelt",
  replaced(
    "deploy/infrastructure/controllers/base/monitoring/prometheus.yaml",
    "searchNamespace: monitoring",
    "searchNamespaces: monitoring",
  ),
  "sets sidecar.dashboards.searchNamespaces",
  facts,
);
testBroken(
  charts,
  "a value has the wrong type",
  replaced(`${INGRESS}/release.yaml`, "port: 9113", 'port: "9113"'),
  "prometheus.port must be integer",
  facts,
);

testBroken(policies, "a pod runs as root", replaced(API, "runAsUser: 65532", "runAsUser: 0"), "runs as root");
testBroken(
  policies,
  "a pod may run as root",
  replaced(API, "runAsNonRoot: true", "runAsNonRoot: false"),
  "has no runAsNonRoot: true",
);
testBroken(
  policies,
  "a pod can write into its image",
  replaced(API, "readOnlyRootFilesystem: true", "readOnlyRootFilesystem: false"),
  "has no readOnlyRootFilesystem",
);
testBroken(
  policies,
  "a pod listens on a privileged port",
  replaced(API, "containerPort: 3000", "containerPort: 80"),
  "privileged port 80",
);
testBroken(
  policies,
  "a pod shares the node's network",
  replaced(API, "enableServiceLinks: false", "enableServiceLinks: false\n      hostNetwork: true"),
  "has hostNetwork",
);
testBroken(
  policies,
  "a pod has a token of the cluster",
  replaced(API, "automountServiceAccountToken: false", "automountServiceAccountToken: true"),
  "token of the cluster",
);
testBroken(
  policies,
  "a pod keeps its capabilities",
  replaced(API, "drop: [ALL]", "drop: [NET_RAW]"),
  "does not drop ALL",
);
testBroken(
  policies,
  "a pod requests nothing",
  replaced(API, /requests:\n +cpu: \w+\n/, "requests:\n"),
  "requests no cpu",
);
testBroken(
  policies,
  "a pod has no limit for memory",
  replaced(API, / +limits:\n +memory: \w+\n/, ""),
  "has no limit for memory",
);
testBroken(
  policies,
  "alive asks whether it is ready",
  replaced(API, /(livenessProbe:\n +httpGet:\n +path:) \/healthz/, "$1 /readyz"),
  "whether it lives",
);
testBroken(
  policies,
  "replicas fight the autoscaler",
  replaced(API, "revisionHistoryLimit: 3", "revisionHistoryLimit: 3\n  replicas: 2"),
  "set back what the autoscaler sets",
);
testBroken(policies, "one replica", replaced(WORKER, "replicas: 2", "replicas: 1"), "has 1 replica");
testBroken(
  policies,
  "a budget lets no pod go",
  replaced("deploy/apps/base/worker/disruption-budget.yaml", "maxUnavailable: 1", "minAvailable: 2"),
  "no node could be drained",
);
testBroken(
  policies,
  "a spread that one node cannot keep",
  replaced(WORKER, "whenUnsatisfiable: ScheduleAnyway", "whenUnsatisfiable: DoNotSchedule"),
  "DoNotSchedule",
);
testBroken(
  policies,
  "a namespace without a level",
  replaced(`${CONFIGS}/base/shop/namespace.yaml`, "enforce: restricted", "enforce: baseline"),
  "enforces baseline",
);
testBroken(
  policies,
  "DNS is allowed by UDP alone",
  replaced(`${CONFIGS}/base/shop/network-policies.yaml`, /\n +- port: 53\n +protocol: TCP/, ""),
  "allows DNS by UDP and by TCP",
);

testBroken(
  capacity,
  "pods request more than the node has",
  replaced(API, "cpu: 100m", "cpu: 700m"),
  "its pods request",
);
testBroken(
  capacity,
  "a chart's pods request nothing",
  replaced(`${INGRESS}/release.yaml`, /requests:\n +cpu: \w+/, "requests:"),
  "controller.resources.requests",
);

testBroken(images, "an image without a digest", replaced(DATABASE, /@sha256:\w+/, ""), "has no digest");
testBroken(images, "the tag latest", replaced(DATABASE, /:18[\w.-]+@/, ":latest@"), "the tag latest");
testBroken(
  images,
  "an image from elsewhere",
  replaced(DATABASE, "ghcr.io/cloudnative-pg/", "docker.io/somebody/"),
  "not on the list",
);
testBroken(
  images,
  "a marker was lost",
  replaced(
    "deploy/apps/images/production/kustomization.yaml",
    / # \{"\$imagepolicy": "flux-system:server:tag"\}/,
    "",
  ),
  "has no marker",
);
testBroken(
  images,
  "a marker names a policy that is not there",
  replaced("deploy/apps/images/production/kustomization.yaml", "flux-system:web:tag", "flux-system:wep:tag"),
  "ImagePolicy flux-system/wep",
);

testBroken(
  connections,
  "a pool has grown beyond what PostgreSQL gives",
  replaced(API, /name: DATABASE_POOL\n( +)value: "10"/, 'name: DATABASE_POOL\n$1value: "60"'),
  "max_connections is",
);
