type Props = {
  label: string;
  name: string;
  value: string;
  /** Of no choice. */
  all: string;
  options: readonly { value: string; label: string }[];
};

/** One of several values that a list is narrowed to, in the form of its search. */
export const ListChoice = ({ label, name, value, all, options }: Props) => (
  <label className="inline-flex items-center gap-2 text-sm text-soft">
    {label}
    <select className="field w-auto text-ink" defaultValue={value} name={name}>
      <option value="">{all}</option>
      {options.map((option) => (
        <option key={option.value} value={option.value}>
          {option.label}
        </option>
      ))}
    </select>
  </label>
);
