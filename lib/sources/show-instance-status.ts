import type { InstanceStatus } from "#lib/domain/ec2.ts";
import type { Revision } from "#lib/domain/fact.ts";
import type { TimelineItem } from "#lib/domain/timeline.ts";
import { toInstanceStatusTone } from "#lib/domain/tones.ts";
import { byEntity } from "#lib/sources/observed-spans.ts";

/** A mark where a status check was first seen failing: passing checks are no news. */
export function showInstanceStatus(
  revisions: readonly Revision<"instance-status", InstanceStatus>[],
): readonly TimelineItem[] {
  const items: TimelineItem[] = [];
  for (const [instanceId, history] of byEntity(revisions)) {
    let failing = "";
    for (const { value, source, since } of history) {
      const now = toFailing(value);
      if (now !== "" && now !== failing) {
        items.push({
          kind: "mark",
          instanceId,
          source,
          track: "ec2",
          at: since,
          label: "status check failing",
          tone: "bad",
          detail: now,
        });
      }
      failing = now;
    }
  }
  return items;
}

function toFailing({ instanceStatus, systemStatus, ebsStatus }: InstanceStatus): string {
  const checks = [
    ["instance", instanceStatus],
    ["system", systemStatus],
    ["EBS", ebsStatus],
  ] as const;
  return checks
    .filter(([, status]) => status !== undefined && toInstanceStatusTone(status) === "bad")
    .map(([name, status]) => `${name} ${status}`)
    .join(", ");
}
