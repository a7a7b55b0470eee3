/** One HTML page with charts in SVG, without scripts and without anything from elsewhere. */
import { meanOf } from "../evaluation/metrics.ts";
import { type Evaluation, type Task, tasks } from "./evaluate.ts";
import type { RunResult } from "./result.ts";

export interface ReportFacts {
  readonly version: string;
  readonly asOf: number;
  readonly interactions: number;
  readonly visitors: number;
  readonly items: number;
}

const titles: Readonly<Record<Task, string>> = {
  home: "Home: new to the visitor",
  homeAgain: "Home: bought again",
  session: "Next item of a session",
  product: "Product page: next view",
  cart: "Cart: the hidden item",
  newItems: "Product page: new items",
};

const STYLE = `
:root { color-scheme: light dark; font: 15px/1.5 system-ui, sans-serif }
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem }
table { border-collapse: collapse; width: 100% } th, td { padding: .3rem .6rem; text-align: right }
th:first-child, td:first-child { text-align: left } .wide { overflow-x: auto }
tr + tr { border-top: 1px solid #8884 }
.ready { color: #18794e } .rejected, .too-little { color: #c62a2f } pre { overflow: auto }
svg { width: 100%; height: auto } .challenger { fill: #0b68cb } .champion { fill: #8b8d98 }
.interval { stroke: currentColor; stroke-width: 1.5 } text { fill: currentColor; font-size: 12px }`;

export function reportPage(
  result: RunResult,
  challenger: Evaluation | null,
  champion: Evaluation | null,
  facts: ReportFacts,
): string {
  const count = (value: number): string => value.toLocaleString("en");
  const reasons = result.reasons.map((reason) => `<li>${escaped(reason)}</li>`).join("");
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>Model ${escaped(facts.version)}</title>
<style>${STYLE}</style></head><body>
<h1>Model ${escaped(facts.version)}: <span class="${result.status}">${result.status}</span></h1>
<p>Events until ${new Date(facts.asOf).toISOString()}: ${count(facts.interactions)} interactions of
${count(facts.visitors)} visitors, ${count(facts.items)} items. The file has
${count(result.metrics.modelBytes ?? 0)} bytes.</p>
${reasons === "" ? "" : `<h2>Why it is not shown</h2><ul>${reasons}</ul>`}
${challenger === null ? "" : figures(challenger, champion)}
<h2>Parameters</h2><pre>${escaped(JSON.stringify(result.parameters, null, 2))}</pre>
</body></html>
`;
}

function figures(challenger: Evaluation, champion: Evaluation | null): string {
  const shown = tasks.filter((task) => challenger.tasks[task].questions > 0);
  const row = (task: Task): string => {
    const { questions, recall, hit, mrr, ndcg } = challenger.tasks[task];
    const cells = [
      questions.toLocaleString("en"),
      ...[recall, hit, mrr, ndcg.mean].map(fixed),
      `${fixed(ndcg.low)}–${fixed(ndcg.high)}`,
      ...(champion === null ? [] : [fixed(champion.tasks[task].ndcg.mean)]),
    ];
    return `<tr><td>${titles[task]}</td>${cells.map((cell) => `<td>${cell}</td>`).join("")}</tr>`;
  };
  return `<h2>Figures at 20, on the test part</h2>
${chart(shown, challenger, champion)}
<div class="wide"><table><tr><th>Task</th><th>Questions</th><th>Recall</th><th>Hit</th><th>MRR</th>
<th>NDCG</th><th>95 %</th>${champion === null ? "" : "<th>Champion</th>"}</tr>
${shown.map(row).join("")}</table></div>
${segmentTable(challenger, champion)}
<p>Lists show ${(100 * challenger.coverage).toFixed(1)} % of the items; Gini ${fixed(challenger.gini)},
novelty ${challenger.novelty.toFixed(2)} bits. Bars are NDCG@20, lines are 95 %
of 1,000 samples of the questions.</p>`;
}

/** What visitors of each segment find, beside what the most popular items alone would give them. */
function segmentTable(challenger: Evaluation, champion: Evaluation | null): string {
  const at = (answers: readonly number[], places: readonly number[]): string =>
    `<td>${fixed(meanOf(places.map((place) => answers[place] as number)))}</td>`;
  const segments = { "all visitors": [...challenger.answers.keys()], ...challenger.segments };
  const rows = Object.entries(segments)
    .filter(([, places]) => places.length > 0)
    .map(
      ([name, places]) =>
        `<tr><td>${escaped(name)}</td><td>${places.length.toLocaleString("en")}</td>` +
        at(challenger.answers, places) +
        at(challenger.popularAnswers, places) +
        `${champion === null ? "" : at(champion.answers, places)}</tr>`,
    );
  if (rows.length === 0) return "";
  return `<h2>NDCG of visitors, by segment</h2>
<div class="wide"><table><tr><th>Segment</th><th>Visitors</th><th>Model</th><th>Popular items</th>
${champion === null ? "" : "<th>Champion</th>"}</tr>${rows.join("")}</table></div>`;
}

function chart(shown: readonly Task[], challenger: Evaluation, champion: Evaluation | null): string {
  const evaluations = [challenger, champion].filter((evaluation) => evaluation !== null);
  const most = Math.max(
    0.001,
    ...shown.flatMap((task) => evaluations.map((evaluation) => evaluation.tasks[task].ndcg.high)),
  );
  const x = (value: number): number => 220 + (value / most) * 560;
  const rowHeight = 20 + 16 * evaluations.length;
  const bars = shown.map((task, row) => {
    const top = 10 + row * rowHeight;
    const parts = evaluations.map((evaluation, k) => {
      const { mean, low, high } = evaluation.tasks[task].ndcg;
      const y = top + 16 * k;
      const middle = y + 6;
      const name = evaluation === challenger ? "challenger" : "champion";
      return (
        `<rect class="${name}" x="220" y="${y}" width="${(x(mean) - 220).toFixed(1)}" height="12">` +
        `<title>${name}: ${fixed(mean)}</title></rect><line class="interval" ` +
        `x1="${x(low).toFixed(1)}" x2="${x(high).toFixed(1)}" y1="${middle}" y2="${middle}"/>`
      );
    });
    return `<text x="0" y="${top + 11}">${titles[task]}</text>${parts.join("")}`;
  });
  const height = 10 + rowHeight * shown.length;
  return `<svg viewBox="0 0 800 ${height}" role="img" aria-label="NDCG of each task">${bars.join("")}</svg>`;
}

const fixed = (value: number): string => value.toFixed(4);
const escaped = (text: string): string => text.replace(/[&<>"]/g, (letter) => `&#${letter.charCodeAt(0)};`);
