import { toInstant } from "#lib/domain/time.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import {
  type Target,
  toInstanceIds,
  toLookAtHealth,
  toTargetsByGroup,
} from "#lib/rules/traffic/target-group-targets.ts";
import { toClock, toCount, toWords } from "#lib/rules/wording.ts";

export const zonalShiftActive = defineRule({
  id: "zonal-shift-active",
  title: "Traffic is shifted away from a zone",
  severity: "info",
  why: "A zonal shift keeps the load balancer's traffic away from one zone, because a person or AWS itself asked for it. Targets there may be healthy and get no requests all the same; the other zones carry the load.",
  docs: ["https://docs.aws.amazon.com/elasticloadbalancing/latest/application/zonal-shift.html"],
  lookalikes: ["A healthy target without requests and without a shift is simply not called for."],
  needs: ["elb-target-health", "ec2-instances"],
  check(facts, context) {
    return toTargetsByGroup(facts, isShifted).map(([arn, targets]) =>
      toFinding(
        { arn, targets, all: facts.target.filter(({ value }) => value.targetGroupArn === arn) },
        context,
      ),
    );
  },
});

/** m:elbv2: `zonal_shift_active`, `zonal_shift_delegated_to_dns`. */
function isShifted({ value }: Target): boolean {
  return value.administrativeOverride?.startsWith("zonal_shift") === true;
}

type Found = { readonly arn: string; readonly targets: readonly Target[]; readonly all: readonly Target[] };

function toFinding({ arn, targets, all }: Found, context: CheckContext): RuleFinding {
  const since = toInstant(Math.min(...targets.map((target) => target.since)));
  const name = targets[0]?.value.targetGroupName ?? arn;
  const zones = [...new Set(targets.flatMap(({ value }) => value.zone ?? []))];
  const rest = all.filter((target) => target.value.state === "healthy" && !isShifted(target));
  const alone = rest.length === 0 && !context.partial.includes("elb-target-health");
  return {
    subject: { kind: "target-group", id: arn },
    verdict: "proved",
    severity: alone ? "warning" : "info",
    since,
    summary: `A zonal shift keeps traffic away from ${toCount(targets.length, "target")} of ${name}${zones.length === 0 ? "" : ` in ${toWords(zones)}`}, first read so at ${toClock(since, context.now)}: ${toWords(toInstanceIds(targets))}.${alone ? " No other target is healthy." : ""}`,
    evidence: targets.flatMap((target) => [
      cite(target, "AdministrativeOverride.State", target.value.administrativeOverride ?? ""),
      cite(target, "TargetHealth.State", target.value.state),
    ]),
    disprovedBy: "The targets without an administrative override.",
    advice: [
      toLookAtHealth(arn, context),
      {
        text: "Look who shifted it, why and until when. It changes nothing.",
        command: toCommand(context.scope, ["arc-zonal-shift", "list-zonal-shifts", "--status", "ACTIVE"]),
      },
      {
        text: "It ends by itself at its expiry. Cancel it earlier only if the zone is known to be well again.",
      },
    ],
  };
}
