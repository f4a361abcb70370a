import { expect, it } from "vitest";
import { shuttingDownStuck } from "#lib/rules/ghosts/shutting-down-stuck.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import {
  idA,
  makeInstance,
  makeTerminated,
  makeUnlisted,
  minutesAgo,
  secondsAgo,
} from "#lib/testing/facts.ts";

it.each([
  [600, 1],
  [599, 0],
])("shutting down for %i seconds by EC2's time gives %i findings", (seconds, count) => {
  const instance = makeTerminated(
    { state: "shutting-down", terminatedAt: secondsAgo(seconds) },
    { since: secondsAgo(30) },
  );
  expect(checkRule(shuttingDownStuck, { instance: [instance] })).toHaveLength(count);
});

it.each([
  [600, 1],
  [599, 0],
])("shutting down for %i seconds by our readings gives %i findings", (seconds, count) => {
  const instance = makeInstance({ state: "shutting-down" }, { since: secondsAgo(seconds) });
  expect(checkRule(shuttingDownStuck, { instance: [instance] })).toHaveLength(count);
});

it("is never more than suspected: it may only be slow", () => {
  const [finding] = checkRule(shuttingDownStuck, { instance: [makeTerminated({ state: "shutting-down" })] });
  expect(finding).toMatchObject({
    subject: { id: idA },
    verdict: "suspected",
    since: minutesAgo(40),
    summary: `EC2 has been shutting down ${idA} since 13:42:10 UTC, for 40 minutes.`,
  });
});

it("is judged at the last reading, not at now", () => {
  const instance = makeInstance(
    { state: "shutting-down" },
    { since: minutesAgo(20), lastSeen: minutesAgo(11) },
  );
  expect(checkRule(shuttingDownStuck, { instance: [instance] })).toEqual([]);
});

it.each([makeTerminated(), makeInstance({ state: "stopping" }, { since: minutesAgo(60) }), makeUnlisted()])(
  "$value.state is not meant, in a partial reading either",
  (instance) => {
    expect(checkRule(shuttingDownStuck, { instance: [instance] }, { partial: ["ec2-instances"] })).toEqual(
      [],
    );
  },
);
