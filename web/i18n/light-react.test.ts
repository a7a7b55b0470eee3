import { createElement, type ReactNode } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";
import { IntlProvider, useLocale, useTranslations } from "./light-react.tsx";

/** As the build parses "{count, plural, one {# item} other {# items}} for {name}". */
const items = [["count", 2, { one: [0, " item"], other: [0, " items"] }], " for ", ["name"]];
const messages = { cart: { title: "Cart", items, line: { remove: "Remove" } } };

const Said = ({
  of,
  name,
  values,
}: {
  of?: string;
  name: string;
  values?: Record<string, string | number>;
}) => useTranslations(of)(name, values);
const Locale = () => useLocale();

const drawn = (child: ReactNode): string =>
  renderToStaticMarkup(createElement(IntlProvider, { locale: "en", messages }, child));

it("says the words of a namespace, and of a part of one", () => {
  expect(drawn(createElement(Said, { of: "cart", name: "title" }))).toBe("Cart");
  expect(drawn(createElement(Said, { of: "cart.line", name: "remove" }))).toBe("Remove");
  expect(drawn(createElement(Said, { name: "cart.line.remove" }))).toBe("Remove");
});

it("fills in values, with the plural and the numbers of the language", () => {
  const said = (count: number) =>
    createElement(Said, { of: "cart", name: "items", values: { count, name: "Mina" } });
  expect(drawn(said(1))).toBe("1 item for Mina");
  expect(drawn(said(1_200))).toBe("1,200 items for Mina");
});

it("has the words of the nearest provider alone, and the locale of all", () => {
  const inner = createElement(
    IntlProvider,
    { locale: "en", messages: { cart: { title: "Basket" } } },
    createElement(Said, { of: "cart", name: "title" }),
    createElement(Locale),
  );
  expect(drawn(inner)).toBe("Basketen");
});

it("shows the name of a message that is missing, and reports it", () => {
  const report = vi.spyOn(console, "error").mockReturnValue();
  expect(drawn(createElement(Said, { of: "cart", name: "absent" }))).toBe("cart.absent");
  expect(report).toHaveBeenCalledWith("no message cart.absent");
});
