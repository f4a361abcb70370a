import { expect } from "vitest";
import type { Report } from "#lib/report/schema.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import { createTroubleMaker, services, troubles } from "#lib/testing/aws-troubles.ts";
import {
  expectHonest,
  expectNotFine,
  listUntouched,
  type Troubled,
  toTold,
} from "#lib/testing/expect-honest.ts";
import { observeAccount } from "#lib/testing/observed-account.ts";

/** An incident and a group with nothing to tell, side by side. */
const stories = [demo.recursiveLimbo, demo.scaleInAndOut];

/** What names the groups: without it there is none to be judged, which has a test of its own. */
const inventory = [
  "codedeploy:ListApplications",
  "codedeploy:ListDeploymentGroups",
  "codedeploy:BatchGetDeploymentGroups",
];

type TroubledAccount = Awaited<ReturnType<typeof openTroubled>>;

export async function openTroubled() {
  const { around, begin, end } = createTroubleMaker();
  const account = await observeAccount({ stories, around });
  const { faults } = account.simulator;
  return {
    ...account,
    begin(troubled: Troubled, spared: readonly string[] = []) {
      for (const service of services) {
        const name = troubled[service];
        if (name !== undefined) begin(faults, name, service, spared);
      }
    },
    end: () => end(faults),
    incident: () => account.report("prod-api"),
    quiet: () => account.report("prod-streams"),
  };
}

/** What is told of the incident where nothing is wrong, after one reading and after more of them. */
async function readUntroubled() {
  const account = await openTroubled();
  await account.read();
  const first = await account.incident();
  await account.elapse(60);
  return { first, full: await account.incident() };
}
const untroubled = readUntroubled();

function isBroken(troubled: Troubled): boolean {
  return services.some((service) => {
    const name = troubled[service];
    return name !== undefined && troubles[name].failure !== undefined;
  });
}

function expectUnknown(report: Report): void {
  expect(report.answer).toMatchObject({ verdict: "cannot-tell", tone: "unknown" });
  expectNotFine(report);
  expect(toTold(report)).toEqual([]);
}

async function expectAllHonest(account: TroubledAccount, full: Report, troubled: Troubled): Promise<void> {
  const report = await account.incident();
  expectHonest(report, full, troubled);
  if (isBroken(troubled)) {
    expectNotFine(report);
    expectUnknown(await account.quiet());
  } else expect(report.answer).toEqual(full.answer);
}

/** The service fails once the groups are listed. How many findings stayed. */
export async function expectHonestFromTheStart(troubled: Troubled): Promise<number> {
  const { first } = await untroubled;
  const account = await openTroubled();
  account.begin(troubled, inventory);
  await account.read();
  await expectAllHonest(account, first, troubled);
  return listUntouched(await account.incident(), first).length;
}

/** The service fails after the first reading: the account, and what it told before. */
export async function openInTheMiddle(troubled: Troubled) {
  const { full } = await untroubled;
  const account = await openTroubled();
  await account.read();
  account.begin(troubled);
  await account.elapse(60);
  await expectAllHonest(account, full, troubled);
  return { account, full };
}
