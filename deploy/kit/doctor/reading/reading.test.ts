/** How a cluster is read: by kubectl, from a server that speaks as the API server does. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { type AddressInfo, createServer as createTcpServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { testWith } from "../../testing/check-test.ts";
import { healthyCluster, NOW, type TestCluster } from "../../testing/cluster.ts";
import { REPOSITORY } from "../../testing/trees.ts";
import { cacheFolder, openToolbox } from "../../tools/install.ts";
import { doctor } from "../doctor.ts";
import { connectionProblem } from "./kubectl.ts";
import { byConnection, lookOutside } from "./outside.ts";

const toolbox = openToolbox({
  repository: REPOSITORY,
  cache: cacheFolder(process.env),
  step: (_, work) => work(() => undefined),
});

interface StandIn extends AsyncDisposable {
  readonly port: number;
  /** `GET /api/v1/pods`. */
  readonly requests: readonly string[];
}

type Handler = (request: IncomingMessage, response: ServerResponse) => void;

async function listen(handler: Handler): Promise<StandIn> {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(`${request.method} ${request.url}`);
    handler(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    requests,
    [Symbol.asyncDispose]: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

const send = (response: ServerResponse, code: number, body: unknown): void => {
  response.writeHead(code, { "content-type": "application/json" }).end(JSON.stringify(body));
};

const failure = (code: number, reason: string, message: string) => ({
  kind: "Status",
  apiVersion: "v1",
  status: "Failure",
  reason,
  message,
  code,
});

/** Speaks as the API server: 403 and 404 come with a Status. */
const serving =
  (cluster: TestCluster): Handler =>
  (request, response) => {
    const path = (request.url ?? "").replace(/[?&]timeout=\w+/, "");
    if (path === "/version") return send(response, 200, { gitVersion: cluster.outer.version });
    cluster.reader.get(path).then((answer) => {
      if (answer.outcome === "read") send(response, 200, answer.body);
      else if (answer.outcome === "absent") send(response, 404, failure(404, "NotFound", "not found"));
      else send(response, 403, failure(403, "Forbidden", answer.reason));
    });
  };

interface KubeconfigFile extends Disposable {
  readonly path: string;
}

function kubeconfig(server: string): KubeconfigFile {
  const folder = mkdtempSync(join(tmpdir(), "jangteo-doctor-"));
  const path = join(folder, "config.yaml");
  const content = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "test", cluster: { server } }],
    users: [{ name: "reader", user: { token: "test" } }],
    contexts: [{ name: "test", context: { cluster: "test", user: "reader" } }],
    "current-context": "test",
  };
  writeFileSync(path, JSON.stringify(content));
  return { path, [Symbol.dispose]: () => rmSync(folder, { recursive: true }) };
}

async function run(options: { readonly kubeconfig?: string; readonly context?: string }) {
  const lines: string[] = [];
  const host = "127.0.0.1";
  const code = await doctor({
    root: REPOSITORY,
    toolbox,
    host,
    print: (line) => lines.push(line),
    ...options,
  });
  return { code, text: lines.join("\n") };
}

const needs = { tools: ["kubectl"] as const };

/** The ports of this machine are no concern of these tests. */
const withoutHost = (text: string): string => text.replace(/\n\n\d+\. \w+: Host [^\n]*\n[^\n]*/g, "");

testWith(needs, "a cluster is read with GET alone, and a fault makes the exit code 1", async () => {
  const cluster = healthyCluster();
  cluster.edit("Cluster shop-data/shop-db", { status: { readyInstances: 0, phase: "Failing over" } });
  await using server = await listen(serving(cluster));
  using file = kubeconfig(`http://127.0.0.1:${server.port}`);
  const { code, text } = await run({ kubeconfig: file.path });
  expect(code).toBe(1);
  expect(text).toContain("fault: Cluster shop-data/shop-db has 0 of 1 instances ready (Failing over).");
  expect(server.requests.length).toBeGreaterThan(50);
  expect(server.requests.filter((request) => !request.startsWith("GET "))).toEqual([]);
});

testWith(
  needs,
  "kinds that the user may not list are named with the reason, and the rest is examined",
  async () => {
    const cluster = healthyCluster();
    const reason = 'secrets is forbidden: User "reader" cannot list resource "secrets" at the cluster scope';
    cluster.answer("/api/v1/secrets", { outcome: "forbidden", reason });
    await using server = await listen(serving(cluster));
    using file = kubeconfig(`http://127.0.0.1:${server.port}`);
    const { text } = await run({ kubeconfig: file.path });
    expect(text).toContain(`Not examined:\n  Secret: ${reason}`);
    // The stand-in's clock is this machine's, and its objects are of the tests' time.
    expect(withoutHost(text)).not.toContain("Secret shop/");
  },
);

testWith(needs, "a refused connection is told as one, with exit code 2", async () => {
  const server = await listen(() => undefined);
  await server[Symbol.asyncDispose]();
  using file = kubeconfig(`http://127.0.0.1:${server.port}`);
  const { code, text } = await run({ kubeconfig: file.path });
  expect(code).toBe(2);
  expect(text).toMatch(/^The cluster cannot be read: the connection to 127.0.0.1:\d+ is refused/);
});

