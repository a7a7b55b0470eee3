/** What kustomize and Flux make of the tree. */
import type { Finding } from "../finding.ts";
import type { Manifest } from "../tree/manifest.ts";

/** The folder that one Flux Kustomization applies, or one that is applied by hand (a rehearsal). */
export interface RenderedOverlay {
  /** Undefined for a folder that no cluster names. */
  readonly cluster: string | undefined;
  /** `staging/apps`, or the folder when no cluster names it. */
  readonly name: string;
  /** The folder, from the root. */
  readonly path: string;
  readonly objects: readonly Manifest[];
  /** Why something could not be rendered. */
  readonly problems: readonly Finding[];
}

export interface RenderedCluster {
  /** `staging`, or `staging with split` for a component that a cluster may add to the shop. */
  readonly name: string;
  /** The folder of that component. */
  readonly component: string | undefined;
  /** The folder that Flux is bootstrapped with: `deploy/clusters/staging`. */
  readonly path: string;
  /** The Flux Kustomizations of the cluster's folder, and of folders that they apply. */
  readonly kustomizations: readonly FluxKustomization[];
  readonly overlays: readonly RenderedOverlay[];
  /** All objects of all overlays and of the cluster's folder. */
  readonly objects: readonly Manifest[];
}

export interface FluxKustomization {
  readonly manifest: Manifest;
  readonly path: string;
  readonly overlay: RenderedOverlay;
}
