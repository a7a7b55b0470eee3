import { expect, it } from "vitest";
import { dataFileName } from "./save-file.ts";

it("names the file after the day in Korea", () => {
  expect(dataFileName(new Date("2026-11-21T15:00:00Z"))).toBe("my-data-2026-11-22.json");
  expect(dataFileName(new Date("2026-11-21T14:59:59Z"))).toBe("my-data-2026-11-21.json");
});
