import { autoScalingGroupsByName } from "#lib/aws/batching/auto-scaling.ts";
import { describeAutoScalingGroups } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import type { AutoScalingGroup, Member } from "#lib/domain/auto-scaling.ts";
import { AutoScalingGroupRow, MemberRow } from "#lib/sources/auto-scaling-rows.ts";
import { findAutoScalingGroupNames } from "#lib/sources/group-resources.ts";
import { pickFacts } from "#lib/sources/known-facts.ts";
import { makeParser } from "#lib/sources/parse-rows.ts";
import { readPages } from "#lib/sources/read-pages.ts";
import { showMembers } from "#lib/sources/show-members.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "auto-scaling-group": AutoScalingGroup; member: Member };

const parseGroups = makeParser(describeAutoScalingGroups, "AutoScalingGroups", AutoScalingGroupRow);

export const autoscalingGroups = defineSource<"autoscaling-groups", Kinds>({
  id: "autoscaling-groups",
  title: "Auto Scaling: groups and members",
  level: "group",
  pace: "moving",
  kinds: ["auto-scaling-group", "member"],
  operations: [describeAutoScalingGroups],
  after: ["codedeploy-group"],
  mentions: true,
  async read(context) {
    const names = findAutoScalingGroupNames(context);
    // Without names the call would describe every group of the region.
    if (names.length === 0) return;
    await readPages(context, describeAutoScalingGroups, {
      input: autoScalingGroupsByName.join(names),
      next: nextByToken,
      onPage: ({ AutoScalingGroups }) => emitGroups(context, AutoScalingGroups),
    });
  },
  mentionedIn: (facts) => pickFacts(facts, "member").map(({ value }) => value.instanceId),
  show: (revisions, now) => showMembers(revisions.member, now),
});

function emitGroups(context: ReadContext<Kinds>, rows: unknown): void {
  const operation = describeAutoScalingGroups.id;
  for (const { group, memberRows } of parseGroups(context, rows)) {
    context.emit({ kind: "auto-scaling-group", entity: group.name, value: group, operation });
    const parseMembers = makeParser(describeAutoScalingGroups, `${group.name} Instances`, MemberRow);
    const members = parseMembers(context, memberRows);
    for (const member of members) {
      const entity = `${group.name}/${member.instanceId}`;
      context.emit({ kind: "member", entity, value: { group: group.name, ...member }, operation });
    }
    context.mention(members.map(({ instanceId }) => instanceId));
  }
}
