/** The part of MLflow's REST API with which runs are written to a server. Throws what the server refuses. */
import { text } from "node:stream/consumers";
import type { StoredFile } from "../../../platform/storage/storage.ts";

/** A server of MLflow, such as https://mlflow.example. */
export interface TrackingServerAddress {
  readonly url: string;
  /** Sent as a bearer token; null: the server asks for none. */
  readonly token: string | null;
}

const WAIT_MS = 10_000;

interface WrittenRun {
  readonly info: { readonly run_id: string; readonly artifact_uri: string };
}

export function trackingServer({ url, token }: TrackingServerAddress) {
  const base = url.replace(/\/$/, "");
  const authorization: Record<string, string> = token === null ? {} : { authorization: `Bearer ${token}` };

  const send = (method: string, path: string, body?: string): Promise<Response> =>
    fetch(`${base}/api/2.0/${path}`, {
      method,
      headers: { ...authorization, ...(body !== undefined && { "content-type": "application/json" }) },
      ...(body !== undefined && { body }),
      signal: AbortSignal.timeout(WAIT_MS),
    });

  async function accepted(path: string, answer: Response): Promise<Response> {
    if (answer.ok) return answer;
    throw new Error(`MLflow refused ${path}: ${answer.status} ${(await answer.text()).slice(0, 200)}`);
  }

  const post = async <Answer>(path: string, body: object): Promise<Answer> => {
    const answer = await accepted(path, await send("POST", `mlflow/${path}`, JSON.stringify(body)));
    return (await answer.json()) as Answer;
  };

  return {
    /** Returns the id of the experiment, which is made when there is none. */
    async experiment(name: string): Promise<string> {
      const path = `mlflow/experiments/get-by-name?experiment_name=${encodeURIComponent(name)}`;
      const found = await send("GET", path);
      if (found.status === 404) {
        const made = await post<{ experiment_id: string }>("experiments/create", { name });
        return made.experiment_id;
      }
      const { experiment } = (await (await accepted(path, found)).json()) as {
        experiment: { experiment_id: string };
      };
      return experiment.experiment_id;
    },
    async findRun(experimentId: string, filter: string): Promise<WrittenRun | null> {
      const { runs = [] } = await post<{ runs?: WrittenRun[] }>("runs/search", {
        ...{ experiment_ids: [experimentId], filter, max_results: 1 },
      });
      return runs[0] ?? null;
    },
    createRun: async (run: object): Promise<WrittenRun> =>
      (await post<{ run: WrittenRun }>("runs/create", run)).run,
    logBatch: (batch: object): Promise<object> => post("runs/log-batch", batch),
    updateRun: (change: object): Promise<object> => post("runs/update", change),
    /** Where the server does not keep files itself, nothing is sent. */
    async putText({ info }: WrittenRun, name: string, file: StoredFile): Promise<void> {
      const [, folder] = /^mlflow-artifacts:\/+(.*)$/.exec(info.artifact_uri) ?? [];
      if (folder === undefined) return;
      const path = `mlflow-artifacts/artifacts/${folder}/${name}`;
      const answer = await fetch(`${base}/api/2.0/${path}`, {
        method: "PUT",
        headers: { ...authorization, "content-type": "text/html" },
        body: await text(file.open()),
        signal: AbortSignal.timeout(WAIT_MS),
      });
      await accepted(path, answer);
    },
  };
}
