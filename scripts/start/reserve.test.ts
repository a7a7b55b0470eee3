import { access, mkdir } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { mountSmallDisk } from "../../tests/support/small-disk.ts";
import { createReserve } from "./reserve.ts";

test("a full disk's reserve is kept for the programs that reads need", async ({ skip }) => {
  const disk = await mountSmallDisk(140);
  if (typeof disk === "string") return skip(disk);
  try {
    const folder = join(disk.folder, "postgres");
    await mkdir(folder);
    const reserve = createReserve(folder);
    const isKept = () =>
      access(`${folder}.reserve`).then(
        () => true,
        () => false,
      );
    await reserve.restore();
    expect(await reserve.hasRoom(false)).toBe(true);
    disk.fill();
    expect([await reserve.hasRoom(false), await isKept()]).toEqual([false, true]);
    expect([await reserve.hasRoom(true), await isKept()]).toEqual([true, false]);
    expect(await reserve.hasRoom(false)).toBe(true);
  } finally {
    await disk.close();
  }
});