testWith(needs, "a token that has ended is told", async () => {
  await using server = await listen((_, response) =>
    send(response, 401, failure(401, "Unauthorized", "Unauthorized")),
  );
  using file = kubeconfig(`http://127.0.0.1:${server.port}`);
  const { code, text } = await run({ kubeconfig: file.path });
  expect(code).toBe(2);
  expect(text).toContain("its certificate or token has ended");
});

testWith(needs, "what speaks no HTTPS is no API server", async () => {
  await using server = await listen((_, response) => response.end("hello"));
  using file = kubeconfig(`https://127.0.0.1:${server.port}`);
  const { code, text } = await run({ kubeconfig: file.path });
  expect(code).toBe(2);
  expect(text).toContain("what answers there speaks HTTP and is no API server");
});

testWith(needs, "a kubeconfig or a context that does not exist is named", async () => {
  const absent = await run({ kubeconfig: join(tmpdir(), "no-such-kubeconfig") });
  expect(absent.code).toBe(2);
  expect(absent.text).toContain("there is no kubeconfig");
  using file = kubeconfig("http://127.0.0.1:1");
  const other = await run({ kubeconfig: file.path, context: "production" });
  expect(other.code).toBe(2);
  expect(other.text).toContain("the kubeconfig has no context production");
});

test.each([
  [
    "tls: failed to verify certificate: x509: certificate signed by unknown authority",
    "the API server's certificate is not trusted",
  ],
  [
    "tls: x509: certificate has expired or is not yet valid: current time 2026-11-28T16:00:00Z is after",
    "the API server's certificate has ended, or a clock is wrong",
  ],
  [
    "tls: x509: certificate is valid for 10.96.0.1, 10.0.0.12, not 203.0.113.7",
    "the API server's certificate is for 10.96.0.1, 10.0.0.12, and not for 203.0.113.7",
  ],
  [
    "Unable to connect to the server: dial tcp 203.0.113.7:6443: i/o timeout",
    "the API server does not answer: the node is away, or its firewall drops",
  ],
  [
    "Unable to connect to the server: dial tcp: lookup api.shop.example on 127.0.0.53:53: no such host",
    "the name api.shop.example of the kubeconfig leads to no address",
  ],
  [
    "Unable to connect to the server: getting credentials: exec: executable oci not found",
    "the kubeconfig's program that signs in failed: exec: executable oci not found",
  ],
  ["error: something new", "something new"],
  ["", "kubectl ended without a word"],
])("kubectl's words are told in ours: %s", (stderr, words) => {
  expect(connectionProblem(stderr)).toContain(words);
});

test("the values of Secrets go no further than the reading", async () => {
  const cluster = healthyCluster();
  const value = Buffer.from("a password").toString("base64");
  const annotations = {
    "kubectl.kubernetes.io/last-applied-configuration": `{"data":{"password":"${value}"}}`,
  };
  cluster.edit("Secret shop/shop-database", { metadata: { annotations }, data: { password: value } });
  const picture = await cluster.picture();
  expect(JSON.stringify(picture)).not.toContain(value);
  expect(picture.objects.find(({ name }) => name === "shop-database")?.body.data).toEqual({ password: "" });
});

test("long lists are read to their end", async () => {
  const cluster = healthyCluster();
  const { reader } = cluster;
  const pages = { ...cluster, reader };
  const first = {
    items: [{ metadata: { name: "one", namespace: "shop" } }],
    metadata: { continue: "next/page" },
  };
  cluster.answer("/api/v1/configmaps", { outcome: "read", body: first });
  const asked: string[] = [];
  const { readCluster } = await import("./read-cluster.ts");
  const picture = await readCluster({
    reader: {
      ...pages.reader,
      get: async (path) => {
        if (!path.startsWith("/api/v1/configmaps")) return reader.get(path);
        asked.push(path);
        const isLast = path.includes("continue=");
        const items = [{ metadata: { name: isLast ? "two" : "one", namespace: "shop" } }];
        return { outcome: "read", body: { items, metadata: isLast ? {} : { continue: "next/page" } } };
      },
    },
    needed: [],
    look: async (host, server) =>
      lookOutside(host, server, { lookup: async () => [], dial: async () => undefined }),
    now: () => NOW,
  });
  const names = picture.objects.filter(({ kind }) => kind === "ConfigMap").map(({ name }) => name);
  expect(names).toEqual(["one", "two"]);
  expect(asked[1]).toBe("/api/v1/configmaps?limit=500&continue=next%2Fpage");
});

test("a list that fails in the middle is named as not examined", async () => {
  const cluster = healthyCluster();
  cluster.answer("/api/v1/pods", { outcome: "failed", reason: "the API server does not answer" });
  const { unread } = await cluster.picture();
  expect(unread).toEqual([{ kind: "Pod", reason: "the API server does not answer" }]);
});

test("an open port, and one that nobody listens on", async () => {
  const server = createTcpServer();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  expect(await byConnection("127.0.0.1", port)).toBeUndefined();
  await new Promise<void>((resolve) => {
    server.close(() => resolve());
  });
  expect(await byConnection("127.0.0.1", port)).toContain("connection refused");
});
