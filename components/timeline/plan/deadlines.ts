import type { Report } from "#lib/report/schema.ts";

/** A moment ahead of now at which something happens unless somebody acts. */
export type Deadline = { readonly at: number; readonly label: string; readonly text: string };

/** The answer's deadline and those of every waiting hook that are still ahead, by time; equal instants once. */
export function listDeadlines({ answer, hooks }: Pick<Report, "answer" | "hooks">, now: number): Deadline[] {
  const found = new Map<number, Deadline>();
  const add = (iso: string | null, label: string, text: string) => {
    if (iso === null) return;
    const at = Date.parse(iso);
    if (at > now && !found.has(at)) found.set(at, { at, label, text });
  };
  if (answer.deadline !== null) add(answer.deadline.at, answer.deadline.certainty, answer.deadline.sentence);
  for (const hook of hooks) {
    for (const wait of hook.waits) {
      add(wait.heartbeatDeadline, "earliest", `${hook.name} on ${wait.instanceId}`);
      add(wait.globalDeadline, "latest", `${hook.name} on ${wait.instanceId}`);
    }
  }
  return [...found.values()].sort((a, b) => a.at - b.at);
}
