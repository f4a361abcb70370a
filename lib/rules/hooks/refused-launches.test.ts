import { expect, it } from "vitest";
import type { Deployment } from "#lib/domain/code-deploy.ts";
import { matchRefused } from "#lib/rules/hooks/refused-launches.ts";
import { makeDeployment, makeDeploymentTarget, minutesAgo, secondsAgo } from "#lib/testing/facts.ts";

const launch = { from: minutesAgo(12), to: minutesAgo(10) };
const refused: Partial<Deployment> = {
  id: "d-REFUSED",
  creator: "autoscaling",
  status: "Failed",
  errorCode: "REVISION_MISSING",
  createTime: minutesAgo(11),
  completeTime: minutesAgo(10),
};

function match(changed: Partial<Deployment>, targets = [] as ReturnType<typeof makeDeploymentTarget>[]) {
  const deployment = [makeDeployment({ ...refused, ...changed })];
  return matchRefused([launch], { deployment, "deployment-target": targets }).get(launch)?.value.id;
}

it.each<[string, Partial<Deployment>, string | undefined]>([
  ["that ended with the launch", {}, "d-REFUSED"],
  ["that ended two minutes before", { completeTime: minutesAgo(12) }, "d-REFUSED"],
  ["that ended a second earlier", { completeTime: secondsAgo(12 * 60 + 1) }, undefined],
  ["that seems to end a minute after", { completeTime: minutesAgo(9) }, "d-REFUSED"],
  ["that ended a second later", { completeTime: secondsAgo(9 * 60 - 1) }, undefined],
  ["made a minute before the launch", { createTime: minutesAgo(13) }, "d-REFUSED"],
  ["made a second earlier", { createTime: secondsAgo(13 * 60 + 1) }, undefined],
  ["of a person", { creator: "user" }, undefined],
  ["stopped by hand", { status: "Stopped", errorCode: "MANUAL_STOP" }, undefined],
  ["that succeeded", { status: "Succeeded" }, undefined],
  ["without an end", { completeTime: undefined }, undefined],
])("a deployment %s: %s", (_, changed, id) => {
  expect(match(changed)).toBe(id);
});

it("a deployment whose target names its instance is not matched by its time", () => {
  expect(match({}, [makeDeploymentTarget({ deploymentId: "d-REFUSED" })])).toBeUndefined();
});

it("each deployment is one launch's, the nearest in time", () => {
  const next = { from: minutesAgo(10), to: secondsAgo(9 * 60) };
  const deployment = [
    makeDeployment({ ...refused, id: "d-NEXT", createTime: secondsAgo(580), completeTime: secondsAgo(550) }),
    makeDeployment(refused),
  ];
  const matched = matchRefused([launch, next], { deployment, "deployment-target": [] });
  expect([matched.get(launch)?.value.id, matched.get(next)?.value.id]).toEqual(["d-REFUSED", "d-NEXT"]);
});
