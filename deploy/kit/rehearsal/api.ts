/** The Kubernetes API as the rehearsal needs it: JSON over HTTPS with the administrator's certificate. */
import { readFile } from "node:fs/promises";
import { Agent, request } from "node:https";
import { paths } from "./layout.ts";

export interface KubernetesObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: ObjectMetadata;
  readonly [field: string]: unknown;
}

interface ObjectMetadata {
  readonly name: string;
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>>;
  readonly [field: string]: unknown;
}

export interface ServerAnswer<Body> {
  readonly status: number;
  readonly body: Body;
}

export interface KubernetesApi {
  call<Body = unknown>(
    method: string,
    path: string,
    body?: unknown,
    contentType?: string,
  ): Promise<ServerAnswer<Body>>;
  /** Undefined when there is none. */
  find<Body>(path: string): Promise<Body | undefined>;
  /** The objects of a list; none when the server does not know the kind (yet). */
  list<Item>(path: string): Promise<readonly Item[]>;
  /** Makes the object what it says (server-side apply). Throws what the server refuses. */
  apply(path: string, object: KubernetesObject): Promise<void>;
  /** Merges into the status alone. */
  mergeStatus(path: string, status: object): Promise<void>;
  remove(path: string, options?: object): Promise<void>;
}

const MERGE = "application/merge-patch+json";
const TIMEOUT_MS = 15_000;

export async function openApi(): Promise<KubernetesApi> {
  const config = JSON.parse(await readFile(paths.kubeconfig, "utf8"));
  const [{ cluster }] = config.clusters;
  const [{ user }] = config.users;
  const pem = (text: string) => Buffer.from(text, "base64");
  const agent = new Agent({
    keepAlive: true,
    ca: pem(cluster["certificate-authority-data"]),
    cert: pem(user["client-certificate-data"]),
    key: pem(user["client-key-data"]),
  });

  function call<Body>(
    method: string,
    path: string,
    body?: unknown,
    contentType = "application/json",
  ): Promise<ServerAnswer<Body>> {
    const text = body === undefined ? "" : JSON.stringify(body);
    const headers = {
      accept: "application/json",
      "content-type": contentType,
      // Node sends none with DELETE, and the server would read the body as the next request.
      "content-length": Buffer.byteLength(text),
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${cluster.server}${path}`,
        { method, agent, headers, timeout: TIMEOUT_MS },
        (response) => {
          const parts: Buffer[] = [];
          response.on("data", (part: Buffer) => parts.push(part));
          response.on("error", reject);
          response.on("end", () =>
            resolve({
              status: response.statusCode ?? 0,
              body: parsed(Buffer.concat(parts).toString(), response.headers["content-type"]) as Body,
            }),
          );
        },
      );
      outgoing.on("timeout", () => outgoing.destroy(new Error(`${method} ${path}: no answer`)));
      outgoing.on("error", reject);
      outgoing.end(text);
    });
  }

  async function find<Body>(path: string): Promise<Body | undefined> {
    const answer = await call<Body>("GET", path);
    if (answer.status === 404) return undefined;
    return expectDone(answer, `GET ${path}`);
  }

  return {
    call,
    find,
    list: async <Item>(path: string) => (await find<{ items: Item[] }>(path))?.items ?? [],
    async apply(path, object) {
      const query = "?fieldManager=rehearsal&force=true&fieldValidation=Strict";
      const answer = await call("PATCH", `${path}${query}`, object, "application/apply-patch+yaml");
      expectDone(answer, `${object.kind} ${object.metadata.name}`);
    },
    async mergeStatus(path, status) {
      expectDone(await call("PATCH", `${path}/status`, { status }, MERGE), `the status of ${path}`);
    },
    async remove(path, options) {
      const answer = await call("DELETE", path, options);
      if (answer.status !== 404) expectDone(answer, `DELETE ${path}`);
    },
  };
}

const parsed = (text: string, type = ""): unknown => (type.includes("json") ? JSON.parse(text) : text);

function expectDone<Body>({ status, body }: ServerAnswer<Body>, what: string): Body {
  if (status < 300) return body;
  throw new Error(`${what}: ${refusalOf(body)} (${status})`);
}

/** What the server says against a request. */
export const refusalOf = (body: unknown): string =>
  typeof body === "object" && body !== null && "message" in body ? String(body.message) : String(body);
