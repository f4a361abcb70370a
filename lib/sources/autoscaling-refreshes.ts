import * as z from "zod";
import { describeInstanceRefreshes } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import type { InstanceRefresh } from "#lib/domain/auto-scaling.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { findAutoScalingGroupNames } from "#lib/sources/group-resources.ts";
import { makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { readPages, unlessGone } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "instance-refresh": InstanceRefresh };

/** m:autoscaling. */
const refreshesPerPage = 100;

const parseRefreshes = makeParser(
  describeInstanceRefreshes,
  "InstanceRefreshes",
  defineRow<InstanceRefresh>({
    id: ["InstanceRefreshId", z.string()],
    group: ["AutoScalingGroupName", z.string()],
    status: ["Status", z.string()],
    statusReason: ["StatusReason", maybe.text],
    startTime: ["StartTime", maybe.time],
    endTime: ["EndTime", maybe.time],
  }),
);

/** AWS tells of the refreshes of six weeks. */
export const autoscalingRefreshes = defineSource<"autoscaling-refreshes", Kinds>({
  id: "autoscaling-refreshes",
  title: "Auto Scaling: instance refreshes",
  level: "group",
  perGroup: true,
  pace: "seldom",
  kinds: ["instance-refresh"],
  operations: [describeInstanceRefreshes],
  after: ["codedeploy-group"],
  mentions: false,
  async read(context) {
    await Promise.all(findAutoScalingGroupNames(context).map((name) => readRefreshes(context, name)));
  },
});

async function readRefreshes(context: ReadContext<Kinds>, name: string): Promise<void> {
  await readPages(unlessGone(context), describeInstanceRefreshes, {
    input: { AutoScalingGroupName: name, MaxRecords: refreshesPerPage },
    next: nextByToken,
    onPage: ({ InstanceRefreshes }) => {
      for (const value of parseRefreshes(context, InstanceRefreshes)) {
        const operation = describeInstanceRefreshes.id;
        context.emit({ kind: "instance-refresh", entity: value.id, value, operation });
      }
    },
  });
}
