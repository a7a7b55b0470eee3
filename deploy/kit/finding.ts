/** A fault of the tree, in words. */
export interface Finding {
  /** From the root of the tree: `deploy/apps/base/api/deployment.yaml`. */
  readonly file: string;
  /** `Deployment shop/api`. */
  readonly object?: string;
  readonly message: string;
}
