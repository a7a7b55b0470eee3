/** The pages that diagnoses lead to. A test holds that each is there. */
import { runbookPath } from "../../monitoring/runbooks.ts";

export const RUNBOOKS = [
  "ApiDown",
  "BackupOld",
  "CertificateExpiring",
  "DatabaseUnreachable",
  "DiskFilling",
  "GitOpsNotReady",
  "IngressReloadFailed",
  "JobsFailing",
  "PostgresDown",
  "ReplicaMissing",
  "ReplicaNotReady",
  "TargetDown",
  "WalArchivingFailing",
  "WebDown",
  "WorkerDown",
  "certificate-trouble",
  "disk-full",
  "first-installation",
  "key-rotation",
  "node-lost",
  "restore",
  "rollback",
] as const;

export const runbook = (name: (typeof RUNBOOKS)[number]): string => runbookPath(name);
