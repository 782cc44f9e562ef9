import type { Lab } from "../../labs/_runner/lab.ts";

interface LabListProps {
  readonly labs: ReadonlyMap<string, Lab>;
  /** The labs to list, in this order. */
  readonly ids: readonly string[];
}

/** Links to labs. `data-lab` lets the island `progress_marks` mark the passed ones: the page is the same for everyone. */
export function LabList({ labs, ids }: LabListProps) {
  const listed = ids.map((id) => labs.get(id)).filter((lab) => lab !== undefined);
  if (listed.length === 0) return null;
  return (
    <ul class="lab-list" aria-label="Labs">
      {listed.map((lab) => (
        <li key={lab.id} data-lab={lab.id}>
          <a href={`/labs/${lab.id}`}>{lab.title}</a>
          <span class="label">{lab.minutes} minutes</span>
        </li>
      ))}
    </ul>
  );
}
