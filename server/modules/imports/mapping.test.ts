import { expect, test } from "vitest";
import { fieldsOf, importKinds } from "./fields.ts";
import { suggestMapping } from "./mapping.ts";

test("columns are understood by the names that merchants give them", () => {
  const columns = ["품번", "이름", "단가(원)", "수량", "제조사"];
  expect(suggestMapping(fieldsOf("products", []), columns)).toEqual({
    sku: "품번",
    name: "이름",
    price: "단가(원)",
    stock: "수량",
    brand: "제조사",
  });
});

test("of several columns for one field the one with the field's own name is taken", () => {
  const columns = ["품번", "제목", "상품명", "단가", "판매가"];
  const mapping = { sku: "품번", name: "상품명", price: "판매가" };
  expect(suggestMapping(fieldsOf("products", []), columns)).toEqual(mapping);
  expect(suggestMapping(fieldsOf("prices", []), ["SKU", "단가", "판매가"])).toEqual({
    sku: "SKU",
    price: "판매가",
  });
});

test.each(importKinds)("no name of a column means two fields of %s", (kind) => {
  const fields = fieldsOf(kind, []);
  const meanings = fields.flatMap(({ name, title, aliases }) =>
    [name, title.ko, title.en, ...aliases].map((column) => ({
      column,
      meant: name,
      found: Object.keys(suggestMapping(fields, [column])).join(),
    })),
  );
  expect(meanings.filter(({ meant, found }) => meant !== found)).toEqual([]);
});
