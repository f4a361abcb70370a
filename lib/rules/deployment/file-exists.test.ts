import { expect, it } from "vitest";
import { fileExists } from "#lib/rules/deployment/file-exists.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

const revision = { type: "GitHub", label: "github: acme/api@0123456789abcdef" };

function makeInstall(message: string) {
  return makeFailedEvent({ name: "Install", diagnostics: { errorCode: "UnknownError", message } });
}

const exists = makeInstall(
  "The deployment failed because a specified file already exists at this location: /srv/api/app.js",
);

function check(event = exists, creator = "user") {
  return checkRule(
    fileExists,
    {
      deployment: [makeFailedDeployment({ revision, creator })],
      "deployment-target": [makeFailedTarget(event), makeFailedTarget(event, { targetId: idB })],
    },
    { partial: ["codedeploy-targets"] },
  );
}

it("a file that is there already is proved by CodeDeploy's own words, once for all instances", () => {
  const findings = check();
  expect(findings).toMatchObject([{ verdict: "proved", severity: "warning", since: minutesAgo(5) }]);
  expect(findings[0]?.summary).toContain(`on ${idA} and ${idB}.`);
  expect(findings[0]?.advice.at(-1)?.command).toBe(
    "aws deploy create-deployment --application-name api --deployment-group-name prod-api --github-location repository=acme/api,commitId=0123456789abcdef --file-exists-behavior OVERWRITE --region us-east-1",
  );
});

it("a launch meets the same image again: deploying to the group does not help it", () => {
  const [finding] = check(exists, "autoscaling");
  expect(finding?.advice.at(-1)?.text).toContain("Take it out of the image");
});

it.each([
  ["another reason", makeInstall("No such file or directory")],
  ["no reason", makeInstall("")],
])("an Install that failed for %s is not meant", (_, event) => {
  expect(check(event)).toEqual([]);
});
