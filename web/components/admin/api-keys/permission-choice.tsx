import { useTranslations } from "next-intl";
import { fieldId } from "@/components/form/text-field";
import { keyPermissions, permissionsIn } from "@/lib/admin/api-keys/permissions";
import { usePermissionName } from "./use-permission-name";

type Props = {
  name: string;
  /** The permissions of the visitor: a key cannot do more than its maker. */
  held: readonly string[];
  error: string | undefined;
};

const groups = Object.keys(keyPermissions) as (keyof typeof keyPermissions)[];

/** What the key may do, in the groups of the menu. */
export function PermissionChoice({ name, held, error }: Props) {
  const t = useTranslations("adminApiKeys");
  const words = useTranslations("adminFrame.groups");
  const nameOf = usePermissionName();
  const offered = groups.flatMap((group) => {
    const permissions = permissionsIn(held).filter((each) => permissionsOf(group).includes(each));
    return permissions.length > 0 ? [{ group, permissions }] : [];
  });
  return (
    <fieldset
      aria-describedby={`${name}-hint${error ? ` ${name}-error` : ""}`}
      id={fieldId(name)}
      tabIndex={-1}
    >
      <legend className="text-[0.9375rem] font-semibold">{t("allowed")}</legend>
      <p className="mt-1 text-sm text-soft" id={`${name}-hint`}>
        {t("allowedHint")}
      </p>
      {error && (
        <p className="mt-1.5 text-sm font-medium text-accent-deep" id={`${name}-error`}>
          {error}
        </p>
      )}
      <div className="mt-3 gap-x-6 sm:columns-2 lg:columns-3">
        {offered.map(({ group, permissions }) => (
          <fieldset className="mb-4 break-inside-avoid" key={group}>
            <legend className="text-sm font-semibold text-soft">{words(group)}</legend>
            {permissions.map((permission) => (
              <label
                className="flex min-h-11 items-center gap-2.5 text-[0.9375rem] lg:min-h-9"
                key={permission}
              >
                <input
                  className="size-5 shrink-0 accent-ink"
                  name={name}
                  type="checkbox"
                  value={permission}
                />
                {nameOf(permission)}
              </label>
            ))}
          </fieldset>
        ))}
      </div>
    </fieldset>
  );
}

const permissionsOf = (group: keyof typeof keyPermissions): readonly string[] => keyPermissions[group];
