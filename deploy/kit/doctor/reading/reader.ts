/** How a cluster is read. Only GET: nothing here can change anything. */
import type { ApiAddress } from "../picture.ts";

/** What the API server said to one GET. */
export type ApiAnswer =
  | { readonly outcome: "read"; readonly body: unknown }
  /** 404: the cluster does not serve this. */
  | { readonly outcome: "absent" }
  | { readonly outcome: "forbidden"; readonly reason: string }
  | { readonly outcome: "failed"; readonly reason: string };

export interface ClusterReader {
  /** Where the kubeconfig leads. Throws UnreadableCluster. */
  address(): Promise<ApiAddress>;
  /** `/version`, with the server's clock. Throws UnreadableCluster. */
  version(): Promise<VersionAnswer>;
  get(path: string): Promise<ApiAnswer>;
}

export interface VersionAnswer {
  readonly version: string;
  readonly clock: Date | undefined;
}

/** The cluster cannot be read at all. The message says why, and what to do. */
export class UnreadableCluster extends Error {
  override readonly name = "UnreadableCluster";
}
