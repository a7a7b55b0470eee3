/**
 * A scene for a rehearsal's cluster: objects that are broken in one way each, and what the doctor has to say
 * of them. It makes the namespace `doctor-scene` and deletes it, and touches nothing else.
 */
import { readFileSync } from "node:fs";
import { setTimeout as wait } from "node:timers/promises";
import { stringify } from "yaml";
import { lastLines, runProgram } from "../../processes.ts";
import type { Toolbox } from "../../tools/install.ts";
import { yamlDocuments } from "../../tree/yaml.ts";
import type { Diagnosis } from "../diagnosis.ts";
import { examineCluster } from "../doctor.ts";

export const SCENE_NAMESPACE = "doctor-scene";

export interface SceneOptions {
  readonly root: string;
  readonly toolbox: Toolbox;
  readonly kubeconfig: string;
  /** An image of the shop that the node has. */
  readonly image: string;
  /** Called when the doctor names a fault for the first time. */
  readonly onNamed?: (fault: SceneFault) => void;
}

export interface SceneFault {
  /** `a Secret that does not exist`. */
  readonly what: string;
  readonly object: RegExp;
  readonly says: RegExp;
}

export interface SceneResult {
  readonly named: readonly SceneFault[];
  readonly missed: readonly SceneFault[];
  /** All that the doctor said of the namespace the last time. */
  readonly diagnoses: readonly Diagnosis[];
}

