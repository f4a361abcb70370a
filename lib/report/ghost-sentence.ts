import type { AnswerContext } from "#lib/report/answer-context.ts";
import { toAgo } from "#lib/report/time-words.ts";
import { toWords } from "#lib/rules/wording.ts";

/** Rules whose finding comes down to "somebody waits for an instance that is gone". */
const ghostRules: readonly string[] = [
  "recursive-deployment-limbo",
  "ghost-deployment-target",
  "ghost-asg-reference",
  "ghost-detach-race",
  "grace-period-or-pending-ghost",
  "terminated-while-deployment-pending",
  "terminated-mid-lifecycle-event",
];

/** Which ghost is waited for, and by what; undefined where the rule or the facts speak of none. */
export function toGhostSentence(rule: string, context: AnswerContext): string | undefined {
  if (!ghostRules.includes(rule)) return undefined;
  return toTargetSentence(context) ?? toMemberSentence(context);
}

function toTargetSentence({ deployment, ghostTargets, ...context }: AnswerContext): string | undefined {
  const ids = ghostTargets.get(deployment?.value.id ?? "") ?? [];
  const [first] = ids;
  if (deployment === undefined || first === undefined) return undefined;
  const { id } = deployment.value;
  if (ids.length > 1) {
    return `Deployment ${id} waits for ${ids.length} instances that no longer exist: ${toWords(ids.map(context.name))}.`;
  }
  return `Deployment ${id} waits for ${context.name(first)}, ${toGoneClause(first, context)}.`;
}

function toMemberSentence({ ghosts, ...context }: AnswerContext): string | undefined {
  const listed = ghosts.filter((ghost) => ghost.member?.oldEnough === true);
  const [first] = listed;
  if (first?.member === undefined) return undefined;
  const { group, lifecycleState } = first.member.revision.value;
  if (listed.length > 1) {
    const names = toWords(listed.map((ghost) => context.name(ghost.instanceId)));
    return `${group} still lists ${listed.length} instances that no longer exist: ${names}.`;
  }
  return `${group} still lists ${context.name(first.instanceId)} as ${lifecycleState}, ${toGoneClause(first.instanceId, context)}.`;
}

/** "which EC2 terminated 43 minutes ago": what EC2 says of it, and no more. */
function toGoneClause(instanceId: string, { known, now }: Pick<AnswerContext, "known" | "now">): string {
  const instance = known.get(instanceId);
  const row = instance?.ec2?.value;
  const forgotten = row?.listed === false;
  const termination = instance?.termination;
  if (termination === undefined) {
    if (forgotten) return "which EC2 no longer lists (it forgets terminated instances after about an hour)";
    return row?.listed === true ? `which EC2 says is ${row.state}` : "which no longer exists";
  }
  const ago = toAgo(termination.at, now);
  const isEnding = row?.listed === true && row.state === "shutting-down";
  const said =
    termination.certainty === "exact"
      ? `which EC2 ${isEnding ? "began to shut down" : "terminated"} ${ago}`
      : `which EC2 was first seen to say is ${isEnding ? "shutting down" : "terminated"} ${ago}`;
  return forgotten ? `${said} and no longer lists` : said;
}
