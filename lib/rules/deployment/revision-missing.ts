import { citeRevision, toLookAtBundle } from "#lib/rules/deployment/bundle-advice.ts";
import {
  afterFailedEvent,
  isLaunch,
  toEventFailures,
  toEventFinding,
} from "#lib/rules/deployment/event-failure.ts";
import { recentThreshold, toCodeFinding, toFailuresByCode } from "#lib/rules/deployment/failed-with-code.ts";
import { toRedeployAdvice } from "#lib/rules/deployment-advice.ts";
import { type Advice, type CheckContext, defineRule } from "#lib/rules/rule.ts";
import type { FactRevision } from "#lib/sources/facts.ts";

const disprovedBy = "S3 showing that the object of this name and version was there when the deployment ran.";

export const revisionMissing = defineRule({
  id: "revision-missing",
  title: "The revision to deploy is no longer there",
  severity: "warning",
  why: "The bundle was deleted, replaced by another version, or never uploaded under this name. A deployment for a launch takes the revision that last succeeded: a rule that expires old bundles breaks scaling out weeks later, while releases, which bring their own new bundle, keep working.",
  docs: [
    "https://docs.aws.amazon.com/codedeploy/latest/APIReference/API_ErrorInformation.html",
    "https://docs.aws.amazon.com/codedeploy/latest/userguide/integrations-aws-auto-scaling.html",
  ],
  thresholds: [recentThreshold],
  lookalikes: [
    "Without the right to list the bucket, S3 says that it refuses where the object is missing: that shows as download-bundle-failure.",
  ],
  leadsTo: afterFailedEvent,
  needs: ["codedeploy-deployments", "codedeploy-targets"],
  check(facts, context) {
    const byCode = toFailuresByCode(facts.deployment, ["REVISION_MISSING"]).map((failure) =>
      toCodeFinding(failure, context, {
        means: `the revision was gone when the deployment came to it${toLaunchWords(failure.newest)}`,
        disprovedBy,
        advice: toAdvice(failure.newest, context),
        evidence: citeRevision(failure.newest),
      }),
    );
    const byEvent = toEventFailures(facts, "revision-missing").map((failure) => {
      const { deployment } = failure.newest;
      const finding = toEventFinding(failure, context, {
        means: `the bundle is not where the revision says${toLaunchWords(deployment)}`,
        disprovedBy,
        advice: toAdvice(deployment, context),
      });
      return { ...finding, evidence: [...finding.evidence, ...citeRevision(deployment)] };
    });
    return [...byCode, ...byEvent];
  },
});

function toLaunchWords({ value }: FactRevision<"deployment">): string {
  return isLaunch(value) ? " (a launch gets the revision that last succeeded)" : "";
}

function toAdvice({ value }: FactRevision<"deployment">, { scope }: CheckContext): readonly Advice[] {
  const upload = isLaunch(value)
    ? "Upload the bundle again under the same name, or deploy a good revision to the whole group; until then no launch can succeed."
    : "Upload the bundle again under the same name, or deploy another revision.";
  return [...toLookAtBundle(value, scope), { text: upload }, toRedeployAdvice(scope)];
}