export const SCENE_FAULTS: readonly SceneFault[] = [
  {
    what: "a pod that asks for more than the node has",
    object: /^Pod doctor-scene\/too-large-/,
    says: /no node takes it: cpu is short \(it asks for 64000m/,
  },
  {
    what: "a Secret that does not exist",
    object: /^Secret doctor-scene\/absent$/,
    says: /^does not exist. It is named by Deployment doctor-scene\/secretless\./,
  },
  {
    what: "a pod that waits for that Secret",
    object: /^Pod doctor-scene\/secretless-/,
    says: /cannot make its container main: the Secret absent does not exist/,
  },
  {
    what: "a key that a Secret lacks",
    object: /^Pod doctor-scene\/keyless-/,
    says: /the Secret doctor-scene\/half has no key password/,
  },
  {
    what: "an image that no registry has",
    object: /^Pod doctor-scene\/imageless-/,
    says: /cannot get its image registry.invalid\/nothing:1/,
  },
  {
    what: "a container that ends again and again",
    object: /^Pod doctor-scene\/crashes-/,
    says: /ends again and again .*exit code 7/,
  },
  {
    what: "a container that needs more memory than it may",
    object: /^Pod doctor-scene\/hungry-/,
    says: /OOMKilled.* limit of 96Mi/,
  },
  {
    what: "a probe that fails",
    object: /^Pod doctor-scene\/unready-/,
    says: /is not ready for .*: Readiness probe failed/,
  },
  {
    what: "pods that the quota refuses",
    object: /^Deployment doctor-scene\/greedy$/,
    says: /gets no new pod: the quota memory is used up/,
  },
  {
    what: "pods that Pod Security refuses",
    object: /^Deployment doctor-scene\/privileged$/,
    says: /gets no new pod: Pod Security restricted:latest refuses it/,
  },
  {
    what: "a claim of a StorageClass that does not exist",
    object: /^PersistentVolumeClaim doctor-scene\/nowhere$/,
    says: /waits for the StorageClass nowhere/,
  },
  {
    what: "an issuer that is not ready",
    object: /^Issuer doctor-scene\/refused$/,
    says: /is not ready, so it gives no certificate .*refused this account/,
  },
  {
    what: "a Job that failed",
    object: /^Job doctor-scene\/fails$/,
    says: /^failed \(BackoffLimitExceeded.*exit code 3/,
  },
  {
    what: "a roll-out that does not end",
    object: /^Deployment doctor-scene\/unready$/,
    says: /does not roll out/,
  },
  {
    what: "a budget that holds up each drain",
    object: /^PodDisruptionBudget doctor-scene\/well$/,
    says: /lets none of its 1 pod go/,
  },
];

const REFUSED = {
  type: "Ready",
  status: "False",
  reason: "ErrRegisterACMEAccount",
  message: "the authority refused this account",
};

const LIMIT_MS = 420_000;
const PAUSE_MS = 10_000;

/** Breaks, examines until each fault is named or the time is over, and cleans up. */
export async function playDoctorScene(options: SceneOptions): Promise<SceneResult> {
  const { toolbox, kubeconfig, image } = options;
  const kubectl = await toolbox.tool("kubectl");
  const run = async (args: readonly string[], input?: string): Promise<void> => {
    const result = await runProgram(
      kubectl,
      ["--kubeconfig", kubeconfig, ...args],
      input === undefined ? {} : { input },
    );
    if (result.code !== 0) throw new Error(`kubectl ${args[0]} failed: ${lastLines(result.output)}`);
  };
  try {
    await run(["apply", "--filename=-"], sceneManifests(image));
    const status = { conditions: [{ ...REFUSED, lastTransitionTime: new Date().toISOString() }] };
    const where = ["issuers.cert-manager.io/refused", "--namespace", SCENE_NAMESPACE, "--subresource=status"];
    await run(["patch", ...where, "--type=merge", "--patch", JSON.stringify({ status })]);
    return await examineUntilNamed(options);
  } finally {
    await run(["delete", "namespace", SCENE_NAMESPACE, "--ignore-not-found", "--timeout=120s"]);
  }
}

async function examineUntilNamed(options: SceneOptions): Promise<SceneResult> {
  const end = performance.now() + LIMIT_MS;
  const named = new Set<SceneFault>();
  let diagnoses: readonly Diagnosis[] = [];
  while (named.size < SCENE_FAULTS.length && performance.now() < end) {
    const report = await examineCluster(options);
    diagnoses = report.diagnoses.filter(({ object }) => object.includes(SCENE_NAMESPACE));
    for (const fault of namedFaults(diagnoses)) {
      if (!named.has(fault)) options.onNamed?.(fault);
      named.add(fault);
    }
    if (named.size < SCENE_FAULTS.length) await wait(PAUSE_MS);
  }
  return { named: [...named], missed: SCENE_FAULTS.filter((one) => !named.has(one)), diagnoses };
}

export const namedFaults = (diagnoses: readonly Diagnosis[]): readonly SceneFault[] =>
  SCENE_FAULTS.filter((fault) =>
    diagnoses.some(({ object, says }) => fault.object.test(object) && fault.says.test(says)),
  );

interface SceneWorkload {
  readonly name: string;
  /** What node runs. */
  readonly script: string;
  readonly image?: string;
  readonly container?: object;
  readonly pod?: object;
}

const IDLE = "setInterval(() => {}, 60000)";
const ANY_VALUE = (name: string, key: string): object => ({
  env: [{ name: "VALUE", valueFrom: { secretKeyRef: { name, key } } }],
});
const sized = (requests: object, limits: object = { memory: "128Mi" }): object => ({
  resources: { requests: { cpu: "5m", memory: "32Mi", ...requests }, limits },
});

const WORKLOADS: readonly SceneWorkload[] = [
  { name: "well", script: IDLE },
  { name: "too-large", script: IDLE, container: sized({ cpu: "64" }) },
  { name: "secretless", script: IDLE, container: ANY_VALUE("absent", "password") },
  { name: "keyless", script: IDLE, container: ANY_VALUE("half", "password") },
  { name: "imageless", script: IDLE, image: "registry.invalid/nothing:1" },
  { name: "crashes", script: "process.exit(7)" },
  {
    name: "hungry",
    // Buffers are outside of V8's heap, so that the kernel ends it and not Node.
    script: "const all = []; setInterval(() => all.push(Buffer.alloc(16777216, 1)), 20)",
    container: sized({}, { memory: "96Mi" }),
  },
  {
    name: "unready",
    script: IDLE,
    container: { readinessProbe: { tcpSocket: { port: 9 }, periodSeconds: 5 } },
  },
  { name: "greedy", script: IDLE, container: sized({ memory: "4Gi" }, { memory: "4Gi" }) },
  { name: "privileged", script: IDLE, pod: { hostNetwork: true } },
];

/** The objects in YAML: those of `faults.yaml`, and a Deployment for each workload. */
export function sceneManifests(image: string): string {
  const file = readFileSync(new URL("faults.yaml", import.meta.url), "utf8");
  const objects = yamlDocuments(file.replaceAll("IMAGE_OF_THE_SHOP", image));
  const deployments = WORKLOADS.map((workload) => deploymentOf({ image, ...workload }));
  return [...objects, ...deployments].map((object) => stringify(object)).join("---\n");
}

function deploymentOf({ name, script, image, container = {}, pod = {} }: SceneWorkload): object {
  const labels = { app: name };
  const security = { runAsNonRoot: true, runAsUser: 65532, seccompProfile: { type: "RuntimeDefault" } };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace: SCENE_NAMESPACE, labels },
    spec: {
      replicas: 1,
      // Shorter than the doctor's patience with a probe, so that one look shows both.
      progressDeadlineSeconds: 45,
      selector: { matchLabels: labels },
      template: {
        metadata: { labels },
        spec: {
          securityContext: security,
          automountServiceAccountToken: false,
          terminationGracePeriodSeconds: 1,
          containers: [
            {
              name: "main",
              image,
              imagePullPolicy: "IfNotPresent",
              args: ["-e", script],
              securityContext: { allowPrivilegeEscalation: false, capabilities: { drop: ["ALL"] } },
              ...sized({}),
              ...container,
            },
          ],
          ...pod,
        },
      },
    },
  };
}
