import { toCommand } from "#lib/rules/command-line.ts";
import { toUpdateDeploymentGroup } from "#lib/rules/deployment/deployment-group-commands.ts";
import { afterHalfRelease } from "#lib/rules/deployment/event-failure.ts";
import {
  type CodeFailure,
  recentThreshold,
  toCodeFinding,
  toFailuresByCode,
} from "#lib/rules/deployment/failed-with-code.ts";
import { type Advice, type CheckContext, cite, defineRule, type Evidence } from "#lib/rules/rule.ts";
import { toWords } from "#lib/rules/wording.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

export const alarmActive = defineRule({
  id: "alarm-active",
  title: "A CloudWatch alarm stopped the deployment",
  severity: "warning",
  why: "The deployment group watches CloudWatch alarms, and one of them was in alarm, or its state could not be read. CodeDeploy then stops the deployment. Deployments made for launches obey the same alarms: where a load alarm is what starts the launches, they fail just when capacity is needed.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/deployment-groups-configure-advanced-options.html",
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "An alarm that did its work: the new revision is bad, and stopping it was right.",
    "An alarm whose state CodeDeploy could not read: nothing is wrong with the service.",
    "The alarm that scales the group out: on a launch it is in alarm by nature.",
  ],
  leadsTo: [
    "rollback-cascade",
    "hook-abandoned-by-failed-deployment",
    "terminate-relaunch-loop",
    ...afterHalfRelease,
  ],
  needs: ["codedeploy-deployments", "codedeploy-group"],
  check(facts, context) {
    const [group] = facts["deployment-group"];
    return toFailuresByCode(facts.deployment, ["ALARM_ACTIVE"]).map((failure) =>
      toCodeFinding(failure, context, {
        means: `an alarm of the deployment group was active${toNamed(group)}${toLaunchWords(failure)}`,
        disprovedBy: "The alarms' own history showing none of them in alarm at that time.",
        evidence: citeAlarms(group),
        advice: toAdvice(group, context),
      }),
    );
  },
});

type Group = FactRevision<"deployment-group"> | undefined;

function toNamed(group: Group): string {
  const names = group?.value.alarmNames ?? [];
  return names.length === 0 ? "" : `. The group watches ${toWords(names)}`;
}

function toLaunchWords({ newest }: CodeFailure): string {
  return newest.value.creator === "autoscaling"
    ? ". It was made for a launch: if the alarm is the one that scales out, every launch fails while it lasts"
    : "";
}

function citeAlarms(group: Group): readonly Evidence[] {
  if (group === undefined) return [];
  const names = group.value.alarmNames.join(", ");
  return [cite(group, "alarmConfiguration.alarms[].name", names === "" ? "none enabled" : names)];
}

function toAdvice(group: Group, { scope }: CheckContext): readonly Advice[] {
  const names = group?.value.alarmNames ?? [];
  if (names.length === 0) {
    return [{ text: "The deployment group has no alarm enabled any more: deploy again." }];
  }
  const alarms = names.map((name) => ({ name }));
  const ignoring = { enabled: true, ignorePollAlarmFailure: true, alarms };
  const look = {
    text: "See which alarm is in alarm, and why. It changes nothing.",
    command: toCommand(scope, ["cloudwatch", "describe-alarms", "--alarm-names", ...names]),
  };
  const ignore = {
    text: "If only the alarms' state could not be read: let deployments go on in that case. The service role may lack cloudwatch:DescribeAlarms.",
    command: toUpdateDeploymentGroup(scope, ["--alarm-configuration", JSON.stringify(ignoring)]),
  };
  return [
    look,
    {
      text: "If the alarm is right, mend what it tells of and deploy again once it is quiet; if it is the one that scales out, take it out of the deployment group.",
    },
    ...(group?.value.ignoresAlarmPollFailure === true ? [] : [ignore]),
    {
      text: "Last: switch the group's alarms off for one deployment. Nothing stops a bad revision then; switch them on again afterwards.",
      command: toUpdateDeploymentGroup(scope, [
        "--alarm-configuration",
        JSON.stringify({ enabled: false, alarms }),
      ]),
    },
  ];
}
