/** All examinations. Within a stage their diagnoses come in this order: causes first. */
import type { Examination } from "../diagnosis.ts";
import { clock, version } from "./access.ts";
import { certificates, challenges, issuers } from "./certificates.ts";
import { backups, databases } from "./database.ts";
import { events } from "./events.ts";
import { helmReleases, imageAutomation, kustomizations, sources, suspensions } from "./flux.ts";
import { fluxControllers } from "./flux-controllers.ts";
import { hostPorts, hosts, routes } from "./gateway.ts";
import { kinds } from "./kinds.ts";
import { nodes } from "./nodes.ts";
import { dns, ports } from "./outside.ts";
import { crashes, mounts, restarts, unmade } from "./pods/containers.ts";
import { images } from "./pods/images.ts";
import { pending } from "./pods/pending.ts";
import { leavings, readiness } from "./pods/readiness.ts";
import { references } from "./references.ts";
import { policies, quotas, refusals } from "./refusals.ts";
import { claims, storageClasses } from "./storage.ts";
import { autoscalers, budgets, jobs, replicas, rollouts, sets } from "./workloads.ts";

export const EXAMINATIONS: readonly Examination[] = [
  version,
  clock,
  nodes,
  kinds,
  storageClasses,
  claims,
  fluxControllers,
  sources,
  references,
  refusals,
  pending,
  images,
  unmade,
  mounts,
  crashes,
  readiness,
  restarts,
  leavings,
  jobs,
  sets,
  rollouts,
  replicas,
  autoscalers,
  budgets,
  quotas,
  policies,
  helmReleases,
  kustomizations,
  imageAutomation,
  suspensions,
  databases,
  backups,
  hostPorts,
  hosts,
  routes,
  issuers,
  dns,
  ports,
  challenges,
  certificates,
  events,
];
