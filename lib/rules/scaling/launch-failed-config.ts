import { decodeActivity } from "#lib/domain/activity-text.ts";
import { decodeLaunchFailure } from "#lib/domain/launch-failure-text.ts";
import { type Advice, type CheckContext, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import {
  type Activity,
  type FailedLaunches,
  toFailedLaunches,
  toLaunchFinding,
  toSaidText,
} from "#lib/rules/scaling/failed-launches.ts";
import { toDescribeGroup } from "#lib/rules/scaling/scaling-commands.ts";

export const launchFailedConfig = defineRule({
  id: "launch-failed-config",
  title: "Instances cannot be launched as they are configured",
  severity: "warning",
  why: "EC2 refuses every launch because of what the launch template or the group asks for: an image, a key pair or a security group that does not exist, or options that do not go together. Auto Scaling tries again with the same settings, so nothing changes until somebody changes them; an instance that is detached or terminated meanwhile is not replaced.",
  docs: [
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-ami.html",
    "https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-launch-template.html",
  ],
  lookalikes: [
    "A text that is none of AWS's known ones is shown as it is, and only suspected to be about the configuration.",
    "A launch that a lifecycle hook gave up is Cancelled, not Failed, and is no matter of configuration.",
    "A zone that is only out of capacity for the moment: launch-failed-capacity.",
  ],
  leadsTo: ["launch-administratively-suspended", "health-constraints"],
  needs: ["autoscaling-activities", "autoscaling-groups"],
  check(facts, context) {
    const known = toFailedLaunches(facts, context, isConfigFailure);
    const unknown = toFailedLaunches(facts, context, isUnknownFailure);
    return [
      ...known.map((failed) => toKnownFinding(failed, context)),
      ...unknown.map((failed) => toUnknownFinding(failed, context)),
    ];
  },
});

function isConfigFailure({ value }: Activity): boolean {
  return value.status === "Failed" && decodeLaunchFailure(value)?.kind === "config";
}

function isUnknownFailure({ value }: Activity): boolean {
  if (value.status !== "Failed" || decodeActivity(value).abandoned !== undefined) return false;
  return decodeLaunchFailure(value) === undefined;
}

function toKnownFinding(failed: FailedLaunches, context: CheckContext): RuleFinding {
  const failure = decodeLaunchFailure(failed.newest.value);
  return toLaunchFinding(failed, context, {
    said: `failed, because ${failure?.meaning ?? "of what the launch asks for"},`,
    advice: [toLookAtGroup(failed, context), { text: failure?.mend ?? "Correct the launch template." }],
  });
}

function toUnknownFinding(failed: FailedLaunches, context: CheckContext): RuleFinding {
  return toLaunchFinding(failed, context, {
    said: `failed with a text that is none of the known ones (“${toSaidText(failed.newest)}”)`,
    verdict: "suspected",
    advice: [
      toLookAtGroup(failed, context),
      { text: "Then look for AWS's text, as it is, in AWS's pages about failed launches." },
    ],
  });
}

function toLookAtGroup({ group }: FailedLaunches, { scope }: CheckContext): Advice {
  return {
    text: "Look at the launch template's name and version, the subnets and the instance types of the group. It changes nothing.",
    command: toDescribeGroup(group.value.name, scope),
  };
}
