/** The copy of the tree that a rehearsal plays: only what has to be another is. */
import { readFile } from "node:fs/promises";
import { expect, test } from "vitest";
import { withImages, withoutDownloads, withSecrets } from "./tree-copy.ts";

const read = (path: string): Promise<string> => readFile(`deploy/${path}`, "utf8");

test("the images of staging get other versions, each its own, and keep their markers", async () => {
  const before = await read("apps/images/staging/kustomization.yaml");
  const after = withImages(before, {
    server: { tag: "main-1-1", digest: `sha256:${"1".repeat(64)}` },
    web: { tag: "main-2-2", digest: `sha256:${"2".repeat(64)}` },
  });
  expect(after).toContain(`newTag: main-1-1 # {"$imagepolicy": "flux-system:server:tag"}`);
  expect(after).toContain(`digest: sha256:${"2".repeat(64)} # {"$imagepolicy": "flux-system:web:digest"}`);
  // The sandbox keeps its own.
  const sandbox = (text: string) => text.slice(text.indexOf("jangteo/sandbox"));
  expect(sandbox(after)).toBe(sandbox(before));
  expect(() => withImages(before, { other: { tag: "1", digest: "sha256:1" } })).toThrow("no other");
});

test("each secret to be replaced gets its value, and a missing value is named", () => {
  const text = ["metadata:", "  name: one", "stringData:", "  key.pem: REPLACE", "  # REPLACE it", ""].join(
    "\n",
  );
  expect(withSecrets(text, { "one/key.pem": 'a\n"b"' })).toBe(
    text.replace("key.pem: REPLACE", `key.pem: "a\\n\\"b\\""`),
  );
  expect(() => withSecrets(text, { "two/key.pem": "a" })).toThrow("key.pem of the Secret one");
});

test("only the sources of the charts are put to rest", async () => {
  const before = await read("clusters/staging/infrastructure.yaml");
  const after = withoutDownloads(before);
  const [first, second] = after.split(/^---$/m);
  expect(first?.match(/kind: (OCI|Helm|Git)Repository\n {6}patch: \|\n {8}- op: add/g)).toHaveLength(3);
  expect(second).toBe(before.split(/^---$/m)[1]);
  expect(() => withoutDownloads("metadata:\n  name: apps\n")).toThrow("infra-controllers");
});
