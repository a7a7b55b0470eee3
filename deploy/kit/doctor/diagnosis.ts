/** What an examination says of a cluster. */
import { type Manifest, titleOf } from "../tree/manifest.ts";
import type { ClusterPicture } from "./picture.ts";

/** The parts of an installation in the order in which each rests on those before it. */
export const STAGES = [
  "access",
  "nodes",
  "storage",
  "gitops",
  "infrastructure",
  "kinds",
  "issuers",
  "database",
  "migration",
  "shop",
  "gateway",
  "certificates",
  "outside",
  "monitoring",
  "others",
  /** Says that something above did not come up. */
  "delivery",
  "events",
] as const;

export type Stage = (typeof STAGES)[number];

export interface Diagnosis {
  readonly severity: "fault" | "warning";
  readonly stage: Stage;
  /** `Deployment shop/api`. */
  readonly object: string;
  /** What is wrong with the object, in words that go on after its name. */
  readonly says: string;
  /** What to do next: a command, or a runbook. */
  readonly next: string;
  /** Other objects whose troubles this explains. */
  readonly explains?: readonly string[];
  /** Says the same as another diagnosis of the same family, if there is one, in fewer words. */
  readonly isEcho?: boolean;
}

export interface Examination {
  readonly name: string;
  examine(picture: ClusterPicture): readonly Diagnosis[];
}

type Details = Pick<Diagnosis, "explains" | "isEcho">;

export const fault = (
  stage: Stage,
  object: Manifest | string,
  says: string,
  next: string,
  details: Details = {},
): Diagnosis => ({ severity: "fault", stage, object: nameOf(object), says, next, ...details });

export const warning = (
  stage: Stage,
  object: Manifest | string,
  says: string,
  next: string,
  details: Details = {},
): Diagnosis => ({ severity: "warning", stage, object: nameOf(object), says, next, ...details });

const nameOf = (object: Manifest | string): string => (typeof object === "string" ? object : titleOf(object));

const STAGES_OF_NAMESPACES: Readonly<Record<string, Stage>> = {
  "kube-system": "nodes",
  "local-path-storage": "storage",
  "flux-system": "gitops",
  "cert-manager": "infrastructure",
  "cnpg-system": "infrastructure",
  ingress: "infrastructure",
  "shop-data": "database",
  shop: "shop",
  sandbox: "shop",
  monitoring: "monitoring",
};

/** Where what runs in a namespace stands. */
export function stageOf({ namespace, name }: Manifest): Stage {
  if (name.startsWith("cm-acme-http-solver")) return "certificates";
  if (namespace === "shop" && /^migrate\b/.test(name)) return "migration";
  return STAGES_OF_NAMESPACES[namespace ?? ""] ?? "others";
}

/** `kubectl -n shop describe pod api-1`. */
export const describeCommand = ({ kind, namespace, name }: Manifest): string =>
  `kubectl ${namespace === undefined ? "" : `-n ${namespace} `}describe ${kind.toLowerCase()} ${name}`;
