/** Imports in a running shop: requests of its staff, for the tests in this folder. */
import { expect } from "vitest";
import type { ApiResponse, Client, HeaderFields, Problem } from "../../../tests/support/client.ts";
import type { ProblemRow, RowCounts } from "./queries.ts";

export interface ShownImport {
  readonly id: string;
  readonly kind: string;
  readonly status: string;
  readonly rows: number;
  readonly columns: readonly string[];
  readonly sample: readonly (readonly string[])[];
  readonly mapping: Readonly<Record<string, string>>;
  readonly remembered: boolean;
  readonly check: RowCounts | null;
  readonly result: RowCounts;
  readonly progress: { readonly done: number; readonly total: number };
  readonly errors: readonly ProblemRow[];
  readonly errorCount: number;
}

export interface ShownDryRun extends RowCounts {
  readonly errors: readonly ProblemRow[];
  readonly errorCount: number;
  readonly token: string;
}

export interface ImportDesk {
  readonly staff: HeaderFields;
  upload<Body = ShownImport>(
    kind: string,
    content: string | Buffer,
    headers?: HeaderFields,
  ): Promise<ApiResponse<Body>>;
  dryRun<Body = ShownDryRun>(
    id: string,
    mapping?: unknown,
    headers?: HeaderFields,
  ): Promise<ApiResponse<Body>>;
  commit<Body = ShownImport>(id: string, token: string, headers?: HeaderFields): Promise<ApiResponse<Body>>;
  read(id: string): Promise<ShownImport>;
  /** Waits until an import has ended. */
  ended(id: string): Promise<ShownImport>;
  /** Uploads, checks, commits and waits. Throws where a step is refused. */
  run(kind: string, content: string | Buffer): Promise<{ checked: ShownDryRun; done: ShownImport }>;
  /** The errors of a dry run, each as `row column code`. */
  errorsOf(kind: string, content: string | Buffer): Promise<string[]>;
  /** The refusal of a file: its status, and pointer and code of its first problem. */
  refusalOf(kind: string, content: string | Buffer): Promise<unknown[]>;
}

export async function importDesk(api: Client): Promise<ImportDesk> {
  const staff = await api.signInOwner();
  const base = "/api/v1/admin/imports";

  async function upload<Body>(kind: string, content: string | Buffer, headers = staff) {
    const form = new FormData();
    form.append("kind", kind);
    form.append("file", new Blob([new Uint8Array(Buffer.from(content as string))]), "목록.csv");
    const response = await fetch(`${api.url}${base}`, { method: "POST", body: form, headers });
    return { status: response.status, headers: response.headers, body: (await response.json()) as Body };
  }
  const dryRun = <Body>(id: string, mapping?: unknown, headers = staff) =>
    api.request<Body>(
      "POST",
      `${base}/${id}/dry-run`,
      mapping === undefined ? undefined : { mapping },
      headers,
    );
  const commit = <Body>(id: string, token: string, headers = staff) =>
    api.request<Body>("POST", `${base}/${id}/commit`, { token }, headers);
  const read = async (id: string) =>
    (await api.request<ShownImport>("GET", `${base}/${id}`, undefined, staff)).body;

  async function ended(id: string): Promise<ShownImport> {
    await expect.poll(async () => (await read(id)).status, { timeout: 60_000 }).not.toBe("running");
    return read(id);
  }
  function expectStatus<Body>(status: number, response: ApiResponse<Body>): Body {
    if (response.status !== status) throw new Error(`${response.status}: ${JSON.stringify(response.body)}`);
    return response.body;
  }
  async function check(kind: string, content: string | Buffer) {
    const { id } = expectStatus(201, await upload<ShownImport>(kind, content));
    return { id, checked: expectStatus(200, await dryRun<ShownDryRun>(id)) };
  }
  return {
    staff,
    upload,
    dryRun,
    commit,
    read,
    ended,
    async run(kind, content) {
      const { id, checked } = await check(kind, content);
      expectStatus(202, await commit(id, checked.token));
      return { checked, done: await ended(id) };
    },
    async errorsOf(kind, content) {
      const { checked } = await check(kind, content);
      return checked.errors.map(({ row, column, code }) => `${row} ${column} ${code}`);
    },
    async refusalOf(kind, content) {
      const { status, body } = await upload<Problem>(kind, content);
      const [problem] = body.errors ?? [];
      return problem ? [status, problem.pointer, problem.code] : [status, body.code];
    },
  };
}
