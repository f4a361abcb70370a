import * as z from "zod";
import { toBatches } from "#lib/aws/batch.ts";
import { instanceStatusById } from "#lib/aws/batching/ec2.ts";
import { describeInstanceStatus } from "#lib/aws/operations.ts";
import type { InstanceStatus } from "#lib/domain/ec2.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { findKnownFacts } from "#lib/sources/known-facts.ts";
import { makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { showInstanceStatus } from "#lib/sources/show-instance-status.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "instance-status": InstanceStatus };

/** A refusal names only some of the unknown ids, since its text is cut; this many rounds are enough to be useful. */
const mostAsks = 3;

const ScheduledEvents = z
  .array(z.object({ Code: maybe.text, Description: maybe.text }))
  .default([])
  .transform((events) =>
    events.map(({ Code, Description }) =>
      [Code, Description].filter((part) => part !== undefined).join(": "),
    ),
  );

const parseStatuses = makeParser(
  describeInstanceStatus,
  "InstanceStatuses",
  defineRow<InstanceStatus>({
    id: ["InstanceId", z.string()],
    instanceStatus: ["InstanceStatus.Status", maybe.text],
    systemStatus: ["SystemStatus.Status", maybe.text],
    ebsStatus: ["AttachedEbsStatus.Status", maybe.text],
    scheduledEvents: ["Events", ScheduledEvents],
  }),
);

export const ec2InstanceStatus = defineSource<"ec2-instance-status", Kinds>({
  id: "ec2-instance-status",
  title: "EC2: instance status",
  level: "group",
  pace: "settings",
  kinds: ["instance-status"],
  operations: [describeInstanceStatus],
  after: ["autoscaling-groups"],
  mentions: false,
  async read(context) {
    const ids = findKnownFacts(context, "member")
      .filter(({ value }) => isExpectedToRun(value.lifecycleState))
      .map(({ value }) => value.instanceId);
    await Promise.all(toBatches(ids, instanceStatusById.most).map((batch) => readStatus(context, batch)));
  },
  show: (revisions) => showInstanceStatus(revisions["instance-status"]),
});

/** The call takes ids only, and one unknown id fails it: ids that may be gone are not asked about. */
function isExpectedToRun(lifecycleState: string): boolean {
  return lifecycleState === "InService" || lifecycleState.startsWith("Pending");
}

async function readStatus(context: ReadContext<Kinds>, batch: string[]): Promise<void> {
  let ids = batch;
  for (let asks = 1; ids.length > 0; asks += 1) {
    const outcome = await context.call(describeInstanceStatus, instanceStatusById.join(ids));
    if (outcome.ok) return emitStatuses(context, outcome.output.InstanceStatuses);
    const { failure } = outcome;
    const unknown = failure.code.startsWith("InvalidInstanceID") ? parseInstanceIds(failure.message) : [];
    const left = ids.filter((id) => !unknown.includes(id));
    if (left.length === ids.length || asks === mostAsks) return context.fail(failure);
    ids = left;
  }
}

function parseInstanceIds(message: string): readonly string[] {
  return message.match(/\bi-[0-9a-f]+\b/g) ?? [];
}

function emitStatuses(context: ReadContext<Kinds>, rows: unknown): void {
  for (const value of parseStatuses(context, rows)) {
    context.emit({ kind: "instance-status", entity: value.id, value, operation: describeInstanceStatus.id });
  }
}
