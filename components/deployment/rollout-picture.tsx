"use client";

import { useState } from "react";
import { toAtOnceSentence } from "#components/deployment/at-once.ts";
import { toFineDurationText } from "#components/deployment/event-length.ts";
import { type Batch, type Rollout, toRollout } from "#components/deployment/rollout.ts";
import { RolloutPlot } from "#components/deployment/rollout-plot.tsx";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import type { DeploymentView, Report, TargetView } from "#lib/report/schema.ts";

type RolloutPictureProps = { readonly deployment: DeploymentView; readonly report: Report };

const shownAtFirst = 20;

/** Which targets ran together, on one time axis: a row for each inferred batch, in numbers and as bars. */
export function RolloutPicture({ deployment, report }: RolloutPictureProps) {
  const [limit, setLimit] = useState(shownAtFirst);
  const rollout = toRollout(deployment, report.at);
  const { batches, notBegun } = rollout;
  const shown = pickBatches(batches, limit);
  const left = batches.length - shown.length;
  return (
    <>
      <p className="max-w-[75ch]">
        {toAtOnceSentence(deployment, deployment.targets.length)} {toMostText(rollout)}
      </p>
      <ScrollTable label="Rollout by batch">
        <caption className="sr-only">
          Batches inferred from start times; the bars run from{" "}
          <Moment iso={new Date(rollout.from).toISOString()} at={report.at} /> to{" "}
          <Moment iso={new Date(rollout.to).toISOString()} at={report.at} />
        </caption>
        <thead>
          <tr>
            <th scope="col" className="w-16 whitespace-normal">
              Batch (inferred)
            </th>
            <th scope="col">Targets</th>
            <th scope="col" className="rollout-plot">
              <PlotEnds rollout={rollout} at={report.at} />
            </th>
            <th scope="col">Began</th>
            <th scope="col">Took</th>
          </tr>
        </thead>
        <tbody className="rollout">
          {shown.map((batch) => (
            <BatchRow key={batch.number} batch={batch} rollout={rollout} report={report} />
          ))}
          {notBegun.length > 0 && (
            <NotBegunRow notBegun={notBegun} deployment={deployment} rollout={rollout} report={report} />
          )}
        </tbody>
      </ScrollTable>
      {left > 0 && (
        <p className="pt-2">
          <button type="button" className="button" onClick={() => setLimit(limit + shownAtFirst * 5)}>
            Show {Math.min(left, shownAtFirst * 5)} more
          </button>{" "}
          <span className="text-muted">
            {left} of {batches.length} batches are not shown; the first, and the latest, are.
          </span>
        </p>
      )}
    </>
  );
}

/** Of many batches the first ones and, since what runs now matters most, the latest. */
function pickBatches(batches: readonly Batch[], limit: number): readonly Batch[] {
  if (batches.length <= limit) return batches;
  const half = Math.floor(limit / 2);
  return [...batches.slice(0, limit - half), ...batches.slice(-half)];
}

function toMostText({ mostAtOnce, batches }: Rollout): string {
  if (mostAtOnce === 0) return "No target has begun.";
  const most = mostAtOnce === 1 ? "one was" : `${mostAtOnce} were`;
  const rounds = batches.length === 1 ? "one batch" : `${batches.length} batches`;
  return `As far as their events tell, at most ${most} worked on at once, in ${rounds}: CodeDeploy names no batches, so they are inferred from start times.`;
}

function PlotEnds({ rollout, at }: { readonly rollout: Rollout; readonly at: string }) {
  return (
    <span className="flex flex-wrap justify-between gap-x-2 font-normal">
      <Moment iso={new Date(rollout.from).toISOString()} at={at} />
      <Moment iso={new Date(rollout.to).toISOString()} at={at} />
    </span>
  );
}

type BatchRowProps = { readonly batch: Batch; readonly rollout: Rollout; readonly report: Report };

function BatchRow({ batch, rollout, report }: BatchRowProps) {
  const [first] = batch.bars;
  return (
    <tr>
      <th scope="row">{batch.number}</th>
      <td className="rollout-targets">
        {batch.bars.length === 1 && first !== undefined ? (
          <>
            <LinkedText text={first.instanceId} scope={report.scope} /> {first.status}
          </>
        ) : (
          `${batch.bars.length}: ${toOutcomes(batch)}`
        )}
      </td>
      <td className="rollout-plot">
        <RolloutPlot bars={batch.bars} rollout={rollout} />
      </td>
      <td>
        <Moment iso={new Date(batch.from).toISOString()} at={report.at} />
      </td>
      <td>
        {toFineDurationText((batch.to ?? Date.parse(report.at)) - batch.from)}
        {batch.to === undefined && " so far"}
      </td>
    </tr>
  );
}

function toOutcomes({ bars }: Batch): string {
  const counts = new Map<string, number>();
  for (const { status } of bars) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${count} ${status}`).join(", ");
}

type NotBegunRowProps = RolloutPictureProps & {
  readonly notBegun: readonly TargetView[];
  readonly rollout: Rollout;
};

/** Whom it has not reached: the ones that are gone by name, since it never will. */
function NotBegunRow({ notBegun, deployment, rollout, report }: NotBegunRowProps) {
  const gone = notBegun.filter((target) => deployment.waitsForGhosts.includes(target.instanceId));
  const from = Date.parse(deployment.startedAt ?? deployment.createdAt ?? report.at);
  const bars = gone.map(({ instanceId, status }) => ({
    instanceId,
    status,
    from,
    to: rollout.to,
    ends: "running" as const,
    tone: "gone" as const,
  }));
  return (
    <tr>
      <th scope="row">none</th>
      <td className="rollout-targets">
        {notBegun.length}: no event has begun
        {gone.length > 0 && (
          <div>
            <LinkedText text={gone.map(({ instanceId }) => instanceId).join(", ")} scope={report.scope} />{" "}
            gone, and waited for
          </div>
        )}
      </td>
      <td className="rollout-plot">{bars.length > 0 && <RolloutPlot bars={bars} rollout={rollout} />}</td>
      <td className="text-muted">{deployment.open ? "not yet" : "never"}</td>
      <td />
    </tr>
  );
}
