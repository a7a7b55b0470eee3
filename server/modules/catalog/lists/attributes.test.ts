import { afterAll, beforeAll, describe, expect, inject, test } from "vitest";
import { client } from "../../../../tests/support/client.ts";
import { startReplica } from "../../../../tests/support/replica.ts";
import { startTestShop } from "../../../testing.ts";
import { attributeMaker, newCode } from "../attributes/attributes.fixture.ts";
import { listReader } from "./list.fixture.ts";

const shop = await startTestShop({ clusterUrl: inject("clusterUrl") });
const replica = await startReplica(shop);
const api = client(shop.url);
const list = listReader(client(replica.url));
const owner = await api.signInOwner();
const { call, make, choices } = attributeMaker(api, owner);
afterAll(async () => {
  await replica.stop();
  await shop.stop();
});

const namesOf = async (query: Record<string, string>) =>
  (await list(query)).items.map(({ name }) => name).sort();
const facetOf = async (code: string, query: Record<string, string> = {}, language = "ko") => {
  const facet = (await list(query, language)).facets.attributes.find((each) => each.code === code);
  return (
    facet && {
      name: facet.name,
      values: facet.values.map(({ value, label, count }) => [value, label, count]),
    }
  );
};

describe("attributes of lists", async () => {
  const material = await make({
    ...choices("wool", "cotton"),
    name: "소재",
    translations: { en: { name: "Material" } },
    facet: true,
  });
  const weight = await make({ type: "number", unit: "g", name: "무게", facet: true });
  const organic = await make({ type: "boolean", facet: true });
  const care = await make({ ...choices("hand", "cold"), several: true, facet: true });
  const secret = await make();

  beforeAll(async () => {
    const given: [string, object, object][] = [
      ["가", { [material.code]: "wool", [weight.code]: 100, [care.code]: ["hand", "cold"] }, { stock: 0 }],
      ["나", { [material.code]: "wool", [weight.code]: 250.5, [organic.code]: true }, {}],
      ["다", { [material.code]: "cotton", [organic.code]: false, [secret.code]: "x" }, {}],
      ["라", {}, {}],
    ];
    for (const [name, attributes, variant] of given)
      await api.createProduct({ name, brand: "속성", attributes, variants: [variant] } as never);
  });

  test.each<[() => Record<string, string>, string[]]>([
    [() => ({ [`attribute.${material.code}`]: "wool" }), ["가", "나"]],
    [() => ({ [`attribute.${material.code}`]: "wool,cotton" }), ["가", "나", "다"]],
    [() => ({ [`attribute.${material.code}`]: "wool", [`attribute.${organic.code}`]: "true" }), ["나"]],
    [() => ({ [`attribute.${material.code}`]: "wool", inStock: "true" }), ["나"]],
    [() => ({ [`attribute.${organic.code}`]: "false" }), ["다"]],
    [() => ({ [`attribute.${care.code}`]: "cold" }), ["가"]],
    [() => ({ [`attribute.${weight.code}`]: "100" }), ["가"]],
    [() => ({ [`attribute.${weight.code}`]: "100.0..300" }), ["가", "나"]],
    [() => ({ [`attribute.${weight.code}`]: "..200" }), ["가"]],
    [() => ({ [`attribute.${weight.code}`]: "200.." }), ["나"]],
    [() => ({ [`attribute.${weight.code}`]: "heavy" }), []],
    [() => ({ [`attribute.${material.code}`]: "silk" }), []],
    [() => ({ [`attribute.${secret.code}`]: "x" }), []],
    [() => ({ "attribute.constructor": "x" }), []],
  ])("filter products: %#", async (query, names) => {
    expect(await namesOf(query())).toEqual(names);
  });

  test("several values of one parameter are alternatives, also as the parameter twice", async () => {
    const query = `attribute.${material.code}=wool&attribute.${material.code}=cotton`;
    const { body } = await api.request<{ total: number }>("GET", `/api/v1/products?${query}`);
    expect(body.total).toBe(3);
  });

  test("are counted with the other filters applied, in the merchant's order and the language", async () => {
    expect(await facetOf(material.code)).toEqual({
      name: "소재",
      values: [
        ["wool", "wool!", 2],
        ["cotton", "cotton!", 1],
      ],
    });
    expect(await facetOf(material.code, { [`attribute.${material.code}`]: "cotton" }, "en")).toEqual({
      name: "Material",
      values: [
        ["wool", "the wool", 2],
        ["cotton", "the cotton", 1],
      ],
    });
    expect((await facetOf(material.code, { inStock: "true" }))?.values).toEqual([
      ["cotton", "cotton!", 1],
      ["wool", "wool!", 1],
    ]);
    expect((await facetOf(organic.code, { [`attribute.${material.code}`]: "wool" }))?.values).toEqual([
      ["true", "예", 1],
    ]);
    expect((await facetOf(weight.code))?.values).toEqual([
      ["100", "100 g", 1],
      ["250.5", "250.5 g", 1],
    ]);
    const { facets } = await list({ brand: "속성" });
    expect(facets.attributes.map(({ code }) => code)).toEqual(
      [material, weight, organic, care].map(({ code }) => code),
    );
  });

  test("count beside each value what choosing it finds, with every filter", async () => {
    for (const filter of [{}, { [`attribute.${material.code}`]: "wool" }, { inStock: "true" }]) {
      const { facets } = await list(filter as Record<string, string>);
      for (const { code, values } of facets.attributes)
        for (const { value, count } of values) {
          const chosen = { ...filter, [`attribute.${code}`]: value ?? "" } as Record<string, string>;
          expect((await list(chosen)).total, `${code} ${value}`).toBe(count);
        }
    }
  });

  test("become filters, get other words and cease to be filters in every process at once", async () => {
    expect(await facetOf(secret.code)).toBeUndefined();
    await call("PATCH", `/${secret.id}`, { facet: true, name: "비밀" });
    expect(await facetOf(secret.code)).toEqual({ name: "비밀", values: [["x", "x", 1]] });
    await call("PATCH", `/${secret.id}`, { name: "공개" });
    expect((await facetOf(secret.code))?.name).toBe("공개");
    await call("PATCH", `/${secret.id}`, { facet: false });
    expect(await facetOf(secret.code)).toBeUndefined();
    expect(await namesOf({ [`attribute.${secret.code}`]: "x" })).toEqual([]);
  });
});

