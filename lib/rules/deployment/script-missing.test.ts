import { expect, it } from "vitest";
import { scriptMissing } from "#lib/rules/deployment/script-missing.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, minutesAgo } from "#lib/testing/facts.ts";
import { makeFailedDeployment, makeFailedEvent, makeFailedTarget } from "#lib/testing/failed-targets.ts";

function check(event: Parameters<typeof makeFailedEvent>[0], deployment = makeFailedDeployment()) {
  const target = makeFailedTarget(makeFailedEvent(event));
  return checkRule(
    scriptMissing,
    { deployment: [deployment], "deployment-target": [target] },
    { partial: ["codedeploy-targets"] },
  );
}

const diagnostics = { errorCode: "ScriptMissing", scriptName: "scripts/start.sh" };

it("ScriptMissing is proved by its code, with its own remedy", () => {
  const [finding] = check({ diagnostics });
  expect(finding).toMatchObject({
    subject: { kind: "deployment", id: "d-7QK2AAAAA" },
    verdict: "proved",
    severity: "warning",
    since: minutesAgo(5),
  });
  expect(finding?.summary).toContain(`with ScriptMissing: scripts/start.sh on ${idA}.`);
  expect(finding?.advice.at(-1)?.text).toContain("names no file");
});

it.each([
  ["a script that failed", {}],
  ["a script of the revision before", { name: "AfterBlockTraffic", diagnostics }],
  ["an event without a reason", { diagnostics: undefined }],
])("%s is another rule's", (_, event) => {
  expect(check(event)).toEqual([]);
});

it("more than a day ago it is info", () => {
  expect(check({ diagnostics, endTime: minutesAgo(24 * 60 + 1) })).toMatchObject([{ severity: "info" }]);
});
