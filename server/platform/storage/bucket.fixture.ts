/** An object storage for tests: an S3 server behind a door that checks signatures with Amazon's own code. */
import { createHash, createHmac, type Hash, type Hmac } from "node:crypto";
import httpProxy from "@fastify/http-proxy";
import { SignatureV4 } from "@smithy/signature-v4";
import Fastify, { type FastifyReply, type FastifyRequest } from "fastify";
import { startFauxqs } from "fauxqs";
import type { BucketSettings } from "./bucket.ts";

interface TestBucket extends BucketSettings {
  close(): Promise<void>;
}

type Bytes = string | ArrayBuffer | ArrayBufferView;
const bytesOf = (data: Bytes): string | Uint8Array => {
  if (typeof data === "string") return data;
  return ArrayBuffer.isView(data)
    ? new Uint8Array(data.buffer, data.byteOffset, data.byteLength)
    : new Uint8Array(data);
};

/** The shape in which Amazon's code takes a hash function. */
class Sha256 {
  readonly #hash: Hash | Hmac;

  constructor(secret?: Bytes) {
    this.#hash = secret === undefined ? createHash("sha256") : createHmac("sha256", bytesOf(secret));
  }
  update(data: Bytes): void {
    this.#hash.update(bytesOf(data));
  }
  async digest(): Promise<Uint8Array> {
    return this.#hash.digest();
  }
}

export async function startTestBucket(): Promise<TestBucket> {
  const access = { accessKeyId: "the-shop", secretAccessKey: "a-secret-of-tests" };
  const region = "ap-test-1";
  const signer = new SignatureV4({
    service: "s3",
    region,
    credentials: access,
    sha256: Sha256,
    uriEscapePath: false,
  });

  /** Signs the same request as its owner would, and compares. */
  async function check({ method, url, headers }: FastifyRequest, reply: FastifyReply): Promise<unknown> {
    const given = (name: string): string => String(headers[name] ?? "");
    const moment = given("x-amz-date").replace(/(....)(..)(..)T(..)(..)(..)Z/, "$1-$2-$3T$4:$5:$6Z");
    const { host = "" } = headers;
    const [hostname = ""] = host.split(":");
    const expected = await signer.sign(
      {
        method,
        protocol: "http:",
        hostname,
        path: url,
        query: {},
        headers: { host, "x-amz-content-sha256": given("x-amz-content-sha256") },
      },
      { signingDate: new Date(moment) },
    );
    if (expected.headers.authorization !== headers.authorization) return reply.code(403).send();
  }

  const server = await startFauxqs({ port: 0, host: "127.0.0.1", logger: false });
  server.createBucket("pictures");
  const door = Fastify();
  door.register(httpProxy, { upstream: `http://127.0.0.1:${server.port}`, preHandler: check });
  const endpoint = await door.listen({ host: "127.0.0.1", port: 0 });
  return {
    endpoint,
    region,
    bucket: "pictures",
    ...access,
    async close() {
      await door.close();
      await server.stop();
    },
  };
}
