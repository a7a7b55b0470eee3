"use client";

import { useTranslations } from "next-intl";
import { Panel } from "@/components/account/account-page";
import { ErrorSummary } from "@/components/form/error-summary";
import { Notice } from "@/components/form/notice";
import { useLeavingWarning } from "@/components/form/use-leaving-warning";
import type { ProductFields } from "@/lib/admin/products/product-fields";
import type { TreeRow } from "@/lib/admin/products/tree";
import type { StaffProduct } from "@/lib/api/types";
import { AddOnFieldset } from "../add-ons/add-on-fieldset";
import { AttributeFields } from "./attribute-fields";
import { BasicFields } from "./basic-fields";
import { DisclosureFields } from "./disclosure-fields";
import { DisplayFields } from "./display-fields";
import { OptionFieldset } from "./option-fieldset";
import { useErrorLabels } from "./use-error-labels";
import type { ProductFormState } from "./use-product-form";
import { useRows } from "./use-rows";
import { VariantTable } from "./variant-table";

type Props = {
  product: ProductFormState;
  save: (values: ProductFields) => Promise<void>;
  /** The label of the button. */
  submit: string;
  categories: readonly TreeRow[];
  /** None while the product is new. */
  stored?: StaffProduct;
  readOnly?: boolean;
  seesStock?: boolean;
};

/** All fields of a product but its pictures. */
export function ProductForm({
  product,
  save,
  submit,
  categories,
  stored,
  readOnly = false,
  seesStock = false,
}: Props) {
  const t = useTranslations("products");
  const words = useTranslations("form");
  const { form, state } = product;
  const { register, control, handleSubmit, formState } = form;
  const rows = useRows(product, stored);
  const labels = useErrorLabels(state.errors, product.questions);
  useLeavingWarning(formState.isDirty && !state.busy);
  const errors = state.errors.fields;

  return (
    <form method="post" noValidate onSubmit={handleSubmit(save)}>
      <fieldset className="min-w-0 space-y-6" disabled={readOnly}>
        <ErrorSummary errors={state.errors} labels={labels} />
        <Panel id="product-basics" title={t("sections.basics")}>
          <BasicFields
            control={control}
            errors={errors}
            isNew={!stored}
            readOnly={readOnly}
            register={register}
          />
        </Panel>
        <Panel id="product-display" title={t("sections.display")}>
          <DisplayFields
            categories={categories}
            control={control}
            deliveryGroups={product.questions.deliveryGroups}
            errors={errors}
            register={register}
          />
        </Panel>
        {product.questions.attributes.length > 0 && (
          <Panel id="product-attributes" text={t("attributesText")} title={t("sections.attributes")}>
            <AttributeFields
              attributes={product.questions.attributes}
              categories={categories}
              control={control}
              errors={errors}
              register={register}
              stored={stored}
            />
          </Panel>
        )}
        <Panel id="product-disclosure" text={t("disclosureText")} title={t("sections.disclosure")}>
          <DisclosureFields
            control={control}
            errors={errors}
            groups={product.questions.groups}
            register={register}
          />
        </Panel>
        <Panel id="product-add-ons" text={t("addOns.text")} title={t("sections.addOns")}>
          <AddOnFieldset control={control} errors={errors} productId={stored?.id} register={register} />
        </Panel>
        <Panel id="product-options" text={t("optionsText")} title={t("sections.options")}>
          <OptionFieldset control={control} errors={errors} register={register} rows={rows} />
        </Panel>
        <Panel id="product-variants" text={t("variantsText")} title={t("sections.variants")}>
          <VariantTable errors={errors} register={register} rows={rows} seesStock={seesStock} />
        </Panel>
      </fieldset>
      {!readOnly && (
        <div className="tall:sticky bottom-0 z-10 flex flex-wrap items-center gap-x-4 gap-y-2 bg-paper py-4">
          <button aria-disabled={state.busy} className="button button-ink min-w-32" type="submit">
            {state.busy ? words("sending") : submit}
          </button>
          <Notice text={state.notice} />
        </div>
      )}
    </form>
  );
}
