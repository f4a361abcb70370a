import { type AwaitedTarget, toWaitsFor } from "#components/deployment/waits-for.ts";
import { Age, Countdown, Moment } from "#components/ui/moment.tsx";
import { GroupLink, ResourceLink } from "#components/ui/resource-link.tsx";
import { StateChip } from "#components/ui/signs.tsx";
import type { DeploymentView, Report, WaitView } from "#lib/report/schema.ts";

type AwaitedListProps = {
  readonly deployment: DeploymentView;
  readonly report: Report;
  readonly pace: "ticking" | "frozen";
};

const shownAtFirst = 5;

/** Whom a running deployment waits for, since when, and what ends it by itself. */
export function AwaitedList({ deployment, report, pace }: AwaitedListProps) {
  if (!deployment.open) return null;
  const { awaited, queued } = toWaitsFor(deployment);
  if (awaited.length === 0) return <p>{toNobodyText(deployment, queued)}</p>;
  const left = awaited.length - shownAtFirst;
  return (
    <div>
      <h2 className="font-semibold">It waits for</h2>
      <ul className="space-y-1">
        {awaited.slice(0, shownAtFirst).map((target) => (
          <li key={target.instanceId} className="flex flex-wrap items-baseline gap-x-2">
            <AwaitedLine target={target} report={report} pace={pace} />
          </li>
        ))}
      </ul>
      {left > 0 && <p className="text-muted">and {left} more, in the table below</p>}
      {queued > 0 && (
        <p className="text-muted">
          {queued === 1 ? "1 target has" : `${queued} targets have`} not begun: their turn comes after.
        </p>
      )}
    </div>
  );
}

function toNobodyText({ targetsKnown }: DeploymentView, queued: number): string {
  if (targetsKnown !== "known") return "Whom it waits for cannot be told: its targets are not known.";
  if (queued === 0) return "No target of it is open: nothing that was read says whom it waits for.";
  const targets = queued === 1 ? "its 1 open target" : `its ${queued} open targets`;
  return `It waits for the first event of ${targets}: none has begun.`;
}

type AwaitedLineProps = {
  readonly target: AwaitedTarget;
  readonly report: Report;
  readonly pace: "ticking" | "frozen";
};

function AwaitedLine({ target, report, pace }: AwaitedLineProps) {
  const { instanceId, since } = target;
  const letter = report.lanes.find((lane) => lane.instanceId === instanceId)?.letter;
  const wait = report.waits.find(({ subject, kind }) => subject.id === instanceId && isOfDeployment(kind));
  const deadline = wait?.deadlines.find(({ at }) => at === wait.nextAt);
  return (
    <>
      <ResourceLink scope={report.scope} kind="instance" id={instanceId} />
      {letter !== undefined && <span>{letter}</span>}
      <AwaitedState target={target} report={report} />
      {since !== undefined && (
        <span className="text-muted">
          since <Moment iso={since} at={report.at} />, <Age iso={since} at={report.at} />
        </span>
      )}
      {deadline !== undefined && (
        <span className="text-muted">
          given up <Moment iso={deadline.at} at={report.at} />{" "}
          <Countdown iso={deadline.at} at={report.at} pace={pace} /> ({certaintyWords[deadline.certainty]})
        </span>
      )}
    </>
  );
}

const certaintyWords = {
  earliest: "at the earliest",
  latest: "at the latest",
  documented: "AWS’s documented limit",
  contradicted: "AWS’s pages disagree",
} as const satisfies Record<WaitView["deadlines"][number]["certainty"], string>;

const deploymentKinds: readonly WaitView["kind"][] = [
  "target-first-event",
  "agent-response",
  "lifecycle-event",
  "allow-traffic",
  "block-traffic",
];

function isOfDeployment(kind: WaitView["kind"]): boolean {
  return deploymentKinds.includes(kind);
}

function AwaitedState({ target, report }: Pick<AwaitedLineProps, "target" | "report">) {
  const { why, event } = target;
  if (why === "gone")
    return (
      <>
        <StateChip tone="gone">gone</StateChip>
        <strong>it will never answer.</strong> <GroupLink scope={report.scope}>What to do</GroupLink>
      </>
    );
  if (why === "event" && event !== undefined) return <StateChip tone="busy">{event.name} runs</StateChip>;
  if (why === "between") return <StateChip tone="waiting">its next event has not begun</StateChip>;
  return <StateChip tone="unknown">state not read</StateChip>;
}
