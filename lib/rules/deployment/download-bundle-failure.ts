import { citeRevision, toLookAtBundle } from "#lib/rules/deployment/bundle-advice.ts";
import {
  afterFailedEvent,
  type EventFailure,
  toEventFailures,
  toEventFinding,
} from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold } from "#lib/rules/deployment/failed-with-code.ts";
import { defineRule } from "#lib/rules/rule.ts";

/** S3's refusals, and how the agent words a download that gave nothing to open. */
const refusedPattern = /access ?denied|\b403\b|forbidden|not authorized|not opened for reading/i;
const unreachedPattern = /execution expired|timed? ?out|connection|network|certificate/i;

export const downloadBundleFailure = defineRule({
  id: "download-bundle-failure",
  title: "The revision could not be downloaded",
  severity: "warning",
  why: "The instance itself fetches the bundle, with its own role and over its own network. If the role may not read the bucket, the bucket is in another region, or S3 or GitHub cannot be reached from the subnet, DownloadBundle fails, on each instance that is set up alike.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/troubleshooting-deployments.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/getting-started-create-iam-instance-profile.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "The role, the bucket's policy, the key's policy, a VPC endpoint's policy and a wrong region all refuse with the same words.",
    "A bundle that is not there is revision-missing; one that cannot be read is invalid-revision.",
    "A DownloadBundle that failed without a word may have lost its instance and is not meant.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    return toEventFailures(facts, "download-bundle-failure").map((failure) => {
      const { deployment } = failure.newest;
      const finding = toEventFinding(failure, context, {
        means: toMeaning(failure),
        disprovedBy: "A later deployment whose DownloadBundle succeeds on the same instance.",
        advice: [
          ...toLookAtBundle(deployment.value, context.scope),
          {
            text: "Check that the instance's role may read the bucket (s3:GetObject, and the key's decryption where the object is encrypted) and that its subnet reaches S3 or GitHub; restart the agent after a role was attached, then deploy again.",
          },
        ],
      });
      return { ...finding, evidence: [...finding.evidence, ...citeRevision(deployment)] };
    });
  },
});

function toMeaning({ newest }: EventFailure): string {
  const message = newest.event.diagnostics?.message ?? "";
  if (refusedPattern.test(message)) return "the bundle was refused or could not be opened";
  if (unreachedPattern.test(message)) return "the bundle's place was not reached in time";
  return "the bundle could not be downloaded";
}
