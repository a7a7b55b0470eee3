/** Lists of brands: the one that shoppers see, and the one in which staff search, which is never cached. */
import { type Static, Type } from "typebox";
import { Cursor, Limit, type Place, pageOf, readCursor } from "../../../platform/http/cursor.ts";
import type { CacheFill } from "../../../platform/http/response-cache.ts";
import { UUID } from "../../../platform/ids.ts";
import type { Language } from "../../../platform/language.ts";
import { Closed } from "../../../platform/schema.ts";
import { LISTS, listAgeMs } from "../cached.ts";
import type { CatalogContext } from "../context.ts";
import { MOST_MOVED, movedSlugs } from "../moved-slugs.ts";
import { squeezed } from "../words/normal-form.ts";
import { presentBrand, presentShownBrand } from "./present.ts";
import { listMoved, listShown, listBrands as listStatement } from "./queries.ts";

export async function brandsPage(
  { db, index, clock }: CatalogContext,
  language: Language,
): Promise<CacheFill> {
  const turn = (await index.get()).sales.next;
  const now = clock.now();
  const [rows, former] = await Promise.all([
    db.rows(listShown, { now }),
    db.rows(listMoved, { limit: MOST_MOVED }),
  ]);
  const shown = new Set(rows.map(({ slug }) => slug));
  const moved = movedSlugs(former.filter(({ to }) => shown.has(to)));
  const items = rows.map((row) => presentShownBrand(row, language));
  return { body: { items, moved }, tags: [LISTS], maxAgeMs: listAgeMs(turn, clock.now()) };
}

export const BrandListQuery = Closed({
  q: Type.Optional(Type.String({ maxLength: 200, description: "a part of a name, also of a former one" })),
  limit: Limit,
  cursor: Cursor,
});

const isPlace = ([, id = "", ...more]: Place): boolean => UUID.test(id) && more.length === 0;

export async function listBrands(
  { db }: CatalogContext,
  { q = "", limit = 20, cursor }: Static<typeof BrandListQuery>,
) {
  const [afterName = null, afterId = null] =
    cursor === undefined ? [] : readCursor("brands", cursor, isPlace);
  const pattern = `%${squeezed(q).replaceAll(/[\\%_]/g, "\\$&")}%`;
  const page = await db.first(listStatement, { pattern, afterName, afterId, limit: limit + 1 });
  if (!page) throw new Error("the list statement always returns one row");
  const placeOf = ({ name, id }: (typeof page.items)[number]) => [name, id];
  return { ...pageOf("brands", page.items, limit, presentBrand, placeOf), total: page.total };
}
