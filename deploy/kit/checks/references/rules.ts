/** Where objects name other objects. Patterns are those of `tree/select.ts`. */

export interface ReferenceRule {
  /** The kind that names another object. `Pod` stands for everything that has a pod template. */
  readonly from: string;
  readonly pattern: string;
  /** The kind of the other object, or where the object says it (`.kind`, beside the name). */
  readonly to: string;
  /** Kinds without a namespace. */
  readonly isClusterWide?: boolean;
  /** A field beside the name with the key of a ConfigMap or Secret. */
  readonly key?: string;
}

const containers = (pattern: string, to: string, key?: string): readonly ReferenceRule[] =>
  ["containers", "initContainers"].map((list) => ({
    from: "Pod",
    pattern: `${list}.*.${pattern}`,
    to,
    ...(key === undefined ? {} : { key }),
  }));

const PODS: readonly ReferenceRule[] = [
  ...containers("envFrom.*.configMapRef.name", "ConfigMap"),
  ...containers("envFrom.*.secretRef.name", "Secret"),
  ...containers("env.*.valueFrom.configMapKeyRef.name", "ConfigMap", "key"),
  ...containers("env.*.valueFrom.secretKeyRef.name", "Secret", "key"),
  { from: "Pod", pattern: "volumes.*.secret.secretName", to: "Secret" },
  { from: "Pod", pattern: "volumes.*.configMap.name", to: "ConfigMap" },
  { from: "Pod", pattern: "volumes.*.projected.sources.*.secret.name", to: "Secret" },
  { from: "Pod", pattern: "volumes.*.projected.sources.*.configMap.name", to: "ConfigMap" },
  { from: "Pod", pattern: "volumes.*.persistentVolumeClaim.claimName", to: "PersistentVolumeClaim" },
  { from: "Pod", pattern: "imagePullSecrets.*.name", to: "Secret" },
  { from: "Pod", pattern: "serviceAccountName", to: "ServiceAccount" },
  { from: "Pod", pattern: "priorityClassName", to: "PriorityClass", isClusterWide: true },
];

const BUILT_IN: readonly ReferenceRule[] = [
  { from: "HorizontalPodAutoscaler", pattern: "spec.scaleTargetRef.name", to: ".kind" },
  {
    from: "PersistentVolumeClaim",
    pattern: "spec.storageClassName",
    to: "StorageClass",
    isClusterWide: true,
  },
  { from: "RoleBinding", pattern: "subjects.*.name", to: ".kind" },
  { from: "ClusterRoleBinding", pattern: "subjects.*.name", to: ".kind" },
  { from: "RoleBinding", pattern: "roleRef.name", to: ".kind" },
  { from: "ClusterRoleBinding", pattern: "roleRef.name", to: ".kind" },
  {
    from: "ValidatingAdmissionPolicyBinding",
    pattern: "spec.policyName",
    to: "ValidatingAdmissionPolicy",
    isClusterWide: true,
  },
];

const FLUX: readonly ReferenceRule[] = [
  { from: "Kustomization", pattern: "spec.sourceRef.name", to: ".kind" },
  { from: "Kustomization", pattern: "spec.postBuild.substituteFrom.*.name", to: ".kind" },
  { from: "Kustomization", pattern: "spec.decryption.secretRef.name", to: "Secret" },
  { from: "HelmRelease", pattern: "spec.chartRef.name", to: ".kind" },
  { from: "HelmRelease", pattern: "spec.chart.spec.sourceRef.name", to: ".kind" },
  { from: "HelmRelease", pattern: "spec.valuesFrom.*.name", to: ".kind" },
  { from: "HelmRelease", pattern: "spec.dependsOn.*.name", to: "HelmRelease" },
  { from: "HelmRelease", pattern: "spec.serviceAccountName", to: "ServiceAccount" },
  { from: "ImagePolicy", pattern: "spec.imageRepositoryRef.name", to: "ImageRepository" },
  { from: "ImageUpdateAutomation", pattern: "spec.sourceRef.name", to: ".kind" },
  { from: "Alert", pattern: "spec.providerRef.name", to: "Provider" },
  { from: "Provider", pattern: "spec.secretRef.name", to: "Secret" },
  { from: "Receiver", pattern: "spec.secretRef.name", to: "Secret" },
];

const OTHERS: readonly ReferenceRule[] = [
  {
    from: "VirtualServer",
    pattern: "spec.tls.cert-manager.cluster-issuer",
    to: "ClusterIssuer",
    isClusterWide: true,
  },
  { from: "VirtualServer", pattern: "spec.tls.secret", to: "Secret" },
  { from: "VirtualServer", pattern: "spec.policies.*.name", to: "Policy" },
  { from: "VirtualServer", pattern: "spec.routes.*.policies.*.name", to: "Policy" },
  { from: "VirtualServerRoute", pattern: "spec.subroutes.*.policies.*.name", to: "Policy" },
  { from: "Certificate", pattern: "spec.issuerRef.name", to: ".kind" },
  { from: "Cluster", pattern: "spec.bootstrap.initdb.secret.name", to: "Secret" },
  { from: "Cluster", pattern: "spec.superuserSecret.name", to: "Secret" },
  { from: "Cluster", pattern: "spec.managed.roles.*.passwordSecret.name", to: "Secret" },
  { from: "Cluster", pattern: "spec.plugins.*.parameters.barmanObjectName", to: "ObjectStore" },
  {
    from: "Cluster",
    pattern: "spec.externalClusters.*.plugin.parameters.barmanObjectName",
    to: "ObjectStore",
  },
  { from: "Cluster", pattern: "spec.storage.storageClass", to: "StorageClass", isClusterWide: true },
  { from: "Cluster", pattern: "spec.priorityClassName", to: "PriorityClass", isClusterWide: true },
  { from: "ScheduledBackup", pattern: "spec.cluster.name", to: "Cluster" },
  { from: "Backup", pattern: "spec.cluster.name", to: "Cluster" },
  ...["accessKeyId", "secretAccessKey", "region"].map((field) => ({
    from: "ObjectStore",
    pattern: `spec.configuration.s3Credentials.${field}.name`,
    to: "Secret",
    key: "key",
  })),
];

export const REFERENCE_RULES: readonly ReferenceRule[] = [...PODS, ...BUILT_IN, ...FLUX, ...OTHERS];
