/** npm and the terminal each deliver the same Ctrl-C: signals within this time count as one interrupt. */
const SAME_INTERRUPT_MS = 1_000;

export interface Interrupts {
  /** Resolves at the first interrupt: the shop stops. */
  readonly first: Promise<string>;
  /** Resolves at the second interrupt: the programs are killed. */
  readonly second: Promise<string>;
}

/** Listens for Ctrl-C, SIGTERM, a closed terminal, and the end of the process that started us. */
export function listenForInterrupts(): Interrupts {
  const [first, second] = [Promise.withResolvers<string>(), Promise.withResolvers<string>()];
  let firstAt: number | undefined;
  const interrupt = (reason: string): void => {
    firstAt ??= Date.now();
    first.resolve(reason);
    if (Date.now() - firstAt > SAME_INTERRUPT_MS) second.resolve(reason);
  };
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) process.on(signal, () => interrupt(signal));
  if (process.connected) process.once("disconnect", () => interrupt("disconnect"));
  // A closed terminal or a finished pipe must not end this process before its programs have ended.
  for (const stream of [process.stdout, process.stderr]) stream.on("error", () => undefined);
  return { first: first.promise, second: second.promise };
}
