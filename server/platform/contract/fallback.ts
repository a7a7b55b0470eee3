import { isDomainError } from "../errors.ts";

/**
 * Returns the result of a read, or `fallback()` while the peer does not answer. Only for what is shown and is
 * checked again before anything depends on it. Every other error passes.
 */
export async function unlessAway<T>(read: Promise<T>, fallback: () => T): Promise<T> {
  try {
    return await read;
  } catch (error) {
    if (isDomainError(error, "PEER_UNAVAILABLE")) return fallback();
    throw error;
  }
}
