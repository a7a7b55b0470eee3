/** Two models and a failed run, for the tests of what clients of MLflow read. */
import { randomUUID } from "node:crypto";
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Backstage } from "../../../../tests/support/backstage.ts";

interface SeededRegistry {
  /** The run of version 1, `previous`, whose file is gone. */
  readonly older: string;
  /** The run of version 2, `champion`. */
  readonly newer: string;
}

export async function seedRegistry(backstage: Backstage, storageFolder: string): Promise<SeededRegistry> {
  const [older, newer] = [randomUUID(), randomUUID()];
  for (const [folder, name, content] of [
    ["recommendations/models", "new.model", "a model"],
    ["recommendations/reports", "new.html", "<!doctype html>a report"],
  ] as const) {
    await mkdir(join(storageFolder, folder), { recursive: true });
    await writeFile(join(storageFolder, folder, name), content);
  }
  await backstage.rows(
    `WITH run AS (
       INSERT INTO recommendations.runs (id, cause, status, snapshot, parameters, metrics, seed, report_key,
         started_at, beat_at, ended_at)
       VALUES
         ($1, 'nightly', 'ready', '{"sha256": "abc", "asOf": "2026-11-01T18:00:00.000Z",
          "interactions": 5000, "items": 80}', '{"factors": 32, "blend": {"session": 1}}',
          '{"home.ndcg@20": 0.2}', 1, NULL, '2026-11-01 18:00Z', now(), '2026-11-01 18:01Z'),
         ($2, 'command', 'ready', NULL, '{}', '{"home.ndcg@20": 0.3}', 1,
          'recommendations/reports/new.html', '2026-11-02 18:00Z', now(), '2026-11-02 18:01Z'),
         (gen_random_uuid(), 'nightly', 'failed', NULL, '{}', '{}', 1, NULL, '2026-11-03 18:00Z', now(),
          '2026-11-03 18:01Z')
     ), version AS (
       INSERT INTO recommendations.model_versions (run_id, file_key, sha256, bytes, created_at)
       VALUES ($1, 'recommendations/models/old.model', 'old', 7, '2026-11-01 18:01Z'),
              ($2, 'recommendations/models/new.model', 'new', 7, '2026-11-02 18:01Z')
     )
     INSERT INTO recommendations.aliases (alias, version) VALUES ('previous', 1), ('champion', 2)`,
    [older, newer],
  );
  return { older, newer };
}
