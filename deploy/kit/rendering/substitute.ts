/**
 * The substitution of Flux's `postBuild` (fluxcd/pkg/envsubst): `${name}`, `${name:-default}`,
 * `${name:=default}`, `${name-default}`, `${name=default}`; `$${name}` stays `${name}`. Names without braces
 * are left alone. Flux 2.9 is strict: a name without a value and without a default fails the reconcile.
 */
export interface Substitution {
  readonly text: string;
  /** Names that have neither a value nor a default. */
  readonly missing: readonly string[];
  /** Forms that Flux knows and this program does not: `${name^^}`, `${name:0:3}`. */
  readonly unsupported: readonly string[];
}

const EXPRESSION = /\$\$\{|\$\{([^{}]*)\}/g;
const FORM = /^([A-Za-z_]\w*)(?:(:?[-=])(.*))?$/s;

export function substitute(text: string, values: ReadonlyMap<string, string>): Substitution {
  const missing = new Set<string>();
  const unsupported = new Set<string>();
  const result = text.replace(EXPRESSION, (whole, inner: string | undefined) => {
    if (inner === undefined) return "${";
    const form = FORM.exec(inner);
    if (form === null) {
      unsupported.add(whole);
      return whole;
    }
    const [, name = "", operator, fallback = ""] = form;
    const value = values.get(name);
    const isThere = operator?.startsWith(":") ? value !== undefined && value !== "" : value !== undefined;
    if (isThere && value !== undefined) return value;
    if (operator === undefined) missing.add(name);
    return fallback;
  });
  return { text: result, missing: [...missing], unsupported: [...unsupported] };
}
