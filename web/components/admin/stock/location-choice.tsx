import { LabelledField } from "@/components/form/text-field";
import type { StockLocation } from "@/lib/api/types";

type Props = {
  name: string;
  label: string;
  error: string | undefined;
  locations: readonly StockLocation[];
  /** The id of the location that is chosen at first. */
  first?: string | undefined;
};

export const LocationChoice = ({ name, label, error, locations, first }: Props) => (
  <LabelledField error={error} label={label} name={name}>
    {(control) => (
      <select defaultValue={first} {...control}>
        {locations.map((each) => (
          <option key={each.id} value={each.id}>
            {each.name}
          </option>
        ))}
      </select>
    )}
  </LabelledField>
);
