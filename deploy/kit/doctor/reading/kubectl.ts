/**
 * Reads by `kubectl get --raw`, which knows every kind of kubeconfig: certificates, tokens, proxies, programs
 * that sign in. Reasons come as its texts, and are told in our words.
 */
import { existsSync } from "node:fs";
import { type ProgramResult, runProgram } from "../../processes.ts";
import { textAt } from "../../tree/values.ts";
import type { ApiAddress } from "../picture.ts";
import { type ApiAnswer, type ClusterReader, UnreadableCluster, type VersionAnswer } from "./reader.ts";

export interface KubectlOptions {
  /** The program. */
  readonly kubectl: string;
  readonly kubeconfig?: string | undefined;
  readonly context?: string | undefined;
}

const REQUEST_TIMEOUT = "--request-timeout=15s";
const TIMEOUT_MS = 60_000;
/** The level from which kubectl shows the headers of an answer. */
const WITH_HEADERS = "-v=8";

export function kubectlReader({ kubectl, kubeconfig, context }: KubectlOptions): ClusterReader {
  const flags = [
    ...(kubeconfig === undefined ? [] : ["--kubeconfig", kubeconfig]),
    ...(context === undefined ? [] : ["--context", context]),
  ];
  const run = (args: readonly string[]): Promise<ProgramResult> =>
    runProgram(kubectl, [...flags, ...args], { timeoutMs: TIMEOUT_MS });
  const raw = (path: string, ...more: string[]) => run(["get", "--raw", path, REQUEST_TIMEOUT, ...more]);
  return {
    address: async () => {
      // kubectl itself takes a missing file for an empty one.
      if (kubeconfig !== undefined && !existsSync(kubeconfig)) {
        throw new UnreadableCluster(`there is no kubeconfig ${kubeconfig}. ${SIGN_IN}`);
      }
      const result = await run(["config", "view", "--minify", "--output=json"]);
      if (result.code !== 0) throw new UnreadableCluster(connectionProblem(result.stderr));
      return addressIn(result.stdout);
    },
    version: async () => {
      const result = await raw("/version", WITH_HEADERS);
      if (result.code !== 0) throw new UnreadableCluster(connectionProblem(result.stderr));
      return versionIn(result);
    },
    get: async (path) => answerIn(await raw(path)),
  };
}

function addressIn(kubeconfig: string): ApiAddress {
  const server = textAt(JSON.parse(kubeconfig), "clusters", 0, "cluster", "server");
  if (server === undefined || !URL.canParse(server)) {
    throw new UnreadableCluster(
      "the kubeconfig names no server. Ansible writes one that does: step 6 of deploy/README.md",
    );
  }
  const { hostname, port, protocol } = new URL(server);
  const usual = protocol === "http:" ? 80 : 443;
  return { host: hostname.replace(/^\[|\]$/g, ""), port: port === "" ? usual : Number(port) };
}

function versionIn({ stdout, stderr }: ProgramResult): VersionAnswer {
  const [, date] = /\bDate: (\w{3}, [^\n]*GMT)/.exec(stderr) ?? [];
  const version = textAt(JSON.parse(stdout), "gitVersion") ?? "";
  return { version, clock: date === undefined ? undefined : new Date(date) };
}

function answerIn({ code, stdout, stderr }: ProgramResult): ApiAnswer {
  if (code === 0) return { outcome: "read", body: JSON.parse(stdout) };
  if (/\(NotFound\)/.test(stderr)) return { outcome: "absent" };
  const [, reason] = /\(Forbidden\): (.*)/.exec(stderr) ?? [];
  if (reason !== undefined) return { outcome: "forbidden", reason };
  return { outcome: "failed", reason: connectionProblem(stderr) };
}

const SIGN_IN = "Make a new one as in step 6 of deploy/README.md";

const PROBLEMS: readonly (readonly [RegExp, (match: RegExpExecArray) => string])[] = [
  [
    /stat ([^:\n]+): no such file|error loading config file "([^"]+)": open/,
    ([, one, other]) => `there is no kubeconfig ${one ?? other}. ${SIGN_IN}`,
  ],
  [
    /current-context must exist|current-context is not set|no configuration has been provided/,
    () =>
      "there is no kubeconfig, or it has no current context: name one by --kubeconfig or KUBECONFIG." +
      ` ${SIGN_IN}`,
  ],
  [
    /cannot locate context (\S+)|context "([^"]+)" does not exist/,
    ([, one, other]) => `the kubeconfig has no context ${one ?? other}: kubectl config get-contexts`,
  ],
  [
    /x509: certificate signed by unknown authority|x509: .*certificate is not trusted/,
    () =>
      "the API server's certificate is not trusted: it is of another authority than the kubeconfig's, as" +
      ` after a reset of the cluster. ${SIGN_IN}`,
  ],
  [
    /x509: certificate has expired or is not yet valid/,
    () => "the API server's certificate has ended, or a clock is wrong: timedatectl here and on the node",
  ],
  [
    /x509: certificate is valid for ([^\n]+), not (\S+)/,
    ([, names, asked]) =>
      `the API server's certificate is for ${names}, and not for ${asked}: add that to spec.api.sans of k0s`,
  ],
  [
    /server gave HTTP response to HTTPS client/,
    () => "what answers there speaks HTTP and is no API server: is the port of a tunnel right?",
  ],
  [
    /The connection to the server (\S+) was refused|dial tcp (\S+): connect: connection refused/,
    ([, one, other]) =>
      `the connection to ${one ?? other} is refused: the API server does not run (on the node: k0s status),` +
      " or the firewall refuses this machine (admin_cidrs in deploy/terraform)",
  ],
  [
    /i\/o timeout|deadline exceeded|Client\.Timeout|no route to host|network is unreachable/,
    () =>
      "the API server does not answer: the node is away, or its firewall drops what comes from this machine" +
      " (admin_cidrs in deploy/terraform, deploy/ansible/roles/firewall)",
  ],
  [
    /lookup ([^\s:]+)[^\n]*: (?:no such host|server misbehaving|Temporary failure)/,
    ([, host]) => `the name ${host} of the kubeconfig leads to no address`,
  ],
  [
    /Unauthorized|must be logged in|Please enter Username|provide credentials|error: EOF/,
    () =>
      "the API server does not accept who the kubeconfig says it is: its certificate or token has ended." +
      ` ${SIGN_IN}`,
  ],
  [/getting credentials: ([^\n]+)/, ([, told]) => `the kubeconfig's program that signs in failed: ${told}`],
  [/\(Forbidden\): ([^\n]+)/, ([, told]) => `the kubeconfig's user may not even read the version: ${told}`],
];

/** What kubectl says, in our words where we know it. */
export function connectionProblem(stderr: string): string {
  for (const [pattern, say] of PROBLEMS) {
    const match = pattern.exec(stderr);
    if (match !== null) return say(match);
  }
  // With -v=8 the last line is the error, and those before are its headers.
  return (
    stderr
      .trim()
      .split("\n")
      .at(-1)
      ?.replace(/^error: /, "") || "kubectl ended without a word"
  );
}
