import { expect, test } from "vitest";
import { cutToWidth, displayWidth } from "./display-width.ts";
import { createLineWriter, type LineOutput } from "./line-writer.ts";

const build = "웹 화면 빌드 · building the web";
const migrate = "데이터베이스 준비 · migrating the database";

interface Row {
  text: string;
  /** Continues the row above, which was full. */
  readonly wrapped: boolean;
}

/**
 * A terminal that understands the writer's control characters, and wraps its rows again when its width
 * changes.
 */
class Terminal implements LineOutput {
  readonly isTTY = true;
  columns: number;
  private rows: Row[] = [{ text: "", wrapped: false }];
  private row = 0;
  private atRowStart = true;
  private onResize: () => void = () => undefined;

  constructor(columns: number) {
    this.columns = columns;
  }

  on(_event: "resize", listener: () => void): void {
    this.onResize = listener;
  }

  write(text: string): void {
    // biome-ignore lint/suspicious/noControlCharactersInRegex: a terminal obeys control characters
    for (const [part] of text.matchAll(/\u001b\[\d*[AJ]|[\s\S]/gu)) {
      if (part === "\r") this.atRowStart = true;
      else if (part === "\n") this.newRow(false);
      else if (part === "\u001b[J") this.clearToEnd();
      else if (part.startsWith("\u001b[")) this.row -= Number(part.slice(2, -1));
      else this.put(part);
    }
  }

  resize(columns: number): void {
    const lines: string[] = [];
    for (const { text, wrapped } of this.rows) lines.push(wrapped ? `${lines.pop()}${text}` : text);
    this.columns = columns;
    this.rows = [{ text: "", wrapped: false }];
    this.row = 0;
    this.write(lines.join("\n"));
    this.onResize();
  }

  get screen(): string[] {
    return this.rows.map(({ text }) => text);
  }

  private put(char: string): void {
    const row = this.rows[this.row];
    if (row === undefined) throw new Error("the cursor left the screen");
    if (displayWidth(row.text) + displayWidth(char) > this.columns) {
      this.newRow(true);
      this.put(char);
      return;
    }
    if (this.atRowStart && row.text !== "") throw new Error(`"${row.text}" is overwritten, not cleared`);
    row.text += char;
    this.atRowStart = false;
  }

  private newRow(wrapped: boolean): void {
    this.row += 1;
    this.rows.push({ text: "", wrapped });
    this.atRowStart = true;
  }

  private clearToEnd(): void {
    this.rows.splice(this.atRowStart ? this.row : this.row + 1);
    if (this.atRowStart) this.rows.push({ text: "", wrapped: false });
  }
}

/** A step that ends when the test says so. */
function pending() {
  const { promise, resolve, reject } = Promise.withResolvers<void>();
  return { promise, resolve, fail: () => reject(new Error("failed")) };
}

function terminal(columns: number) {
  const screen = new Terminal(columns);
  const clock = { now: 0 };
  return { screen, clock, lines: createLineWriter(screen, {}, () => clock.now) };
}

test("on a terminal a step has one line, which shows its progress and then its result", async () => {
  const { screen, clock, lines } = terminal(80);
  const work = pending();
  let showDetail: (text: string) => void = () => undefined;
  const step = lines.step(build, (detail) => {
    showDetail = detail;
    return work.promise;
  });
  expect(screen.screen).toEqual([`·     0 s  ${build}`]);
  clock.now = 12_400;
  showDetail("    \u001b[32mcompiling\u001b[0m\t1/3\r\n");
  lines.print("a line that stays");
  expect(screen.screen).toEqual(["a line that stays", `·    12 s  ${build}  compiling 1/3`]);
  work.resolve();
  await step;
  expect(screen.screen).toEqual(["a line that stays", `✓  12.4 s  ${build}`, ""]);
  lines.end();
});

test("steps that run together keep a line each, and the one that ends first stays above", async () => {
  const { screen, lines } = terminal(80);
  const [first, second] = [pending(), pending()];
  const steps = [lines.step(build, () => first.promise), lines.step(migrate, () => second.promise)];
  expect(screen.screen).toEqual([`·     0 s  ${build}`, `·     0 s  ${migrate}`]);
  second.resolve();
  await steps[1];
  expect(screen.screen).toEqual([`✓   0.0 s  ${migrate}`, `·     0 s  ${build}`]);
  first.resolve();
  await steps[0];
  expect(screen.screen).toEqual([`✓   0.0 s  ${migrate}`, `✓   0.0 s  ${build}`, ""]);
});

test("a failed step is marked, and its error reaches the caller", async () => {
  const { screen, lines } = terminal(80);
  const work = pending();
  const step = lines.step(build, () => work.promise);
  work.fail();
  await expect(step).rejects.toThrow("failed");
  expect(screen.screen).toEqual([`✗   0.0 s  ${build}`, ""]);
});

test.each([10, 20, 34, 35, 36])(
  "a long Korean line is cut and leaves nothing behind at %i columns",
  (columns) => {
    const { screen, lines } = terminal(columns);
    lines.step(build, async (detail) => {
      detail(`\u001b[32m${"가나다".repeat(40)}\u001b[0m\r\ttab`);
      await pending().promise;
    });
    for (let times = 0; times < 3; times += 1) lines.print("-");
    expect(screen.screen.slice(0, 3)).toEqual(["-", "-", "-"]);
    expect(screen.screen.length).toBe(4);
    expect(displayWidth(screen.screen[3] ?? "")).toBeLessThan(columns);
    lines.end();
    expect(screen.screen).toEqual(["-", "-", "-", ""]);
  },
);

test("a terminal that becomes narrower or wider keeps no rest of the lines", () => {
  const { screen, lines } = terminal(80);
  lines.print("above");
  lines.step(build, () => pending().promise);
  lines.step(migrate, () => pending().promise);
  for (const columns of [40, 21, 60, 13, 80]) {
    screen.resize(columns);
    expect(screen.screen.length).toBe(3);
    expect(screen.screen[0]).toBe("above");
  }
  expect(screen.screen).toEqual(["above", `·     0 s  ${build}`, `·     0 s  ${migrate}`]);
  lines.end();
});

test.each([
  ["a pipe", { isTTY: false }, {}],
  ["a dumb terminal", { isTTY: true, columns: 20 }, { TERM: "dumb" }],
])("%s gets one plain line when a step begins and one when it ends", async (_, kind, environment) => {
  let written = "";
  let now = 0;
  const output = { ...kind, write: (text: string) => (written += text) };
  const lines = createLineWriter(output, environment, () => now);
  const passing = lines.step(build, async (detail) => detail("compiling"));
  const failing = lines.step(migrate, async () => {
    now = 3_210;
    throw new Error("failed");
  });
  await passing;
  await expect(failing).rejects.toThrow("failed");
  lines.end();
  expect(written).toBe(`${build} …\n${migrate} …\n✓   3.2 s  ${build}\n✗   3.2 s  ${migrate}\n`);
});

test("a text is cut to its columns, Hangul counting two", () => {
  expect(cutToWidth("가나다", 6)).toBe("가나다");
  expect(cutToWidth("가나다라", 6)).toBe("가나…");
  expect(cutToWidth("abc가", 4)).toBe("abc…");
});
