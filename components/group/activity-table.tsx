"use client";

import { useState } from "react";
import { LinkedText } from "#components/ui/linked-text.tsx";
import { Moment } from "#components/ui/moment.tsx";
import { ScrollTable } from "#components/ui/scroll-table.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { ActivityView, Report } from "#lib/report/schema.ts";

const pageSize = 25;

/** What Auto Scaling did and why, in its own words, newest first; the meaning only where the words are known ones. */
export function ActivityTable({ report }: { readonly report: Report }) {
  const [limit, setLimit] = useState(pageSize);
  const { activities } = report;
  if (activities.length === 0) return <p className="text-muted">No scaling activity in what was read.</p>;
  return (
    <>
      <ScrollTable label="Scaling activities" narrow="cards">
        <thead>
          <tr>
            <th scope="col">Start</th>
            <th scope="col">End</th>
            <th scope="col">Status</th>
            <th scope="col">What Auto Scaling says</th>
          </tr>
        </thead>
        <tbody>
          {activities.slice(0, limit).map((activity) => (
            <ActivityLine key={activity.id} activity={activity} report={report} />
          ))}
        </tbody>
      </ScrollTable>
      {activities.length > limit && (
        <button type="button" className="button mt-2" onClick={() => setLimit(limit + pageSize)}>
          Show {Math.min(pageSize, activities.length - limit)} more of {activities.length}
        </button>
      )}
    </>
  );
}

function ActivityLine({ activity, report }: { readonly activity: ActivityView; readonly report: Report }) {
  const { scope } = report;
  return (
    <tr>
      <td data-label="Start">
        <Moment iso={activity.start} at={report.at} />
      </td>
      <td data-label="End">
        {activity.end === null ? "not ended" : <Moment iso={activity.end} at={report.at} />}
      </td>
      <td data-label="Status">
        <StateChip tone={activity.tone}>{activity.status}</StateChip>
      </td>
      <th scope="row" className="long md:min-w-72">
        <LinkedText text={activity.description} scope={scope} />
        {activity.statusMessage !== null && (
          <p>
            <LinkedText text={activity.statusMessage} scope={scope} />
          </p>
        )}
        {activity.meaning !== null && (
          <p>
            <strong>That means:</strong> {activity.meaning}
          </p>
        )}
        {activity.notDecoded !== undefined && <span className="badge">not decoded in full</span>}
        {activity.cause !== null && (
          <p className="text-muted">
            <LinkedText text={activity.cause} scope={scope} />
          </p>
        )}
      </th>
    </tr>
  );
}
