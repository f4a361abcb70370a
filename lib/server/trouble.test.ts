import { describe, expect, it } from "vitest";
import type { Report } from "#lib/report/schema.ts";
import { documentedPageSizes, type PagedOperation } from "#lib/simulator/handlers/page-sizes.ts";
import type { Simulator } from "#lib/simulator/mount/simulator.ts";
import * as demo from "#lib/simulator/scenarios/index.ts";
import { observeAccount } from "#lib/testing/observed-account.ts";

type Faults = Simulator["faults"];

const services = ["codedeploy", "autoscaling", "elasticloadbalancing", "ec2"] as const;
type Service = (typeof services)[number];

const troubles: Readonly<Record<string, (faults: Faults, service: Service) => void>> = {
  throttled: (faults, service) => faults.throttle({ service }),
  denied: (faults, service) => faults.deny({ service }),
  expired: (faults, service) => faults.expire({ service }),
  "answered by a sign-in page": (faults, service) => faults.garble({ service }, "html"),
  "cut off": (faults, service) => faults.garble({ service }, "broken"),
  "answered with nothing": (faults, service) => faults.garble({ service }, "empty"),
};

const prefixes: Readonly<Record<Service, string>> = {
  codedeploy: "codedeploy-",
  autoscaling: "autoscaling-",
  elasticloadbalancing: "elb-",
  ec2: "ec2-",
};

function toKey({ rule, subject }: Report["findings"][number]): string {
  return `${rule} ${subject.id}`;
}

function toTold({ findings }: Report): readonly string[] {
  return findings.filter(({ verdict }) => verdict !== "cannot-tell").map(toKey);
}

const fineWords = /Nothing is waiting|is in progress/;

async function readTwice(story: (typeof demo)[keyof typeof demo], make?: (faults: Faults) => void) {
  const account = await observeAccount({ stories: [story] });
  make?.(account.simulator.faults);
  await account.read();
  await account.elapse(15);
  return account;
}

/** Without CodeDeploy's word no deployment group is known: that has a test of its own. */
const besideCodeDeploy = services.filter((service) => service !== "codedeploy");

describe("what is missing is never fine, and never an alarm", () => {
  it.concurrent.each(Object.entries(troubles))(
    "%s from the start: what rests on the service cannot be told, the rest is there, nothing is invented",
    async (_, make) => {
      const whole = await readTwice(demo.recursiveLimbo);
      const full = await whole.report("prod-api");
      const expectRest = async (service: Service) => {
        const blind = await readTwice(demo.recursiveLimbo, (faults) => make(faults, service));
        const report = await blind.report("prod-api");
        expectHonest(report, full, service);
        const silent = new Set(
          report.findings.filter(({ verdict }) => verdict === "cannot-tell").map(({ rule }) => rule),
        );
        const untouched = full.findings.filter(({ rule }) => !silent.has(rule));
        expect(toTold(report)).toEqual(expect.arrayContaining(untouched.map(toKey)));
        return untouched.length;
      };
      const told = await Promise.all(besideCodeDeploy.map(expectRest));
      expect(Math.max(...told)).toBeGreaterThan(0);
    },
  );

  it.concurrent.each(Object.entries(troubles))(
    "%s from the start: a quiet group is not called fine",
    async (_, make) => {
      const expectUnknown = async (service: Service) => {
        const account = await readTwice(demo.scaleInAndOut, (faults) => make(faults, service));
        const report = await account.report("prod-streams");
        expect(report.answer).toMatchObject({ verdict: "cannot-tell", tone: "unknown" });
        expect(report.answer.sentence).not.toMatch(fineWords);
        expect(toTold(report)).toEqual([]);
      };
      await Promise.all(besideCodeDeploy.map(expectUnknown));
    },
  );

  it.concurrent.each(Object.entries(troubles))(
    "%s in the middle: what was known turns into neither all-clear nor alarm, and comes back",
    async (_, make) => {
      const expectBack = async (service: Service) => {
        const account = await readTwice(demo.recursiveLimbo);
        const quiet = await readTwice(demo.scaleInAndOut);
        const full = await account.report("prod-api");
        for (const { simulator } of [account, quiet]) make(simulator.faults, service);
        await Promise.all([account.elapse(60), quiet.elapse(60)]);
        expectHonest(await account.report("prod-api"), full, service);
        expect((await quiet.report("prod-streams")).answer).toMatchObject({
          verdict: "cannot-tell",
          tone: "unknown",
        });
        account.simulator.faults.clear();
        await account.elapse(300);
        await account.elapse(15);
        const again = await account.report("prod-api");
        expect(again.sources.map(({ id, status }) => `${id} ${status}`)).toEqual(
          full.sources.map(({ id }) => `${id} ok`),
        );
        expect(toTold(again)).toEqual(expect.arrayContaining([...toTold(full)]));
      };
      await Promise.all(services.map(expectBack));
    },
  );
});

function expectHonest(report: Report, full: Report, service: Service): void {
  const hit = report.sources.filter(({ id }) => id.startsWith(prefixes[service]));
  expect(hit.some(({ status }) => status === "failed" || status === "partial")).toBe(true);
  for (const { status, failure } of hit) if (status === "failed") expect(failure?.remedy).toBeTruthy();
  const known = new Set(full.findings.map(toKey));
  expect(toTold(report).filter((key) => !known.has(key))).toEqual([]);
  expect(
    report.findings.some(({ verdict, reason }) => verdict === "cannot-tell" && reason !== undefined),
  ).toBe(true);
  expect(report.answer.sentence).not.toMatch(fineWords);
  expect(["good", "busy"]).not.toContain(report.answer.tone);
}

it("where CodeDeploy says nothing from the start, no group is named, and none is called fine", async () => {
  const account = await observeAccount({ stories: [demo.recursiveLimbo] });
  account.simulator.faults.deny({ service: "codedeploy" });
  await account.read();
  expect(await account.scopes()).toEqual([]);
  account.simulator.faults.clear();
  await account.elapse(60);
  expect(toTold(await account.report("prod-api"))).toContain("recursive-deployment-limbo asg-prod-api");
});

it.each([
  demo.recursiveLimbo,
  demo.rollingDeployment,
  demo.scaleInAndOut,
  demo.orphanHook,
  demo.twoGroupsOneAsg,
  demo.failingScript,
])("$id: pages of two say what whole pages say", async (story) => {
  const names = Object.keys(documentedPageSizes) as PagedOperation[];
  const pageSizes = Object.fromEntries(names.map((name) => [name, 2]));
  const [whole, paged] = [
    await observeAccount({ stories: [story] }),
    await observeAccount({ stories: [story], mount: { pageSizes } }),
  ];
  for (const account of [whole, paged]) {
    await account.read();
    for (let reading = 0; reading < 5; reading += 1) await account.elapse(15);
  }
  expect(paged.simulator.calls.count()).toBeGreaterThan(whole.simulator.calls.count());
  for (const { group } of await whole.scopes())
    expect(await paged.report(group)).toEqual(await whole.report(group));
});
