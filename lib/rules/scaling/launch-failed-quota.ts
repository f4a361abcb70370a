import { decodeLaunchFailure } from "#lib/domain/launch-failure-text.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { defineRule } from "#lib/rules/rule.ts";
import { isFailedFor, toFailedLaunches, toLaunchFinding } from "#lib/rules/scaling/failed-launches.ts";

export const launchFailedQuota = defineRule({
  id: "launch-failed-quota",
  title: "A limit of the account stops launches",
  severity: "warning",
  why: "AWS allows an account only so many instances, vCPUs or gibibytes of volumes per region. At the limit every launch fails, replacements included. All teams of the account share the limit: what reached it may be somebody else's.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html"],
  lookalikes: ["AWS being out of instances is no limit of the account: launch-failed-capacity."],
  leadsTo: ["launch-administratively-suspended", "health-constraints"],
  needs: ["autoscaling-activities", "autoscaling-groups"],
  check(facts, context) {
    return toFailedLaunches(facts, context, (launch) => isFailedFor(launch, "quota")).map((failed) => {
      const failure = decodeLaunchFailure(failed.newest.value);
      return toLaunchFinding(failed, context, {
        said: `failed, because ${failure?.meaning ?? "a limit is reached"},`,
        advice: [
          {
            text: "Look at the account's limits for EC2 in this region. It changes nothing.",
            command: toCommand(context.scope, [
              "service-quotas",
              "list-service-quotas",
              "--service-code",
              "ec2",
            ]),
          },
          { text: failure?.mend ?? "Ask for a higher limit." },
        ],
      });
    });
  },
});