test("many numbers are put into ranges that leave none out", async () => {
  const { code } = await make({ type: "number", facet: true });
  for (let number = 1; number <= 20; number += 1)
    await api.createProduct({ brand: "숫자", attributes: { [code]: number * 10 } });
  const { values } = (await facetOf(code, { brand: "숫자" })) ?? { values: [] };
  expect(values).toHaveLength(6);
  expect(values.reduce((sum, [, , count]) => sum + Number(count), 0)).toBe(20);
  for (const [value, , count] of values)
    expect((await list({ brand: "숫자", [`attribute.${code}`]: String(value) })).total).toBe(count);
});

test("an attribute that comes back with another type filters by what products have now", async () => {
  const code = newCode();
  const { id } = await make({ code, facet: true });
  const { id: product } = await api.createProduct({ attributes: { [code]: "7" } });
  await list({ [`attribute.${code}`]: "7" });
  await call("DELETE", `/${id}?fromProducts=true`);
  await make({ code, type: "number", facet: true });
  const address = `/api/v1/admin/products/${product}`;
  const { headers } = await api.request("GET", address, undefined, owner);
  const etag = headers.get("etag") ?? "";
  await api.request("PATCH", address, { attributes: { [code]: 7 } }, { ...owner, "if-match": etag });
  expect((await list({ [`attribute.${code}`]: "5..8" })).total).toBe(1);
});
