import {
  citeEnd,
  recentThreshold,
  toEnd,
  toEndWords,
  toFailureSeverity,
} from "#lib/rules/deployment/failed-with-code.ts";
import { isUnsuccessful, toAftermath } from "#lib/rules/deployment/last-success.ts";
import { toSuspensionFailure } from "#lib/rules/deployment/suspension-words.ts";
import { toGetDeployment, toResume } from "#lib/rules/hooks/hook-commands.ts";
import { type Advice, type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toCount, toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

/** What CodeDeploy suspends for an in-place deployment (docs: integrations-aws-auto-scaling-suspend-processes). */
const processes = ["AZRebalance", "InstanceRefresh", "ScheduledActions", "Terminate"];

export const inPlaceSuspendFailure = defineRule({
  id: "in-place-suspend-failure",
  title: "CodeDeploy could not suspend or resume the group's scaling processes",
  severity: "warning",
  why: "An in-place deployment can have CodeDeploy suspend some processes of the Auto Scaling group while it works. If suspending fails, the deployment fails before any instance is touched. If resuming fails, the deployment counts as failed although every instance may have succeeded, and the processes stay suspended.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling-suspend-processes.html",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_EC2DeploymentOptions.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "Processes that somebody suspended by hand during the deployment.",
    "A service role without autoscaling:SuspendProcesses: the role is the cause then.",
  ],
  leadsTo: ["asg-processes-left-suspended"],
  needs: ["codedeploy-deployments", "autoscaling-groups"],
  check(facts, context) {
    const failed = facts.deployment
      .filter(({ value }) => isUnsuccessful(value) && toSuspensionFailure(value.errorMessage) !== undefined)
      .map((deployment) => ({ deployment, aftermath: toAftermath(deployment.value, facts.deployment) }))
      .filter(({ aftermath }) => aftermath !== "mended")
      .sort((a, b) => (b.deployment.value.createTime ?? 0) - (a.deployment.value.createTime ?? 0));
    const [newest, ...earlier] = failed;
    if (newest === undefined) return [];
    return [
      toFinding({
        deployment: newest.deployment,
        rolledBack: newest.aftermath === "rolled-back",
        earlier: earlier.length,
        left: facts["auto-scaling-group"].filter((group) => toLeft(group).length > 0),
        context,
      }),
    ];
  },
});

function toLeft({ value }: FactRevision<"auto-scaling-group">): readonly string[] {
  return value.suspendedProcesses.map(({ name }) => name).filter((name) => processes.includes(name));
}

type Found = {
  readonly deployment: FactRevision<"deployment">;
  readonly rolledBack: boolean;
  readonly earlier: number;
  /** Auto Scaling groups of which some of CodeDeploy's processes are suspended now. */
  readonly left: readonly FactRevision<"auto-scaling-group">[];
  readonly context: CheckContext;
};

function toFinding({ deployment, rolledBack, earlier, left, context }: Found): RuleFinding {
  const { id, errorMessage = "" } = deployment.value;
  const at = toEnd(deployment.value);
  const verb = toSuspensionFailure(errorMessage) === "resume" ? "resumed" : "suspended";
  const now = left.map((group) => `${toWords(toLeft(group))} of ${group.value.name}`);
  const state = now.length === 0 ? "" : ` Suspended now: ${now.join("; ")}.`;
  const before = earlier === 0 ? "" : ` The same happened in ${toCount(earlier, "earlier deployment")}.`;
  const severity = toFailureSeverity({ at, rolledBack }, context, "warning");
  return {
    subject: { kind: "deployment", id },
    verdict: verb === "resumed" && left.length > 0 ? "corroborated" : "suspected",
    severity: verb === "resumed" && left.length > 0 ? "warning" : severity,
    since: at,
    summary: `${toEndWords(deployment.value, context.now)}, and its message reads as if the scaling processes of the Auto Scaling group could not be ${verb}: ${errorMessage}${/[.!?]$/.test(errorMessage) ? "" : "."}${state}${before}`,
    evidence: [
      ...citeEnd(deployment),
      ...left.map((group) => cite(group, "SuspendedProcesses[]", toLeft(group).join(", "))),
    ],
    disprovedBy: `CloudTrail showing that SuspendProcesses and ResumeProcesses of ${id} succeeded.`,
    advice: toAdvice({ deployment, left, context }),
  };
}

function toAdvice({
  deployment,
  left,
  context,
}: Pick<Found, "deployment" | "left" | "context">): readonly Advice[] {
  const { scope } = context;
  return [
    {
      text: `Look first: what CodeDeploy says about ${deployment.value.id} as a whole. It changes nothing.`,
      command: toGetDeployment(deployment.value.id, scope),
    },
    {
      text: "See that the service role may call autoscaling:SuspendProcesses and autoscaling:ResumeProcesses.",
    },
    ...left.map((group) => ({
      text: `Resume the processes of ${group.value.name}, once nobody needs them suspended: Auto Scaling at once makes up for what it has not done.`,
      command: toResume({ group: group.value.name, names: toLeft(group) }, scope),
    })),
    { text: "Then deploy again, if instances lack the revision." },
  ];
}
