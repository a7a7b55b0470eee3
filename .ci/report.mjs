// node .ci/report.mjs test=0 verify=0 kit=0 self-test=0: adds up the reports of the tests in test-results,
// and ends with 1 when anything failed. What failed is repeated here, where a reader of a cut log finds it.
//
// Files of which a test failed run once more, alone. On a busy machine a test may miss a limit that holds
// alone; a fault fails again. What passed only then is named, so that its test gets mended.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";

const root = process.cwd();
const reports = join(root, "test-results");
const codes = Object.fromEntries(process.argv.slice(2).map((argument) => argument.split("=")));
/** More files than that are no luck. */
const MOST_AGAIN = 5;

const names = existsSync(reports) ? readdirSync(reports).filter((name) => name.endsWith(".json")) : [];
const read = (name) => JSON.parse(readFileSync(join(reports, name), "utf8"));
const failedFiles = ({ testResults = [] }) => testResults.filter(({ status }) => status !== "passed");
const pathOf = ({ name }) => name.replace(`${root}/`, "");

let passed = 0;
let failed = 0;
const files = [];
for (const name of names) {
  const report = read(name);
  passed += report.numPassedTests ?? 0;
  // A file that could not even be loaded has no tests to count.
  failed += Math.max(report.numFailedTests ?? 0, (report.numFailedTestSuites ?? 0) > 0 ? 1 : 0);
  for (const file of failedFiles(report)) {
    files.push({
      file: pathOf(file),
      failed: file.assertionResults.filter(({ status }) => status === "failed").length,
    });
    console.log(`\n${pathOf(file)}${file.message ? `\n${file.message}` : ""}`);
    for (const test of file.assertionResults.filter(({ status }) => status === "failed"))
      console.log(`  ${test.fullName}\n${test.failureMessages.join("\n")}`);
  }
}
const broke = failed === 0 && (codes.test !== "0" || (codes["self-test"] ?? "0") !== "0");
if (files.length > 0 && files.length <= MOST_AGAIN) {
  for (const { file, failed: count } of files) {
    if (count === 0 || !runsAlone(file)) continue;
    console.log(`\n${file}: ${count} failed among all tests, and passed alone.`);
    failed -= count;
    passed += count;
  }
}
// A run that broke off counts as a failure, also when no test did.
if (broke) {
  console.log(`\nThe tests ended with codes ${codes.test} and ${codes["self-test"]}, though none failed.`);
  failed += 1;
}
for (const name of ["verify", "kit"]) {
  if (codes[name] === undefined) continue;
  if (codes[name] === "0") passed += 1;
  else {
    console.log(`\nnpm run ${name} ended with ${codes[name]}.`);
    failed += 1;
  }
}
console.log(`${passed} passed, ${failed} failed`);
process.exit(failed === 0 ? 0 : 1);

function runsAlone(file) {
  const output = join(reports, "alone.json");
  rmSync(output, { force: true });
  const browser = file.startsWith("tests/e2e/") ? ["--config", "vitest.e2e.config.ts"] : [];
  const args = ["node_modules/vitest/vitest.mjs", "run", ...browser, file];
  const kept = ["--reporter=default", "--reporter=json", `--outputFile.json=${output}`];
  const { status } = spawnSync("node_modules/node/bin/node", [...args, ...kept], {
    cwd: root,
    stdio: "inherit",
  });
  return status === 0 && existsSync(output) && read("alone.json").numPassedTests > 0;
}
