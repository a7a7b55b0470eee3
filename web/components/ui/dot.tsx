/** A colour beside its name. */
export function Dot({ colour }: { colour: string }) {
  return (
    <i
      aria-hidden="true"
      className="mr-1.5 inline-block size-3.5 shrink-0 rounded-full border border-edge/50 align-[-0.15em]"
      style={{ backgroundColor: colour }}
    />
  );
}
