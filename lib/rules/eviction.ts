import type { Member } from "#lib/domain/auto-scaling.ts";
import type { Place } from "#lib/domain/scope.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import type { Advice } from "#lib/rules/rule.ts";

type Region = Pick<Place, "region">;

/** How to release a gone instance from its Auto Scaling group, by its state. The most reversible step comes first. */
export function toEvictionAdvice(member: Member, place: Region): readonly Advice[] {
  const look = toLookAdvice(member, place);
  const state = member.lifecycleState;
  if (state === "Standby") return [look, ...toStandbyAdvice(member, place)];
  if (state.endsWith("Pending:Wait")) return [look, ...toPendingAdvice(member, place)];
  if (state.endsWith(":Retained")) return [look, toTerminateAdvice(member, place)];
  if (state.includes("Terminating")) return [look, toActivitiesAdvice(member, place)];
  return [
    look,
    toUnhealthyAdvice(member, place),
    toTerminateAdvice(member, place),
    toDetachAdvice(member, place),
  ];
}

function toLookAdvice(member: Member, place: Region): Advice {
  return {
    text: `Look first: does Auto Scaling still return ${member.instanceId}? It changes nothing.`,
    command: toCommand(place, [
      "autoscaling",
      "describe-auto-scaling-instances",
      "--instance-ids",
      member.instanceId,
    ]),
  };
}

function toActivitiesAdvice(member: Member, place: Region): Advice {
  return {
    text: "Wait for Auto Scaling to finish the termination; a long deregistration delay of a target group can hold it. The activities say what it is doing.",
    command: toCommand(place, [
      "autoscaling",
      "describe-scaling-activities",
      "--auto-scaling-group-name",
      member.group,
      "--max-items",
      "20",
    ]),
  };
}

/** AWS does not say whether these calls accept a member whose detach is under way. */
function toCaveat(member: Member): string {
  return member.lifecycleState === "Detaching"
    ? " May be refused while the row is Detaching: AWS does not document it."
    : "";
}

function toUnhealthyAdvice(member: Member, place: Region): Advice {
  return {
    text: `If the row stays: tell Auto Scaling that ${member.instanceId} is unhealthy, so that it removes and replaces it. Only if EC2 says the instance is gone.${toCaveat(member)}`,
    command: toCommand(place, [
      "autoscaling",
      "set-instance-health",
      "--instance-id",
      member.instanceId,
      "--health-status",
      "Unhealthy",
      "--no-should-respect-grace-period",
    ]),
  };
}

export function toTerminateAdvice(member: Member, place: Region): Advice {
  return {
    text: `Then: have Auto Scaling terminate ${member.instanceId} itself and launch a replacement (desired capacity stays). Not reversible; only if EC2 says the instance is gone.${toCaveat(member)}`,
    command: toCommand(place, [
      "autoscaling",
      "terminate-instance-in-auto-scaling-group",
      "--instance-id",
      member.instanceId,
      "--no-should-decrement-desired-capacity",
    ]),
  };
}

function toDetachAdvice(member: Member, place: Region): Advice {
  const allowed = "Auto Scaling allows it only from InService or Standby.";
  return {
    text: `Last: detach the row; a replacement is launched. ${allowed}${toCaveat(member)}`,
    command: toCommand(place, [
      "autoscaling",
      "detach-instances",
      "--instance-ids",
      member.instanceId,
      "--auto-scaling-group-name",
      member.group,
      "--no-should-decrement-desired-capacity",
    ]),
  };
}

function toStandbyAdvice(member: Member, place: Region): readonly Advice[] {
  const names = ["--instance-ids", member.instanceId, "--auto-scaling-group-name", member.group];
  return [
    {
      text: `Take ${member.instanceId} out of Standby: Auto Scaling then checks it, finds it gone and replaces it. Desired capacity rises by one when it leaves Standby, so the group's maximum must allow it.`,
      command: toCommand(place, ["autoscaling", "exit-standby", ...names]),
    },
    {
      text: "Dangerous, only if the first is refused: detach it. AWS warns that detaching from Standby may make other instances terminate unexpectedly.",
      command: toCommand(place, [
        "autoscaling",
        "detach-instances",
        ...names,
        "--should-decrement-desired-capacity",
      ]),
    },
  ];
}

function toPendingAdvice(member: Member, place: Region): readonly Advice[] {
  return [
    {
      text: `A launch hook holds ${member.instanceId}, which is gone: abandon the hook for this instance only. The hooks' names:`,
      command: toCommand(place, [
        "autoscaling",
        "describe-lifecycle-hooks",
        "--auto-scaling-group-name",
        member.group,
      ]),
    },
  ];
}
