import { describe, expect, it } from "vitest";
import { addMs, addSeconds, minuteMs } from "#lib/domain/time.ts";
import type { Report } from "#lib/report/schema.ts";
import * as rules from "#lib/rules/index.ts";
import * as families from "#lib/simulator/scenarios/families.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import { defineStory, type Story } from "#lib/simulator/scenarios/stage.ts";
import { type Expected, expectedFindings as table } from "#lib/testing/expected-findings.ts";
import { type ObservedAccount, observeAccount, testCurtain } from "#lib/testing/observed-account.ts";

/** Long enough for every contradiction to be seen twice. */
const watchSeconds = 75;

async function watch({ story, minutesEarly = 0, parameters = {} }: Expected) {
  const account = await observeAccount({ stories: [story], minutesEarly, parameters });
  await account.read();
  await account.elapseUntil(addSeconds(testCurtain, watchSeconds), minutesEarly === 0 ? 15 : 60);
  return account;
}

function toFound(report: Report): readonly string[] {
  return report.findings.map(({ severity, verdict, rule, subject }) =>
    [severity, verdict, rule, subject.kind].join(" "),
  );
}

async function toAllFound(account: ObservedAccount) {
  const found: [string, readonly string[]][] = [];
  for (const { group } of await account.scopes()) found.push([group, toFound(await account.report(group))]);
  return Object.fromEntries(found);
}

describe("each story's findings, and no others, come out of what AWS says on the wire", () => {
  it.each(table)("$story.id", async (expected) => {
    const account = await watch(expected);
    expect(await toAllFound(account)).toEqual(expected.groups);
  });

  it("every story is in the table", () => {
    const stories = Object.values(families).flatMap((family) => Object.values<Story>(family));
    expect(table.map(({ story }) => story.id).sort()).toEqual(stories.map(({ id }) => id).sort());
  });

  it("the whole demo at once: no group's findings leak into another's", async () => {
    const entries = table.filter(({ story }) => Object.values<Story>(demo).includes(story));
    const account = await observeAccount({ stories: entries.map(({ story }) => story) });
    await account.read();
    await account.elapseUntil(addSeconds(testCurtain, watchSeconds), 15);
    expect(await toAllFound(account)).toEqual(Object.assign({}, ...entries.map(({ groups }) => groups)));
  });
});

it("every rule comes out of some story", () => {
  const emerged = table.flatMap(({ groups }) =>
    Object.values(groups)
      .flat()
      .map((found) => found.split(" ")[2]),
  );
  const all = Object.values(rules).map(({ id }) => id);
  expect([...new Set(emerged)].sort()).toEqual([...all].sort());
});

it("two instances that a release has lost hold it one after the other: neither is critical within its own limit", async () => {
  const group = { application: "barge", group: "prod-barge" };
  const story = defineStory({
    id: "scaled-in-by-two",
    region: "us-east-1",
    title: "The group was scaled in by two while a release was at work on it.",
    play({ build, operator, minutesAgo }) {
      const { autoScalingGroup } = build.service(group, {
        desired: 8,
        balanced: false,
        autoScalingGroup: { minSize: 2 },
      });
      minutesAgo(9, () => operator.createDeployment({ ...group, revision: "r2" }));
      minutesAgo(8.5, () => operator.setDesiredCapacity(autoScalingGroup, 6));
    },
  });
  const account = await observeAccount({ stories: [story], minutesEarly: 9 });
  const found = new Set<string>();
  await account.elapseUntil(addMs(testCurtain, 20 * minuteMs), 60, async () => {
    const ghosts = (await account.report(group.group)).findings.filter(
      ({ rule }) => rule === "ghost-deployment-target",
    );
    if (ghosts.length > 0) found.add(ghosts.map(({ severity }) => severity).join(" "));
  });
  expect([...found]).toEqual(["warning warning"]);
});

/** Coarse enough for every day; smaller steps take longer and have found the same. */
const quietSteps = { longAgoSeconds: 900, lateSeconds: 120 };

/** What only explains a wait that was asked for. */
const explained = ["info bg-original-kept"];

describe("where nothing is wrong, nothing is found at any time of the day", () => {
  it.each([
    { story: demo.rollingDeployment, allowed: [] },
    { story: demo.scaleInAndOut, allowed: [] },
    { story: demo.quietGroups, allowed: [] },
    { story: families.healthy.calmBlueGreen, allowed: explained },
    { story: families.healthy.calmRefresh, allowed: [] },
    { story: families.healthy.calmStandby, allowed: [] },
    { story: families.healthy.calmWarmPool, allowed: [] },
  ])("$story.id", async ({ story, allowed }: { story: Story; allowed: readonly string[] }) => {
    const account = await observeAccount({ stories: [story], minutesEarly: 360 });
    const found = new Set<string>();
    const look = async () => {
      for (const { group } of await account.scopes()) {
        const report = await account.report(group);
        const wrong = report.findings.filter(
          ({ rule, severity }) => !allowed.includes(`${severity} ${rule}`),
        );
        for (const { rule, severity, summary } of wrong) found.add(`${severity} ${rule} ${summary}`);
        if (report.findings.length === 0) expect(report.answer.verdict).toBeNull();
      }
    };
    await account.elapseUntil(addMs(testCurtain, -30 * minuteMs), quietSteps.longAgoSeconds, look);
    await account.elapseUntil(addMs(testCurtain, 30 * minuteMs), quietSteps.lateSeconds, look);
    expect([...found]).toEqual([]);
  });
});
