/** npm and the terminal each deliver one and the same Ctrl-C: what follows this soon is no second wish. */
const sameWishMs = 1_000;

export interface Interrupts {
  /** The first wish to end. */
  readonly first: Promise<string>;
  /** The second wish: at once, please. */
  readonly second: Promise<string>;
}

/** Listens for Ctrl-C, SIGTERM, a closed terminal, and the end of the process that started us. */
export function listenForInterrupts(): Interrupts {
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  let firstAt: number | undefined;
  const wish = (reason: string): void => {
    firstAt ??= Date.now();
    first.resolve(reason);
    if (Date.now() - firstAt > sameWishMs) second.resolve(reason);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => wish(signal));
  if (process.connected) process.once("disconnect", () => wish("disconnect"));
  // A closed terminal or a finished pipe must not end us before our programs have ended.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return { first: first.promise, second: second.promise };
}
