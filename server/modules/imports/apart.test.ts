import { expect, inject, test } from "vitest";
import { client } from "../../../tests/support/client.ts";
import { startTestShop } from "../../testing.ts";
import { importDesk } from "./imports.fixture.ts";

test("files go in and out with imports, catalog and inventory in processes of their own", async () => {
  const shop = await startTestShop({
    clusterUrl: inject("clusterUrl"),
    apart: [["imports"], ["catalog"], ["inventory"]],
  });
  try {
    const desk = await importDesk(client(shop.url));
    const sizes = Array.from({ length: 600 }, (_, at) => {
      const values = `칸,${at % 30},줄,${Math.floor(at / 30)}`;
      return `AP-${at},many,많은 옵션,1000,2,${values}`;
    });
    const others = Array.from({ length: 5 }, (_, at) => `APO-${at},,멀리 ${at},1000,2,,,,`);
    const header = "sku,slug,name,price,stock,옵션1 이름,옵션1 값,옵션2 이름,옵션2 값";
    const products = await desk.run("products", [header, ...sizes, ...others].join("\n"));
    expect(products.done).toMatchObject({ status: "done", result: { create: 605, refused: 0 } });
    const skus = [...sizes, ...others].map((line) => line.split(",")[0]);
    const stock = await desk.run("stock", `sku,수량\n${skus.map((sku) => `${sku},9`).join("\n")}\n`);
    expect(stock.done).toMatchObject({ status: "done", result: { update: 605, refused: 0 } });
    for (const name of ["stock.csv", "products.xlsx"]) {
      const file = await fetch(`${shop.url}/api/v1/admin/exports/${name}`, { headers: desk.staff });
      const [kind = ""] = name.split(".");
      const again = await desk.run(kind, Buffer.from(await file.arrayBuffer()));
      expect(again.done.result).toEqual({ create: 0, update: 0, unchanged: 605, refused: 0 });
    }
    const members = await fetch(`${shop.url}/api/v1/admin/exports`, { method: "POST", headers: desk.staff });
    expect(members.status).not.toBe(404);
  } finally {
    await shop.stop();
  }
});
