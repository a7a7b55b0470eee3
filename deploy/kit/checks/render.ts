import type { Check } from "../check.ts";

/** Every overlay is built by kustomize and substituted as Flux does it. */
export const render: Check = {
  name: "render",
  about: "kustomize builds every overlay, and each variable in it has a value",
  parts: ["deploy/clusters"],
  tools: ["kustomize"],
  run: async (kit, report) => {
    const overlays = await kit.rendered();
    report.looked(overlays.length, "overlays");
    for (const { path, objects, problems } of overlays) {
      report.looked(objects.length, "objects");
      for (const { file, object, message } of problems) report.finding(file, object, message);
      if (objects.length === 0 && problems.length === 0) {
        report.finding(path, undefined, "the overlay is empty: nothing would be applied");
      }
    }
  },
};
