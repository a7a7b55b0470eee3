/**
 * `npm run kit -- doctor [--kubeconfig FILE] [--context NAME] [--host SHOP_HOST]`: reads a cluster and says
 * in words what is wrong, causes first. It changes nothing. The exit code is 1 when there is a fault, and
 * 2 when the cluster cannot be read.
 */
import { NotChecked } from "../check.ts";
import type { Toolbox } from "../tools/install.ts";
import { openTree } from "../tree/tree.ts";
import { EXAMINATIONS } from "./examinations/index.ts";
import { inOrder } from "./order.ts";
import type { ClusterPicture } from "./picture.ts";
import { kindsOfTree } from "./reading/kinds-of-tree.ts";
import { kubectlReader } from "./reading/kubectl.ts";
import { byConnection, bySystem, lookOutside } from "./reading/outside.ts";
import { readCluster } from "./reading/read-cluster.ts";
import { UnreadableCluster } from "./reading/reader.ts";
import { type DoctorReport, doctorLines, exitCodeOf } from "./report.ts";

export interface DoctorOptions {
  readonly root: string;
  readonly toolbox: Toolbox;
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
  readonly host?: string | undefined;
  readonly print: (line: string) => void;
}

/** Returns the exit code. */
export async function doctor(options: DoctorOptions): Promise<number> {
  try {
    const report = await examineCluster(options);
    for (const line of doctorLines(report)) options.print(line);
    return exitCodeOf(report);
  } catch (error) {
    if (!(error instanceof UnreadableCluster || error instanceof NotChecked)) throw error;
    options.print(`The cluster cannot be read: ${error.message}.`);
    return 2;
  }
}

/** Reads a cluster and judges it. Throws UnreadableCluster, or NotChecked without kubectl. */
export async function examineCluster(options: Omit<DoctorOptions, "print">): Promise<DoctorReport> {
  const { root, toolbox, kubeconfig, context, host } = options;
  const kubectl = await toolbox.tool("kubectl");
  const picture = await readCluster({
    reader: kubectlReader({ kubectl, kubeconfig, context }),
    needed: kindsOfTree(openTree(root)),
    look: (name, server) => lookOutside(name, server, { lookup: bySystem, dial: byConnection }),
    host,
    now: () => new Date(),
  });
  return { picture, diagnoses: judge(picture) };
}

export const judge = (picture: ClusterPicture): DoctorReport["diagnoses"] =>
  inOrder(
    picture,
    EXAMINATIONS.flatMap(({ examine }) => examine(picture)),
  );
