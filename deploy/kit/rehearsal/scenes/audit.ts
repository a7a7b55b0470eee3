/** `npm run audit` against the cluster's database, from the node's network. */
import { join } from "node:path";
import { lastLines } from "../../processes.ts";
import type { KubernetesApi } from "../api.ts";
import { runInNetwork } from "../processes.ts";
import type { RehearsalStage } from "../stage.ts";
import { DATA_NAMESPACE } from "../stand-ins/postgres.ts";

/** The database's address for its owner. */
export async function databaseUrl(api: KubernetesApi, service = "shop-db-rw"): Promise<string> {
  const core = `/api/v1/namespaces/${DATA_NAMESPACE}`;
  const found = await api.find<{ spec: { clusterIP: string } }>(`${core}/services/${service}`);
  const secret = await api.find<{ data: Record<string, string> }>(`${core}/secrets/shop-db-owner`);
  if (found === undefined || secret === undefined) throw new Error("there is no database");
  const password = Buffer.from(secret.data.password ?? "", "base64").toString();
  return `postgres://shop_owner:${password}@${found.spec.clusterIP}:5432/shop?sslmode=no-verify`;
}

export async function auditFindings(
  { root, api }: Pick<RehearsalStage, "root" | "api">,
  service?: string,
): Promise<{ readonly seen: string; readonly holds: boolean }> {
  const env = { DATABASE_URL: await databaseUrl(api, service) };
  const args = [join(root, "scripts/audit.ts")];
  const { code, output } = await runInNetwork(process.execPath, args, { cwd: root, env });
  return { seen: lastLines(output, 1), holds: code === 0 };
}
