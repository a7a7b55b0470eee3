import { expect, test } from "vitest";
import { wrapperModule } from "./go-wrapper.ts";

const source = {
  from: "go-wrapped",
  module: "example.com/program",
  version: "v1.2.0",
  sisterVersion: "v0.2.0",
  replace: { "example.com/unserved": "v0.1.0" },
  package: "example.com/program/cmd",
  program: "cmd",
} as const;

test("the wrapper says where the replaced modules are served", () => {
  const original = {
    Go: "1.26.0",
    Require: [
      { Path: "example.com/sister", Version: "v0.0.0" },
      { Path: "example.com/plain", Version: "v1.0.0" },
    ],
    Replace: [
      { Old: { Path: "example.com/api" }, New: { Path: "./api" } },
      { Old: { Path: "example.com/old" }, New: { Path: "example.com/fork", Version: "v3.0.0" } },
    ],
  };
  const lines = wrapperModule(original, source, "godebug default=go1.26").split("\n").filter(Boolean);
  expect(lines).toEqual([
    "module wrapper",
    "go 1.26.0",
    "godebug default=go1.26",
    "require example.com/program v1.2.0",
    "replace example.com/sister => example.com/sister v0.2.0",
    "replace example.com/api => example.com/api v0.2.0",
    "replace example.com/old => example.com/fork v3.0.0",
    "replace example.com/unserved => example.com/unserved v0.1.0",
  ]);
});
