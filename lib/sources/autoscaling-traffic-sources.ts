import * as z from "zod";
import { describeTrafficSources } from "#lib/aws/operations.ts";
import { nextByToken } from "#lib/aws/paginate.ts";
import type { TrafficSource } from "#lib/domain/auto-scaling.ts";
import { defineRow } from "#lib/sources/define-row.ts";
import { findAutoScalingGroupNames } from "#lib/sources/group-resources.ts";
import { makeParser, maybe } from "#lib/sources/parse-rows.ts";
import { readPages, unlessGone } from "#lib/sources/read-pages.ts";
import { defineSource, type ReadContext } from "#lib/sources/source.ts";

type Kinds = { "traffic-source": TrafficSource };

/** m:autoscaling. */
const trafficSourcesPerPage = 50;

const parseTrafficSources = makeParser(
  describeTrafficSources,
  "TrafficSources",
  defineRow<Omit<TrafficSource, "group">>({
    identifier: ["Identifier", z.string()],
    type: ["Type", maybe.text],
    state: ["State", z.string()],
  }),
);

export const autoscalingTrafficSources = defineSource<"autoscaling-traffic-sources", Kinds>({
  id: "autoscaling-traffic-sources",
  title: "Auto Scaling: traffic sources",
  level: "group",
  perGroup: true,
  pace: "seldom",
  kinds: ["traffic-source"],
  operations: [describeTrafficSources],
  after: ["codedeploy-group"],
  mentions: false,
  async read(context) {
    await Promise.all(findAutoScalingGroupNames(context).map((name) => readTrafficSources(context, name)));
  },
});

async function readTrafficSources(context: ReadContext<Kinds>, group: string): Promise<void> {
  await readPages(unlessGone(context), describeTrafficSources, {
    input: { AutoScalingGroupName: group, MaxRecords: trafficSourcesPerPage },
    next: nextByToken,
    onPage: ({ TrafficSources }) => {
      for (const row of parseTrafficSources(context, TrafficSources)) {
        const entity = `${group}/${row.identifier}`;
        const operation = describeTrafficSources.id;
        context.emit({ kind: "traffic-source", entity, value: { group, ...row }, operation });
      }
    },
  });
}
