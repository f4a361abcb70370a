import { expect, it } from "vitest";
import { zonalShiftActive } from "#lib/rules/traffic/zonal-shift-active.ts";
import { checkRule } from "#lib/testing/check-rule.ts";
import { idA, idB, makeTarget, makeTerminated, minutesAgo, testTargetGroupArn } from "#lib/testing/facts.ts";

const shifted = makeTarget({ administrativeOverride: "zonal_shift_active" });
const other = makeTarget({ instanceId: idB, zone: "us-east-1b" });

it("a zone whose traffic is shifted away is told, and explains", () => {
  expect(checkRule(zonalShiftActive, { target: [shifted, other] })).toMatchObject([
    {
      subject: { kind: "target-group", id: testTargetGroupArn },
      verdict: "proved",
      severity: "info",
      since: minutesAgo(10),
      summary: `A zonal shift keeps traffic away from 1 target of tg-prod-api in us-east-1a, first read so at 14:12:10 UTC: ${idA}.`,
    },
  ]);
});

it("where no other target is healthy it is a warning, unless the listing was cut", () => {
  const target = [shifted, makeTarget({ instanceId: idB, state: "unhealthy" })];
  expect(checkRule(zonalShiftActive, { target })).toMatchObject([{ severity: "warning" }]);
  expect(checkRule(zonalShiftActive, { target }, { partial: ["elb-target-health"] })).toMatchObject([
    { severity: "info" },
  ]);
});

it.each([undefined, "no_override", "unknown"])("%s is none", (administrativeOverride) => {
  expect(checkRule(zonalShiftActive, { target: [makeTarget({ administrativeOverride })] })).toEqual([]);
});

it("a shift that DNS carries out counts, and an instance that is gone does not", () => {
  const target = [makeTarget({ administrativeOverride: "zonal_shift_delegated_to_dns" }), other];
  expect(checkRule(zonalShiftActive, { target })).toHaveLength(1);
  expect(checkRule(zonalShiftActive, { target, instance: [makeTerminated()] })).toEqual([]);
});
