import { type ApiResult, noResponse, type Problem } from "./problem.ts";

/** What a call of the client returns. */
type ApiResponse<T> = { data?: T; error?: unknown; response: { status: number } };

/** A proxy in between may respond with something that is no problem document. */
const isProblem = (error: unknown): error is Problem =>
  typeof error === "object" && error !== null && "code" in error && typeof error.code === "string";

export const problemOf = (error: unknown, status: number): Problem =>
  isProblem(error) ? error : { code: "UNREADABLE", title: "", status };

/**
 * The result of a call. A refusal and a missing response are values too, so that callers must check for them.
 */
export async function resultOf<T>(call: Promise<ApiResponse<T>>): Promise<ApiResult<T>> {
  try {
    const { data, error, response } = await call;
    // 204 is a success without a body.
    if (data !== undefined || response.status === 204) return { ok: true, data: data as T };
    return { ok: false, problem: problemOf(error, response.status) };
  } catch (cause) {
    return { ok: false, problem: noResponse(cause) };
  }
}
