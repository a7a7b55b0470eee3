/**
 * Bytes that are kept for long. Node cuts buffers of less than half of `Buffer.poolSize` (64 KiB since
 * version 24) from a shared slab, and one that is kept keeps its whole slab: a cache of responses of 26 kB
 * each was twice as large as they are.
 */

/** Returns the same bytes in memory of their own. */
export function ownBytes(bytes: Buffer): Buffer {
  if (bytes.buffer.byteLength === bytes.length) return bytes;
  const own = Buffer.allocUnsafeSlow(bytes.length);
  bytes.copy(own);
  return own;
}
