/** Numbers for texts that many products share (a brand, an option's value), with their English labels. */

export interface LabelledCodes {
  /** The code of the text, which counts one use more. `label` is kept when it is not empty. */
  use(text: string, label?: string | null): number;
  /** Counts one use less. */
  drop(code: number): void;
  /** The code of a text that is in use. */
  find(text: string): number | undefined;
  text(code: number): string;
  label(code: number): string | null;
  /** Codes are smaller. */
  readonly size: number;
}

export function labelledCodes(): LabelledCodes {
  const codes = new Map<string, number>();
  const texts: string[] = [];
  const labels: (string | null)[] = [];
  const uses: number[] = [];
  return {
    use(text, label) {
      const known = codes.get(text);
      const code = known ?? texts.length;
      if (known === undefined) {
        codes.set(text, code);
        texts.push(text);
        labels.push(null);
        uses.push(0);
      }
      uses[code] = (uses[code] ?? 0) + 1;
      if (label) labels[code] = label;
      return code;
    },
    drop(code) {
      uses[code] = (uses[code] ?? 0) - 1;
    },
    find(text) {
      const code = codes.get(text);
      return code !== undefined && (uses[code] ?? 0) > 0 ? code : undefined;
    },
    text: (code) => texts[code] ?? "",
    label: (code) => labels[code] ?? null,
    get size() {
      return texts.length;
    },
  };
}
