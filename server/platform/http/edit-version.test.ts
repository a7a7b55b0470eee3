import { expect, test } from "vitest";
import { refuseStale, writeEtag } from "./edit-version.ts";

const current = { name: "부산 창고", position: 2 };

test("an edit of the current version passes, also when a proxy made its ETag weak", () => {
  refuseStale(writeEtag(current), current);
  refuseStale(`W/${writeEtag(current)}`, current);
});

test("a stale edit is told the field that changed, and the current ETag", () => {
  expect(() => refuseStale(writeEtag({ name: "부산", position: 2 }), current)).toThrow(
    expect.objectContaining({
      code: "STALE_EDIT",
      details: {
        etag: writeEtag(current),
        differences: [{ pointer: "/name", was: "부산", now: "부산 창고" }],
      },
    }),
  );
});

test.each([
  ["no JSON", '"xxxx"'],
  ["no object", writeEtag(7 as never)],
  ["null", writeEtag(null as never)],
  ["an empty object", writeEtag({})],
])("a forged ETag is stale: %s", (_, etag) => {
  expect(() => refuseStale(etag, current)).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({
        differences: [
          { pointer: "/name", was: null, now: "부산 창고" },
          { pointer: "/position", was: null, now: 2 },
        ],
      }),
    }),
  );
});

test("of the ETag of a read the version counts, not what else was shown", () => {
  const read = writeEtag(current).replace(/"$/, '.aB3_-aB3_-aB3_-a"');
  refuseStale(read, current);
  refuseStale(`W/${read}`, current);
  expect(() => refuseStale(read, { ...current, position: 3 })).toThrow(
    expect.objectContaining({
      details: expect.objectContaining({ differences: [{ pointer: "/position", was: 2, now: 3 }] }),
    }),
  );
});
