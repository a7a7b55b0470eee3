/** Waits that the closing program ends early, so that a hanging call never delays its end. */
export interface Pauses {
  pause(ms: number): Promise<void>;
  endAll(): void;
}

export function createPauses(): Pauses {
  const waiting = new Map<NodeJS.Timeout, () => void>();
  let ended = false;
  return {
    pause: (ms) =>
      new Promise((resolve) => {
        if (ended) return resolve();
        const timer = setTimeout(() => {
          waiting.delete(timer);
          resolve();
        }, ms);
        waiting.set(timer, resolve);
      }),
    endAll() {
      ended = true;
      for (const [timer, resolve] of waiting) {
        clearTimeout(timer);
        resolve();
      }
      waiting.clear();
    },
  };
}
