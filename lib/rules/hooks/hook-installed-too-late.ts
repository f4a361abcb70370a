import { isLaunchHook } from "#lib/domain/auto-scaling.ts";
import { hourMs, type Instant, toIso } from "#lib/domain/time.ts";
import { toGetDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { isManaged } from "#lib/rules/hooks/known-hooks.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import { toClock, toCount, toDuration, toWords } from "#lib/rules/wording.ts";
import type { FactRevision, FactsFrom } from "#lib/sources/facts.ts";

/** Targets of deployments that ended are read so far back: an older instance may have had one that is no longer read. */
const readBackMs = 6 * hourMs;

type Facts = FactsFrom<
  | "codedeploy-group"
  | "autoscaling-hooks"
  | "autoscaling-groups"
  | "ec2-instances"
  | "codedeploy-deployments"
  | "codedeploy-targets"
>;
/** A hook that was not there at one reading and was at the next. */
type Appeared = { readonly hook: FactRevision<"lifecycle-hook">; readonly notBefore: Instant };
type Passed = { readonly instance: FactRevision<"instance">; readonly member: FactRevision<"member"> };

export const hookInstalledTooLate = defineRule({
  id: "hook-installed-too-late",
  title: "Instances came into service before CodeDeploy's hook was there",
  severity: "warning",
  why: "A launch hook holds only launches that begin after it was put on the group. Instances that came up before CodeDeploy's hook was there are in service without the application, and no deployment comes for them by itself.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-auto-scaling.html",
  ],
  thresholds: [
    {
      what: "instances are looked at that were launched within",
      value: toDuration(readBackMs),
      reason:
        "Targets of ended deployments are read so far back: of an older instance it is not known that it had none.",
    },
  ],
  lookalikes: [
    "CodeDeploy makes its hook anew, under another name, whenever the deployment group is saved with the Auto Scaling group: instances that an earlier hook served had a deployment, and are not reported.",
    "When a hook was made before anybody read the group cannot be told: then nothing is said.",
  ],
  leadsTo: ["target-unhealthy"],
  needs: [
    "codedeploy-group",
    "autoscaling-hooks",
    "autoscaling-groups",
    "ec2-instances",
    "codedeploy-deployments",
    "codedeploy-targets",
  ],
  check(facts, context) {
    // What was not read is not absent.
    if (context.partial.length > 0) return [];
    return facts["auto-scaling-group"].flatMap((group) => {
      const appeared = toFirstAppeared(group, facts);
      if (appeared === undefined) return [];
      const passed = toPassed(appeared, { group: group.value.name, facts, context });
      return passed.length === 0 ? [] : [toFinding({ appeared, passed, context })];
    });
  },
});

/** Only where the group itself had been read before, and every launch hook of CodeDeploy on it came since. */
function toFirstAppeared(group: FactRevision<"auto-scaling-group">, facts: Facts): Appeared | undefined {
  const deploymentGroup = facts["deployment-group"][0]?.value;
  const hooks = facts["lifecycle-hook"]
    .filter(({ value }) => value.group === group.value.name && isLaunchHook(value))
    .filter((hook) => isManaged(hook, deploymentGroup))
    .sort((a, b) => a.firstSeen - b.firstSeen);
  const [hook] = hooks;
  // Without an earlier reading, or with a value that changed since, it is not known when it was not yet there.
  if (hook?.before === undefined || hook.since !== hook.firstSeen) return undefined;
  return group.firstSeen <= hook.before ? { hook, notBefore: hook.before } : undefined;
}

type Search = { readonly group: string; readonly facts: Facts; readonly context: CheckContext };

function toPassed({ notBefore }: Appeared, { group, facts, context }: Search): readonly Passed[] {
  const targets = new Set([
    ...facts["deployment-target"].map(({ value }) => value.targetId),
    ...facts["target-list"].flatMap(({ value }) => (value.started ? value.targetIds : [])),
  ]);
  const members = new Map(facts.member.map((member) => [member.value.instanceId, member]));
  return facts.instance.flatMap((instance) => {
    const { value } = instance;
    const member = members.get(value.id);
    if (member?.value.group !== group || member.value.lifecycleState !== "InService") return [];
    if (!value.listed || value.launchTime === undefined || targets.has(value.id)) return [];
    const isRecent = context.now - value.launchTime < readBackMs;
    return isRecent && value.launchTime < notBefore ? [{ instance, member }] : [];
  });
}

type Found = {
  readonly appeared: Appeared;
  readonly passed: readonly Passed[];
  readonly context: CheckContext;
};

const citedAtMost = 5;

function toFinding({ appeared, passed, context }: Found): RuleFinding {
  const { hook, notBefore } = appeared;
  const { now, scope } = context;
  const ids = passed.map(({ instance }) => instance.value.id);
  const { group, name } = hook.value;
  return {
    subject: { kind: "auto-scaling-group", id: group },
    verdict: "suspected",
    since: notBefore,
    summary: `${toCount(ids.length, "instance")} of ${group} in service ${ids.length === 1 ? "was" : "were"} launched before ${name} was on it (not there yet at ${toClock(notBefore, now)}), and no deployment that was read had ${ids.length === 1 ? "it" : "them"} as a target: ${toWords(ids)}. They may serve without the application.`,
    evidence: [
      cite(hook, "LifecycleHookName", `${name}, first read at ${toIso(hook.firstSeen)}`),
      ...passed
        .slice(0, citedAtMost)
        .flatMap(({ instance, member }) => [
          ...(instance.value.listed && instance.value.launchTime !== undefined
            ? [cite(instance, "LaunchTime", toIso(instance.value.launchTime))]
            : []),
          cite(member, "LifecycleState", member.value.lifecycleState),
        ]),
    ],
    disprovedBy: "A deployment, perhaps of another deployment group, with these instances among its targets.",
    advice: [
      {
        text: "See first which revision the group is set to. It changes nothing.",
        command: toGetDeploymentGroup(scope),
      },
      { text: "Then deploy to the whole group, for example from the pipeline: that reaches them too." },
      {
        text: "For a new Auto Scaling group: make it with a desired capacity of 0, create the deployment group, deploy once, and only then raise it.",
      },
    ],
  };
}
