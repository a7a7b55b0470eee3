/** `fetch` from an address of this machine that the caller chooses, which Node's own cannot. */
import { Agent, request } from "node:https";

const agents = new Map<string, Agent>();

/** Like `fetch`: a TypeError with a cause when there is no answer. A body is text. */
export async function fetchFrom(localAddress: string, url: URL, init: RequestInit = {}): Promise<Response> {
  const agent = agents.get(localAddress) ?? new Agent({ keepAlive: true, localAddress });
  agents.set(localAddress, agent);
  const { method = "GET", body } = init;
  const headers = Object.fromEntries(new Headers(init.headers));
  return new Promise((resolve, reject) => {
    const fail = (cause: Error): void => reject(new TypeError("fetch failed", { cause }));
    const sent = request(url, { method, headers, agent }, (answer) => {
      const parts: Buffer[] = [];
      answer.on("data", (part: Buffer) => parts.push(part));
      answer.on("error", fail);
      answer.on("end", () => {
        const { statusCode: status = 0, rawHeaders } = answer;
        const fields = rawHeaders.flatMap((name, at): [string, string][] =>
          at % 2 === 0 ? [[name, rawHeaders[at + 1] ?? ""]] : [],
        );
        const content = status === 204 || status === 304 ? null : Buffer.concat(parts);
        resolve(new Response(content, { status, headers: fields }));
      });
    });
    sent.on("error", fail);
    sent.end(typeof body === "string" ? body : undefined);
  });
}
