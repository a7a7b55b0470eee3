/** What is read of a cluster: lists over all namespaces. */

export interface ClusterList {
  readonly apiVersion: string;
  readonly kind: string;
  readonly plural: string;
}

const of =
  (apiVersion: string) =>
  (kind: string, plural = `${kind.toLowerCase()}s`): ClusterList => ({ apiVersion, kind, plural });

const core = of("v1");
const apps = of("apps/v1");
const sources = of("source.toolkit.fluxcd.io/v1");
const images = of("image.toolkit.fluxcd.io/v1");
const nginx = of("k8s.nginx.org/v1");
const certificates = of("cert-manager.io/v1");
const acme = of("acme.cert-manager.io/v1");
const postgres = of("postgresql.cnpg.io/v1");

export const LISTS: readonly ClusterList[] = [
  core("Node"),
  core("Namespace"),
  core("Pod"),
  core("Service"),
  core("PersistentVolumeClaim"),
  core("Secret"),
  core("ConfigMap"),
  core("ResourceQuota"),
  core("Event"),
  apps("Deployment"),
  apps("ReplicaSet"),
  apps("StatefulSet"),
  apps("DaemonSet"),
  of("batch/v1")("Job"),
  of("batch/v1")("CronJob"),
  of("autoscaling/v2")("HorizontalPodAutoscaler"),
  of("policy/v1")("PodDisruptionBudget"),
  of("networking.k8s.io/v1")("Ingress", "ingresses"),
  of("storage.k8s.io/v1")("StorageClass", "storageclasses"),
  of("admissionregistration.k8s.io/v1")("ValidatingAdmissionPolicy", "validatingadmissionpolicies"),
  sources("GitRepository", "gitrepositories"),
  sources("OCIRepository", "ocirepositories"),
  sources("HelmRepository", "helmrepositories"),
  sources("HelmChart"),
  of("kustomize.toolkit.fluxcd.io/v1")("Kustomization"),
  of("helm.toolkit.fluxcd.io/v2")("HelmRelease"),
  images("ImageRepository", "imagerepositories"),
  images("ImagePolicy", "imagepolicies"),
  images("ImageUpdateAutomation"),
  nginx("VirtualServer"),
  nginx("VirtualServerRoute"),
  nginx("Policy", "policies"),
  certificates("ClusterIssuer"),
  certificates("Issuer"),
  certificates("Certificate"),
  certificates("CertificateRequest"),
  acme("Order"),
  acme("Challenge"),
  postgres("Cluster"),
  postgres("ScheduledBackup"),
  postgres("Backup"),
  of("barmancloud.cnpg.io/v1")("ObjectStore"),
];

/** `/apis/apps/v1`, `/api/v1`. */
export const pathOfVersion = (apiVersion: string): string =>
  apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
