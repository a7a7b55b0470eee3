/**
 * Loaded before each program of the shop (`node --import`). A program's output is a file: when its disk is
 * full, a line is lost and the program goes on.
 */
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
