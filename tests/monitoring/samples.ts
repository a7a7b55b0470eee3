/** Reads Prometheus' text format, as far as prom-client writes it. */

export interface Sample {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

interface Family {
  type: string;
  help: string;
}

export function readSamples(text: string): { families: Map<string, Family>; samples: Sample[] } {
  const families = new Map<string, Family>();
  const samples: Sample[] = [];
  for (const line of text.split("\n")) {
    const [, kind, name = "", rest = ""] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? [];
    if (kind === "HELP") families.set(name, { type: "", help: rest });
    const family = families.get(name);
    if (kind === "TYPE" && family) family.type = rest;
    const [, metric, labels = "", value] = /^([a-z_A-Z0-9:]+)(?:\{(.*)\})? (\S+)$/.exec(line) ?? [];
    if (metric === undefined || value === undefined) continue;
    const pairs = [...labels.matchAll(/(\w+)="((?:[^"\\]|\\.)*)"/g)].map(([, key = "", text_ = ""]) => [
      key,
      text_,
    ]);
    samples.push({ name: metric, labels: Object.fromEntries(pairs), value: Number(value) });
  }
  return { families, samples };
}
