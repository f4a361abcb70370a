import { decodeActivity } from "#lib/domain/activity-text.ts";
import { decodeLaunchFailure, isKeyFailure } from "#lib/domain/launch-failure-text.ts";
import { toCommand } from "#lib/rules/command-line.ts";
import { type CheckContext, cite, defineRule, type RuleFinding } from "#lib/rules/rule.ts";
import {
  type Activity,
  type FailedLaunches,
  toFailedLaunches,
  toLaunchFinding,
} from "#lib/rules/scaling/failed-launches.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

type Instances = ReadonlyMap<string, FactRevision<"instance">>;

export const launchFailedKms = defineRule({
  id: "launch-failed-kms",
  title: "Instances end at launch: the key of their volumes cannot be used",
  severity: "warning",
  why: "The volumes are encrypted with a KMS key that Auto Scaling's service-linked role may not use, or that is disabled. EC2 makes the instance and ends it at once with a client error. Launching the same template by hand may work, since a person has other permissions.",
  docs: ["https://docs.aws.amazon.com/autoscaling/ec2/userguide/ts-as-instancelaunchfailure.html"],
  lookalikes: [
    "EC2's Client.InternalError does not name the key: AWS explains it so, and it may be another client error.",
    "An instance that somebody terminated while it was launched says Client.UserInitiatedShutdown.",
  ],
  leadsTo: ["launch-administratively-suspended", "health-constraints"],
  needs: ["autoscaling-activities", "autoscaling-groups", "ec2-instances"],
  check(facts, context) {
    const instances = new Map(facts.instance.map((instance) => [instance.value.id, instance]));
    return toFailedLaunches(facts, context, (launch) => isKeyLaunch(launch, instances)).map((failed) =>
      toFinding(failed, instances, context),
    );
  },
});

/** Failed or given up, and Auto Scaling's text or EC2's reason names the key. */
function isKeyLaunch(launch: Activity, instances: Instances): boolean {
  const { value } = launch;
  if (value.status !== "Failed" && value.status !== "Cancelled") return false;
  return decodeLaunchFailure(value)?.kind === "kms" || toReason(launch, instances) !== undefined;
}

type Reason = { readonly instance: FactRevision<"instance">; readonly code: string };

function toReason({ value }: Activity, instances: Instances): Reason | undefined {
  const instance = instances.get(decodeActivity(value).instanceId ?? "");
  if (instance === undefined || !instance.value.listed) return undefined;
  const code = instance.value.stateReasonCode;
  return code !== undefined && isKeyFailure(code) ? { instance, code } : undefined;
}

function toFinding(failed: FailedLaunches, instances: Instances, context: CheckContext): RuleFinding {
  const failure = decodeLaunchFailure(failed.newest.value);
  const reason = toReason(failed.newest, instances);
  const code = reason === undefined ? "" : ` (EC2: ${reason.code})`;
  const named = /InvalidKMSKey/i.test(
    `${failed.newest.value.statusMessage} ${failed.newest.value.description} ${code}`,
  );
  return toLaunchFinding(failed, context, {
    said: `ended in a client error at launch${code}`,
    verdict: named ? "proved" : "corroborated",
    evidence: reason === undefined ? [] : [cite(reason.instance, "StateReason.Code", reason.code)],
    advice: [
      {
        text: "Look which key the volumes are encrypted with: where the launch template names none, it is the account's default. It changes nothing.",
        command: toCommand(context.scope, ["ec2", "get-ebs-default-kms-key-id"]),
      },
      {
        text:
          failure?.mend ??
          "Let Auto Scaling's service-linked role use the key, by the key's policy or a grant, and enable the key.",
      },
    ],
  });
}
