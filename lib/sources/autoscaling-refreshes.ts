import * as z from "zod";
import { describeInstanceRefreshes } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import type { InstanceRefresh } from "#lib/domain/auto-scaling.ts";
import { findAutoScalingGroupNames } from "#lib/sources/group-resources.ts";
import { AwsTime, parseRows } from "#lib/sources/parse-rows.ts";
import { readPages, unlessGone } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "instance-refresh": InstanceRefresh };

/** m:autoscaling. */
const refreshesPerPage = 100;

const RefreshRow = z
  .object({
    InstanceRefreshId: z.string(),
    AutoScalingGroupName: z.string(),
    Status: z.string(),
    StatusReason: z.string().optional(),
    StartTime: AwsTime.optional(),
    EndTime: AwsTime.optional(),
  })
  .transform(
    (row): InstanceRefresh => ({
      id: row.InstanceRefreshId,
      group: row.AutoScalingGroupName,
      status: row.Status,
      statusReason: row.StatusReason,
      startTime: row.StartTime,
      endTime: row.EndTime,
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
      const refreshes = parseRows(context, {
        operation: describeInstanceRefreshes,
        member: "InstanceRefreshes",
        rows: InstanceRefreshes,
        schema: RefreshRow,
      });
      for (const value of refreshes) {
        const operation = describeInstanceRefreshes.id;
        context.emit({ kind: "instance-refresh", entity: value.id, value, operation });
      }
    },
  });
}
