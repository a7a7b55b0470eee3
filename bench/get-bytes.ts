import { get, type IncomingHttpHeaders } from "node:http";

/** What browsers accept. */
export const ACCEPTED = { "accept-encoding": "gzip, deflate, br, zstd" } as const;

/** The bytes as they come over the wire. */
export function getBytes(url: string): Promise<{ headers: IncomingHttpHeaders; body: Buffer }> {
  return new Promise((resolve, reject) => {
    get(url, { headers: ACCEPTED }, (response) => {
      const parts: Buffer[] = [];
      response.on("data", (part) => parts.push(part));
      response.on("end", () => resolve({ headers: response.headers, body: Buffer.concat(parts) }));
    }).on("error", reject);
  });
}
