import { expect, test } from "vitest";
import { containerdConfig, kubeconfig } from "./configs.ts";
import { startOf } from "./state.ts";
import { tableLines } from "./table.ts";
import { mountsBelow } from "./teardown.ts";

test("a process is known by its start, also when its name has spaces and brackets", () => {
  const fields = Array.from({ length: 19 }, (_, at) => String(at + 4));
  expect(startOf(`12 (a (b) c) S ${fields.join(" ")}`)).toBe("22");
});

test("mounts below the folder are found, the deepest first, and no others", () => {
  const mounts = ["overlay /a/b overlay rw 0 0", "tmpfs /a/b/c\\040d tmpfs rw 0 0", "x /ab/c x rw 0 0"].join(
    "\n",
  );
  expect(mountsBelow(mounts, "/a")).toEqual(["/a/b/c d", "/a/b"]);
});

test("a kubeconfig holds its keys, so that the file alone is enough", () => {
  const config = JSON.parse(
    kubeconfig({ server: "https://x", authority: "ca", certificate: "crt", key: "key" }),
  );
  expect(Buffer.from(config.users[0].user["client-key-data"], "base64").toString()).toBe("key");
});

test("containers and their networks are kept below the rehearsal's folder alone", () => {
  const text = containerdConfig({ runc: "/bin/runc", cniPlugins: "/cni", pauseImage: "pause:1" });
  const places = [...text.matchAll(/^\s*(root|state|address|path|Root|conf_dir) = "?\[?"?([^"]+)/gm)];
  expect(places.map(([, , path]) => path?.startsWith("/var/lib/jangteo-rehearsal"))).not.toContain(false);
  expect(places.length).toBeGreaterThanOrEqual(5);
});

test("the table names what did not hold", () => {
  const row = { what: "audit", expected: "clean", seen: "clean", seconds: 1.4, holds: true };
  expect(tableLines([row, { ...row, seen: "2 findings", holds: false }])).toEqual([
    "   what   expected  seen        s",
    "✓  audit  clean     clean       1",
    "✗  audit  clean     2 findings  1",
  ]);
});
