import { describe, expect, it } from "vitest";
import { addMs, addSeconds, minuteMs } from "#lib/domain/time.ts";
import type { Report } from "#lib/report/schema.ts";
import * as rules from "#lib/rules/index.ts";
import * as extra from "#lib/simulator/scenarios/extra.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import type { Story } from "#lib/simulator/scenarios/stage.ts";
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
    const stories = [...Object.values(demo), ...Object.values(extra)];
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

/** Rules that no operator's action in this world can bring about. */
const beyondTheWorld: Readonly<Record<string, string>> = {
  "attached-instance-without-hook": "the world has no AttachInstances",
  "terminating-retained": "the world's groups have no instance lifecycle policy that retains",
};

it("every rule comes out of some story", () => {
  const emerged = table.flatMap(({ groups }) =>
    Object.values(groups)
      .flat()
      .map((found) => found.split(" ")[2]),
  );
  const all = Object.values(rules).map(({ id }) => id);
  expect([...new Set([...emerged, ...Object.keys(beyondTheWorld)])].sort()).toEqual([...all].sort());
});

/** Coarse enough for every day; smaller steps take longer and have found the same. */
const quietSteps = { longAgoSeconds: 900, lateSeconds: 120 };

describe("where nothing is wrong, nothing is found at any time of the day", () => {
  it.each([demo.rollingDeployment, demo.scaleInAndOut, demo.quietGroups])(
    "$id",
    async (story) => {
      const account = await observeAccount({ stories: [story], minutesEarly: 360 });
      const found = new Set<string>();
      const look = async () => {
        for (const { group } of await account.scopes()) {
          const report = await account.report(group);
          for (const { rule, severity, summary } of report.findings)
            found.add(`${severity} ${rule} ${summary}`);
          expect(report.answer.verdict).toBeNull();
        }
      };
      await account.elapseUntil(addMs(testCurtain, -30 * minuteMs), quietSteps.longAgoSeconds, look);
      await account.elapseUntil(addMs(testCurtain, 30 * minuteMs), quietSteps.lateSeconds, look);
      expect([...found]).toEqual([]);
    },
    20_000,
  );
});
