/** The cluster's authority and the certificates of its programs, by OpenSSL. They live for a day. */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { lastLines, runProgram } from "../processes.ts";
import { kubeconfig } from "./configs.ts";
import { API_PORT, API_SERVICE, FOLDER, NODE, NODE_ADDRESS, paths } from "./layout.ts";

const DAYS = "1";

interface Certificate {
  readonly name: string;
  readonly subject: string;
  readonly names?: readonly string[];
}

const API_NAMES = ["localhost", "kubernetes", "kubernetes.default", "kubernetes.default.svc"];

const CERTIFICATES: readonly Certificate[] = [
  {
    name: "apiserver",
    subject: "/CN=kube-apiserver",
    names: [
      ...["127.0.0.1", NODE_ADDRESS, API_SERVICE].map((address) => `IP:${address}`),
      ...API_NAMES.map((name) => `DNS:${name}`),
    ],
  },
  { name: "kubelet-client", subject: "/O=system:masters/CN=apiserver-kubelet-client" },
  {
    name: "kubelet",
    subject: `/O=system:nodes/CN=system:node:${NODE}`,
    names: [`IP:${NODE_ADDRESS}`, `DNS:${NODE}`],
  },
  { name: "admin", subject: "/O=system:masters/CN=admin" },
  { name: "kube-controller-manager", subject: "/CN=system:kube-controller-manager" },
  { name: "kube-scheduler", subject: "/CN=system:kube-scheduler" },
  { name: "kube-proxy", subject: "/CN=system:kube-proxy" },
];

const WITH_KUBECONFIG = ["admin", "kubelet", "kube-controller-manager", "kube-scheduler", "kube-proxy"];

export const keyFile = (name: string): string => join(paths.keys, name);
export const kubeconfigOf = (name: string): string => join(FOLDER, `${name}.kubeconfig`);

export async function makeKeys(): Promise<void> {
  await mkdir(paths.keys, { recursive: true, mode: 0o700 });
  await makeAuthority("ca", "/CN=rehearsal");
  await openssl("ecparam", "-genkey", "-name", "prime256v1", "-noout", "-out", keyFile("accounts.key"));
  await openssl("ec", "-in", keyFile("accounts.key"), "-pubout", "-out", keyFile("accounts.pub"));
  for (const certificate of CERTIFICATES) await makeCertificate("ca", certificate);
  for (const name of WITH_KUBECONFIG) await writeKubeconfig(name);
}

/** A certificate that signs others. */
export async function makeAuthority(name: string, subject: string): Promise<void> {
  const files = ["-keyout", keyFile(`${name}.key`), "-out", keyFile(`${name}.crt`)];
  await openssl("req", "-x509", ...NEW_KEY, ...files, "-days", DAYS, "-subj", subject);
}

const NEW_KEY = ["-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:prime256v1", "-nodes"];

export async function makeCertificate(
  authority: string,
  { name, subject, names = [] }: Certificate,
): Promise<void> {
  const [key, request, certificate] = ["key", "csr", "crt"].map((ending) => keyFile(`${name}.${ending}`));
  if (key === undefined || request === undefined || certificate === undefined) return;
  await openssl("req", "-new", ...NEW_KEY, "-keyout", key, "-out", request, "-subj", subject);
  const extensions = keyFile(`${name}.ext`);
  const lines = ["keyUsage=digitalSignature", "extendedKeyUsage=clientAuth,serverAuth"];
  if (names.length > 0) lines.push(`subjectAltName=${names.join(",")}`);
  await writeFile(extensions, lines.join("\n"));
  const signer = ["-CA", keyFile(`${authority}.crt`), "-CAkey", keyFile(`${authority}.key`)];
  const out = ["-CAcreateserial", "-days", DAYS, "-out", certificate, "-extfile", extensions];
  await openssl("x509", "-req", "-in", request, ...signer, ...out);
}

async function writeKubeconfig(name: string): Promise<void> {
  const [authority, certificate, key] = await Promise.all(
    ["ca.crt", `${name}.crt`, `${name}.key`].map((file) => readFile(keyFile(file), "utf8")),
  );
  if (authority === undefined || certificate === undefined || key === undefined) return;
  const text = kubeconfig({ server: `https://127.0.0.1:${API_PORT}`, authority, certificate, key });
  await writeFile(kubeconfigOf(name), text, { mode: 0o600 });
}

async function openssl(...args: readonly string[]): Promise<void> {
  const { code, output } = await runProgram("openssl", args);
  if (code !== 0) throw new Error(`openssl ${args[0]} failed: ${lastLines(output, 3)}`);
}
