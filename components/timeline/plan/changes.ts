import type { Plan } from "#components/timeline/plan/plan.ts";
import type { Lane } from "#lib/report/schema.ts";

// A memo, keyed by the plan itself: the answers are the same without it, only slower.
const known = new WeakMap<Plan, Float64Array>();

/** The last moment before an instant at which anything drawn in a lane begins, ends or happens. */
export function previousChange(plan: Plan, instant: number): number | undefined {
  const changes = listChanges(plan);
  return changes[countBefore(changes, instant) - 1];
}

/** The first one after it. */
export function nextChange(plan: Plan, instant: number): number | undefined {
  const changes = listChanges(plan);
  const next = changes[countBefore(changes, instant)];
  return next === instant ? changes[countBefore(changes, instant) + 1] : next;
}

/** All changes inside the plan's limits, by time, each once. */
function listChanges(plan: Plan): Float64Array {
  const found = known.get(plan);
  if (found !== undefined) return found;
  const changes = collectChanges(plan);
  known.set(plan, changes);
  return changes;
}

function collectChanges({ rows, limits }: Plan): Float64Array {
  // The texts first: many lanes change at the same times, and each time is worth reading once.
  const texts = new Set<string>();
  for (const row of rows) {
    if (row.kind === "lane") addTexts(row.lane, texts);
  }
  const instants = new Set<number>();
  for (const text of texts) {
    const at = Date.parse(text);
    if (at >= limits.from && at <= limits.to) instants.add(at);
  }
  return new Float64Array(instants).sort();
}

function addTexts({ tracks, marks }: Lane, texts: Set<string>): void {
  for (const { spans } of tracks) {
    for (const { from, to } of spans) {
      texts.add(from);
      if (to !== null) texts.add(to);
    }
  }
  for (const { at } of marks) texts.add(at);
}

function countBefore(changes: Float64Array, instant: number): number {
  let low = 0;
  let high = changes.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((changes[middle] ?? 0) < instant) low = middle + 1;
    else high = middle;
  }
  return low;
}
