import { sortTargets, toBegin } from "#components/deployment/target-order.ts";
import type { DeploymentView, EventView, TargetView } from "#lib/report/schema.ts";

/** A target that a running deployment waits for. */
export type AwaitedTarget = {
  readonly instanceId: string;
  readonly why: "gone" | "event" | "between" | "unread";
  /** The event that runs; undefined between events and where none began. */
  readonly event: EventView | undefined;
  /** Since when, in ISO 8601, where AWS says so. */
  readonly since: string | undefined;
};

export type WaitsFor = {
  readonly awaited: readonly AwaitedTarget[];
  /** Targets whose turn has not come. */
  readonly queued: number;
};

const openStatuses: readonly string[] = ["Pending", "InProgress", "Ready", "Unknown", "not read"];

/** Whom a running deployment waits for: what is gone and never answers first. Nobody, once it has ended. */
export function toWaitsFor(
  deployment: Pick<DeploymentView, "open" | "targets" | "waitsForGhosts" | "createdAt">,
): WaitsFor {
  if (!deployment.open) return { awaited: [], queued: 0 };
  const ghosts = new Set(deployment.waitsForGhosts);
  const open = sortTargets(deployment).filter(
    ({ status, instanceId }) => ghosts.has(instanceId) || openStatuses.includes(status),
  );
  const awaited = open.flatMap((target) => toAwaited(target, ghosts, deployment.createdAt) ?? []);
  return { awaited, queued: open.length - awaited.length };
}

function toAwaited(
  target: TargetView,
  ghosts: ReadonlySet<string>,
  createdAt: string | null,
): AwaitedTarget | undefined {
  const { instanceId, events, status } = target;
  const event = events.find((known) => known.status === "InProgress");
  const since = event?.start ?? undefined;
  if (ghosts.has(instanceId)) {
    return { instanceId, why: "gone", event, since: since ?? toLastEnd(target) ?? createdAt ?? undefined };
  }
  if (event !== undefined) return { instanceId, why: "event", event, since };
  if (status === "not read") return { instanceId, why: "unread", event: undefined, since: undefined };
  if (toBegin(target) === undefined) return undefined;
  return { instanceId, why: "between", event: undefined, since: toLastEnd(target) };
}

function toLastEnd({ events }: TargetView): string | undefined {
  return events
    .flatMap(({ end }) => end ?? [])
    .sort()
    .at(-1);
}
