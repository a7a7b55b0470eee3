import { useTranslations } from "next-intl";
import { missingFields, sampleOf } from "@/lib/admin/imports/columns";
import type { ImportState } from "./use-import";

type Props = { desk: ImportState };
type Field = ImportState["file"]["fields"][number];

/** Which column of the file is which field, with an example of what it holds. */
export function ColumnChoice({ desk }: Props) {
  const t = useTranslations("imports");
  const { file, mapping, busy } = desk;
  const missing = missingFields(file.fields, mapping);
  // By what was stored, so that no field moves while columns are chosen.
  const isFirst = ({ name, required }: Field) => required || file.mapping[name] !== undefined;
  const others = file.fields.filter((field) => !isFirst(field));
  return (
    <section aria-labelledby="columns">
      <h2 className="text-xl font-bold" id="columns">
        {t("columns")}
      </h2>
      <p className="mt-1 max-w-3xl text-soft">{t(file.remembered ? "remembered" : "columnsText")}</p>
      <FieldList desk={desk} fields={file.fields.filter(isFirst)} />
      {others.length > 0 && (
        <details className="mt-2">
          <summary className="inline-flex min-h-11 cursor-pointer items-center font-medium underline">
            {t("otherFields", { count: others.length })}
          </summary>
          <FieldList desk={desk} fields={others} />
        </details>
      )}
      <p className="mt-3 text-[0.9375rem] text-accent-deep" role="status">
        {missing.length > 0 ? t("missing", { fields: missing.join(", ") }) : null}
      </p>
      <button
        className="button button-line mt-3"
        disabled={busy || missing.length > 0}
        onClick={desk.runCheck}
        type="button"
      >
        {desk.step === "check" ? t("checking") : t("runCheck")}
      </button>
    </section>
  );
}

function FieldList({ desk, fields }: Props & { fields: readonly Field[] }) {
  const t = useTranslations("imports");
  const { file, mapping, choose, busy } = desk;
  return (
    <ul className="mt-4 grid gap-x-6 gap-y-3 sm:grid-cols-2 xl:grid-cols-3">
      {fields.map(({ name, title, required }) => (
        <li key={name}>
          <label className="block text-[0.9375rem] font-medium" htmlFor={`column-${name}`}>
            {title}
            {required && <span className="ml-1 text-accent-deep">({t("required")})</span>}
          </label>
          <select
            className="mt-1 min-h-11 w-full rounded-md border border-edge bg-white px-3"
            disabled={busy}
            id={`column-${name}`}
            onChange={({ target }) => choose(name, target.value)}
            value={mapping[name] ?? ""}
          >
            <option value="">{t("noColumn")}</option>
            {file.columns.map((column) => (
              <option key={column} value={column}>
                {column}
              </option>
            ))}
          </select>
          <p className="mt-0.5 min-h-5 truncate text-sm text-soft">{sampleOf(file, mapping[name])}</p>
        </li>
      ))}
    </ul>
  );
}
