const places = ["a", "b", "c", "d", "e", "f", "g", "h"];

/** Keeps the place of the grid; visible only when the list is slow. */
export function GridSkeleton({ label }: { label: string }) {
  return (
    <div aria-label={label} className="shell pt-10" role="status">
      <div className="h-9 w-44 rounded-md bg-sand" />
      <div className="mt-10 grid grid-cols-2 gap-x-3.5 gap-y-9 md:grid-cols-4 md:gap-x-6 md:gap-y-12">
        {places.map((place) => (
          <div key={place}>
            <div className="aspect-square rounded-lg bg-sand" />
            <div className="mt-4 h-3.5 w-1/3 rounded-sm bg-sand" />
            <div className="mt-2.5 h-4 w-4/5 rounded-sm bg-sand" />
            <div className="mt-2.5 h-4 w-1/2 rounded-sm bg-sand" />
          </div>
        ))}
      </div>
    </div>
  );
}
