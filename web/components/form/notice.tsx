import { Icon } from "../ui/icon";

/** What has just been done. It stays mounted while empty, so that screen readers announce the change. */
export function Notice({ text }: { text: string | null }) {
  return (
    <p className="text-[0.9375rem] font-medium text-leaf" role="status">
      {text && (
        <span className="flex items-center gap-1.5">
          <Icon className="shrink-0" name="check" size={18} />
          {text}
        </span>
      )}
    </p>
  );
}

/** Why something was not done, where there is no form with a summary. */
export function Refusal({ text }: { text: string | null }) {
  return (
    <p className="text-[0.9375rem] font-medium text-accent-deep" role="alert">
      {text}
    </p>
  );
}
