import { describe, expect, it } from "vitest";
import { addMs, minuteMs, toIso } from "#lib/domain/time.ts";
import type { Report } from "#lib/report/schema.ts";
import { type Manner, makeHealthyLife } from "#lib/testing/healthy-life.ts";
import { type ObservedAccount, observeAccount, testCurtain } from "#lib/testing/observed-account.ts";

/** For every day. An hour of a hundred lives, read every half minute, takes some minutes and has found the same. */
const size = { orderlyLives: 30, crowdedLives: 6, minutes: 12, stepSeconds: 45 };

const group = "prod-life";
type Finding = Report["findings"][number];

async function live(
  seed: number,
  manner: Manner,
  look: (finding: Finding, account: ObservedAccount) => void,
) {
  const account = await observeAccount({ stories: [makeHealthyLife(seed, size.minutes, manner)], seed });
  await account.read();
  await account.elapseUntil(addMs(testCurtain, size.minutes * minuteMs), size.stepSeconds, async () => {
    for (const finding of (await account.report(group)).findings)
      if (finding.severity !== "info") look(finding, account);
  });
  return account;
}

function toSeeds(count: number): readonly number[] {
  return Array.from({ length: count }, (_, index) => index + 1);
}

/**
 * True even where everybody does what AWS says: without traffic control a release restarts the application behind the
 * load balancer, and where that is the only target in service, nobody is healthy for a minute.
 */
function isRestartOfAll({ rule, severity, summary }: Finding): boolean {
  return (
    rule === "target-unhealthy" &&
    severity === "warning" &&
    /No target is healthy.* d-\w+ (is|was) at work on/.test(summary)
  );
}

describe("lives in which people scale, release, detach, stand by and terminate in good order", () => {
  it.each(toSeeds(size.orderlyLives))("life %i: nobody is warned", async (seed) => {
    const found: string[] = [];
    let deployments = 0;
    const account = await live(seed, "orderly", (finding) => {
      if (!isRestartOfAll(finding)) found.push(`${finding.severity} ${finding.rule}: ${finding.summary}`);
    });
    deployments = account.state().deployments.size;
    expect(found).toEqual([]);
    expect(deployments).toBeGreaterThan(1);
  });
});

/** Instances leave the group in the middle of a release: CodeDeploy then waits for them, as AWS documents. */
const trueInACrowd = [
  "ghost-deployment-target",
  "terminated-mid-lifecycle-event",
  "terminated-while-deployment-pending",
  "target-unhealthy",
];

/** Of what was read at this instant; an idle group's last reading may be a minute old. */
function isTrue(finding: Finding, account: ObservedAccount): boolean {
  if (finding.evidence.some(({ readAt }) => readAt !== toIso(account.now()))) return true;
  const { instances, deployments, targetGroups } = account.state();
  if (finding.rule === "target-unhealthy") {
    const targets = targetGroups.get(finding.subject.id)?.targets ?? [];
    return targets.some(({ state }) => state === "unhealthy");
  }
  const state = instances.get(finding.subject.id)?.state ?? "terminated";
  const waits = [...deployments.values()].some(
    ({ completeTime, targets = [] }) =>
      completeTime === undefined &&
      targets.some(
        ({ instanceId, status }) =>
          instanceId === finding.subject.id && (status === "Pending" || status === "InProgress"),
      ),
  );
  return waits && (state === "terminated" || state === "shutting-down");
}

describe("lives in which nobody waits for anybody", () => {
  it.each(toSeeds(size.crowdedLives))(
    "life %i: whatever is said is true, and none of it is a loop",
    async (seed) => {
      await live(seed, "crowded", (finding, account) => {
        expect(trueInACrowd).toContain(finding.rule);
        expect(isTrue(finding, account), finding.summary).toBe(true);
      });
    },
  );
});
