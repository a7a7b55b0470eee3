"use client";

import dynamic from "next/dynamic";
import { type Control, type FieldPath, useController } from "react-hook-form";
import { fieldId } from "@/components/form/text-field";
import type { ProductFields } from "@/lib/admin/products/product-fields";

/** The editor weighs more than the rest of the form, and needs the browser. */
const RichTextEditor = dynamic(() => import("./rich-text-editor"), {
  ssr: false,
  loading: () => <div className="h-64 rounded-md border border-line bg-sand" />,
});

type Props = {
  control: Control<ProductFields>;
  name: FieldPath<ProductFields> & ("description" | "englishDescription");
  label: string;
  error: string | undefined;
  hint?: string;
  lang?: string;
  readOnly: boolean;
};

/** A labelled field whose value is HTML. */
export function RichTextField({ control, name, label, error, hint, lang, readOnly }: Props) {
  const { field } = useController({ control, name });
  const id = fieldId(name);
  const notes = [hint && `${id}-hint`, error && `${id}-error`].filter(Boolean).join(" ");
  return (
    <div>
      <p className="mb-1.5 min-h-6 text-[0.9375rem] font-semibold" id={`${id}-label`}>
        {label}
      </p>
      <RichTextEditor
        attributes={{
          id,
          "aria-labelledby": `${id}-label`,
          ...(notes && { "aria-describedby": notes }),
          ...(error && { "aria-invalid": "true" }),
          ...(lang && { lang }),
        }}
        html={field.value}
        label={label}
        onBlur={field.onBlur}
        onChange={field.onChange}
        readOnly={readOnly}
      />
      {error && (
        <p className="mt-1.5 text-sm font-medium text-accent-deep" id={`${id}-error`}>
          {error}
        </p>
      )}
      {hint && (
        <p className="mt-1.5 text-sm text-soft" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}
