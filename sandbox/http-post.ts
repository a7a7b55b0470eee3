import { Agent as HttpAgent, request as httpRequest, type RequestOptions } from "node:http";
import { Agent as HttpsAgent, request as httpsRequest } from "node:https";

interface Poster {
  /** Resolves to the HTTP status. Rejects when there is no answer in time. The answer's body is not read. */
  post(body: string, headers: Record<string, string>): Promise<number>;
  close(): void;
}

/**
 * POSTs JSON to one address over keep-alive connections. It uses plain node:http to save processor time: in
 * load measurements the sandbox shares the processor with the measured program.
 */
export function createPoster(url: string, timeoutMs: number): Poster {
  const target = new URL(url);
  const secure = target.protocol === "https:";
  const agent = secure ? new HttpsAgent({ keepAlive: true }) : new HttpAgent({ keepAlive: true });
  const send = secure ? httpsRequest : httpRequest;

  return {
    post: (body, headers) =>
      new Promise((resolve, reject) => {
        const options: RequestOptions = {
          method: "POST",
          agent,
          headers: {
            "content-type": "application/json; charset=utf-8",
            "content-length": Buffer.byteLength(body),
            ...headers,
          },
        };
        const outgoing = send(target, options, (response) => {
          clearTimeout(deadline);
          response.on("error", reject);
          response.resume();
          resolve(response.statusCode ?? 0);
        });
        const deadline = setTimeout(
          () => outgoing.destroy(new Error(`no answer within ${timeoutMs} ms`)),
          timeoutMs,
        );
        outgoing.on("error", (error) => {
          clearTimeout(deadline);
          reject(error);
        });
        outgoing.end(body);
      }),
    close: () => agent.destroy(),
  };
}
