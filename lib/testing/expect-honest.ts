import { expect } from "vitest";
import type { Report } from "#lib/report/schema.ts";
import { type Service, type TroubleName, troubles } from "#lib/testing/aws-troubles.ts";

/** Who is in which trouble. */
export type Troubled = Partial<Readonly<Record<Service, TroubleName>>>;

const prefixes: Readonly<Record<Service, string>> = {
  codedeploy: "codedeploy-",
  autoscaling: "autoscaling-",
  elasticloadbalancing: "elb-",
  ec2: "ec2-",
};

const fineWords = /Nothing is waiting|is in progress/;
const inPart = "was read in part (not everything could be asked about or read)";

function toKey({ rule, subject }: Report["findings"][number]): string {
  return `${rule} ${subject.id}`;
}

export function toTold({ findings }: Report): readonly string[] {
  return findings.filter(({ verdict }) => verdict !== "cannot-tell").map(toKey);
}

/** What rests on the troubled services cannot be told, for the true reason; the rest is there, and nothing is invented. */
export function expectHonest(report: Report, full: Report, troubled: Troubled): void {
  const broken = listBroken(troubled);
  for (const [service] of broken) {
    const hit = report.sources.filter(({ id }) => id.startsWith(prefixes[service]));
    expect(hit.some(({ status }) => status === "failed" || status === "partial")).toBe(true);
  }
  for (const { id, status, failure } of report.sources) {
    if (status === "failed") expect(failure?.remedy, id).toBeTruthy();
    if (failure !== undefined) expect(broken.map(toCause), id).toContain(toCause(failure));
  }
  expectTrueReasons(report, broken);
  const known = new Set(full.findings.map(toKey));
  expect(toTold(report).filter((key) => !known.has(key))).toEqual([]);
  expect(toTold(report)).toEqual(expect.arrayContaining([...listUntouched(report, full)]));
}

/** What was found and does not rest on what is missing. */
export function listUntouched(report: Report, full: Report): readonly string[] {
  const silent = new Set(
    report.findings.filter(({ verdict }) => verdict === "cannot-tell").map(({ rule }) => rule),
  );
  return toTold({ ...full, findings: full.findings.filter(({ rule }) => !silent.has(rule)) });
}

/** Neither the words nor the colours of a group that is well. */
export function expectNotFine({ answer }: Report): void {
  expect(answer.sentence).not.toMatch(fineWords);
  expect(["good", "busy"]).not.toContain(answer.tone);
}

type Broken = readonly [service: Service, failure: string];

function listBroken(troubled: Troubled): readonly Broken[] {
  const services = Object.keys(troubled) as Service[];
  return services.flatMap((service): Broken[] => {
    const name = troubled[service];
    const failure = name === undefined ? undefined : troubles[name].failure;
    return failure === undefined ? [] : [[service, failure]];
  });
}

function toCause(cause: Broken | { readonly operation: string; readonly kind: string }): string {
  if ("kind" in cause) return `${cause.operation.split(":")[0]} ${cause.kind}`;
  return cause.join(" ");
}

/** Each blames the troubled services alone, by what they did. */
function expectTrueReasons({ findings }: Report, broken: readonly Broken[]): void {
  const silent = findings.filter(({ verdict }) => verdict === "cannot-tell");
  if (broken.length > 0) expect(silent.length).toBeGreaterThan(0);
  for (const { rule, reason = "" } of silent) {
    const causes = [...reason.matchAll(/([a-z0-9]+):[A-Za-z]+: ([a-z-]+)/g)].map(
      ([, service, kind]) => `${service} ${kind}`,
    );
    if (!reason.includes(inPart)) expect(causes.length, `${rule}: ${reason}`).toBeGreaterThan(0);
    for (const cause of causes) expect(broken.map(toCause), `${rule}: ${reason}`).toContain(cause);
  }
}
