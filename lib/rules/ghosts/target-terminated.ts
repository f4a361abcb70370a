import { isGone } from "#lib/domain/ec2.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { toGoneSince } from "#lib/rules/contradiction.ts";
import { citeGone, restsOnAbsence, toGoneWords } from "#lib/rules/ghost-words.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const targetTerminated = defineRule({
  id: "target-terminated",
  title: "A target group keeps a terminated instance",
  severity: "info",
  why: "The load balancer sends nothing to a target whose instance is stopped or terminated, so the row does no harm. Whether it is removed by itself is not documented.",
  docs: [
    "https://docs.aws.amazon.com/elasticloadbalancing/latest/application/target-group-health-checks.html",
  ],
  lookalikes: [
    "A stopped instance gives the same reason code (Target.InvalidState); EC2 tells the two apart.",
  ],
  needs: ["elb-target-health", "ec2-instances"],
  check(facts, context) {
    const instances = new Map(facts.instance.map((instance) => [instance.value.id, instance]));
    return facts.target.flatMap((target) => {
      const instance = instances.get(target.value.instanceId);
      if (instance === undefined || !isGone(instance.value) || !isUnused(target)) return [];
      return [toFinding(target, instance, context)];
    });
  },
});

/** Stopped instances give the same reason code; EC2 tells them apart. */
function isUnused({ value }: FactRevision<"target">): boolean {
  return value.state === "unused" && value.reason === "Target.InvalidState";
}

function toFinding(
  target: FactRevision<"target">,
  instance: FactRevision<"instance">,
  context: CheckContext,
): RuleFinding {
  const { instanceId, targetGroupArn, targetGroupName, port, description } = target.value;
  const saysTerminated = description !== undefined && /terminated/i.test(description);
  const id = port === undefined ? `Id=${instanceId}` : `Id=${instanceId},Port=${port}`;
  return {
    subject: { kind: "instance", id: instanceId },
    verdict: toVerdict({ saysTerminated, isGuess: restsOnAbsence(instance, context) }),
    since: toGoneSince(instance).at,
    summary: `${targetGroupName} still lists ${instanceId} as unused (Target.InvalidState). ${toGoneWords(instance, context.now)}. It gets no requests.`,
    evidence: [
      cite(target, "TargetHealth.State", target.value.state),
      ...(target.value.reason === undefined
        ? []
        : [cite(target, "TargetHealth.Reason", target.value.reason)]),
      ...(description === undefined ? [] : [cite(target, "TargetHealth.Description", description)]),
      ...citeGone(instance),
    ],
    disprovedBy: `EC2 saying that ${instanceId} is only stopped, or the target group no longer listing it.`,
    advice: [
      {
        text: `Take the row out. Only if EC2 says that ${instanceId} is gone; the same line with a living instance's id takes that out of traffic.`,
        command: toCommand(context.scope, [
          "elbv2",
          "deregister-targets",
          "--target-group-arn",
          targetGroupArn,
          "--targets",
          id,
        ]),
      },
    ],
  };
}

type Certainty = { readonly saysTerminated: boolean; readonly isGuess: boolean };

function toVerdict({ saysTerminated, isGuess }: Certainty): RuleFinding["verdict"] {
  if (isGuess) return "suspected";
  return saysTerminated ? "proved" : "corroborated";
}
