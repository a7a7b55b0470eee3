"use client";

import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useRef, useState } from "react";
import { ChangeForm } from "@/components/form/change-form";
import { fieldId, LabelledField, TextField } from "@/components/form/text-field";
import { useChange } from "@/components/form/use-change";
import { useApi } from "@/lib/api/browser";
import { addRecommendationRule } from "@/lib/api/recommendations";
import type { StaffProductCard } from "@/lib/api/types";
import { ProductFinder } from "../frame/product-finder";

const KINDS = ["pin", "boost", "bury"] as const;
const PLACEMENTS = ["home", "product", "cart", "order", "category", "search", "mail"] as const;

type Place = "productId" | "reason";

export function NewRule() {
  const t = useTranslations("adminRecommendations");
  const api = useApi();
  const router = useRouter();
  const state = useChange<Place>({
    fields: { productId: "productId", reason: "reason" },
    codes: { NOT_FOUND: t("noProduct"), RULE_LIMIT: t("tooMany") },
  });
  const [product, setProduct] = useState<StaffProductCard | null>(null);
  const reasonOf = (values: FormData) => String(values.get("reason")).trim();
  const check = (values: FormData): Partial<Record<Place, string>> => ({
    ...(product ? {} : { productId: t("productMissing") }),
    ...(reasonOf(values) === "" ? { reason: t("reasonMissing") } : {}),
  });
  const send = async (values: FormData, form: HTMLFormElement) => {
    if (!product) return;
    const placement = PLACEMENTS.find((each) => each === values.get("placement"));
    await state.change({
      call: () =>
        addRecommendationRule(api, {
          kind: KINDS.find((each) => each === values.get("kind")) ?? "pin",
          ...(placement ? { placement } : {}),
          productId: product.id,
          reason: reasonOf(values),
        }),
      done: t("ruleAdded"),
      after: () => {
        form.reset();
        setProduct(null);
        router.refresh();
      },
    });
  };
  const { fields } = state.errors;
  return (
    <ChangeForm
      check={check}
      labels={{ productId: t("product"), reason: t("reason") }}
      send={send}
      state={state}
      submit={t("addRule")}
    >
      <ProductChoice chosen={product} choose={setProduct} error={fields.productId} />
      <LabelledField label={t("kind")} name="kind">
        {(control) => (
          <select {...control}>
            {KINDS.map((kind) => (
              <option key={kind} value={kind}>
                {t(kind)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      <LabelledField label={t("placement")} name="placement">
        {(control) => (
          <select {...control}>
            <option value="">{t("everywhere")}</option>
            {PLACEMENTS.map((placement) => (
              <option key={placement} value={placement}>
                {t(placement)}
              </option>
            ))}
          </select>
        )}
      </LabelledField>
      <TextField error={fields.reason} label={t("reason")} maxLength={200} name="reason" />
    </ChangeForm>
  );
}

type ChoiceProps = {
  chosen: StaffProductCard | null;
  choose: (product: StaffProductCard | null) => void;
  error: string | undefined;
};

const PRODUCT_ERROR = "rule-product-error";

/** Finds a product by its name, and then shows the one that was chosen. */
function ProductChoice({ chosen, choose, error }: ChoiceProps) {
  const t = useTranslations("adminRecommendations");
  const words = useTranslations("adminRecommendations.finder");
  const place = useRef<HTMLFieldSetElement>(null);
  // The button that was pressed goes, and must not take the focus along.
  const change = (product: StaffProductCard | null) => {
    place.current?.focus();
    choose(product);
  };
  return (
    <fieldset
      aria-describedby={error ? PRODUCT_ERROR : undefined}
      id={fieldId("productId")}
      ref={place}
      tabIndex={-1}
    >
      <legend className="mb-1.5 text-[0.9375rem] font-semibold">{t("product")}</legend>
      {chosen ? (
        <p className="flex min-h-12 flex-wrap items-center justify-between gap-x-4 rounded-md bg-sand px-3.5">
          <span className="font-medium">{chosen.name}</span>
          <button
            className="inline-flex min-h-11 items-center text-link"
            onClick={() => change(null)}
            type="button"
          >
            {t("otherProduct")}
          </button>
        </p>
      ) : (
        <ProductFinder activeOnly choose={change} isChosen={() => false} t={words} />
      )}
      {error && (
        <p className="mt-1.5 text-sm font-medium text-accent-deep" id={PRODUCT_ERROR}>
          {error}
        </p>
      )}
    </fieldset>
  );
}
