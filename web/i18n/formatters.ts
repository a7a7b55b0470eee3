/** The platform's formatters for messages with numbers, plurals and times. Making one takes 50 to 100 µs. */
type Make<Format, Options> = new (locale?: Intl.LocalesArgument, options?: Options) => Format;

/** Makes each once for its locale and options. */
function kept<Format, Options>(Kind: Make<Format, Options>) {
  const made = new Map<string, Format>();
  return (locale?: Intl.LocalesArgument, options?: Options): Format => {
    const key = JSON.stringify([locale, options]);
    const known = made.get(key);
    if (known !== undefined) return known;
    const format = new Kind(locale, options);
    made.set(key, format);
    return format;
  };
}

/** What precompiled messages can ask for, under the names of use-intl. */
export const formatters = {
  getDateTimeFormat: kept(Intl.DateTimeFormat),
  getNumberFormat: kept(Intl.NumberFormat),
  getPluralRules: kept(Intl.PluralRules),
};
