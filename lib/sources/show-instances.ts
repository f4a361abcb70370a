import type { Instance } from "#lib/domain/ec2.ts";
import type { Revision } from "#lib/domain/fact.ts";
import { type Instant, toIso } from "#lib/domain/time.ts";
import type { MarkItem, SpanItem, TimelineItem } from "#lib/domain/timeline.ts";
import { toEc2Tone } from "#lib/domain/tones.ts";
import { byEntity, toObservedHistory, withoutEdge } from "#lib/sources/observed-spans.ts";

type InstanceRevision = Revision<"instance", Instance>;
type Listed = Extract<Instance, { readonly listed: true }>;
type Drawn = Pick<SpanItem, "instanceId" | "source" | "track">;

/** EC2's states: at its own times of launch and termination, otherwise as our readings saw them. */
export function showInstances(revisions: readonly InstanceRevision[], now: Instant): readonly TimelineItem[] {
  return [...byEntity(revisions).values()].flatMap((all) => {
    // What was read tells the same of the time before, and more.
    const read = all.filter(({ origin }) => origin === undefined);
    const history = read.length > 0 ? read : all;
    const [first] = history;
    if (first === undefined) return [];
    const drawn: Drawn = { instanceId: first.value.id, source: first.source, track: "ec2" };
    const listed = history.flatMap(({ value }) => (value.listed ? [value] : []));
    const before = toBefore(first, drawn);
    const sharpened = history.map((revision) =>
      revision === first && before.length > 0 ? withoutEdge(revision) : toSharpened(revision),
    );
    const observed = toObservedHistory(sharpened, ({ value }) => toDrawn(value, drawn), now);
    return [
      ...before,
      ...toUntilTermination(observed, listed),
      ...toLaunch(listed, drawn),
      ...toTermination(history, listed, drawn),
    ];
  });
}

/** A state that has its own time at EC2 cannot have begun before that, however long ago the last reading was. */
function toSharpened(revision: InstanceRevision): InstanceRevision {
  const { before, value } = revision;
  const start = value.listed && isRunning(value) ? value.launchTime : value.terminatedAt;
  return before === undefined || start === undefined || start <= before
    ? revision
    : { ...revision, before: start };
}

function toDrawn(value: Instance, drawn: Drawn): Drawn & Pick<SpanItem, "state" | "tone" | "detail"> {
  if (!value.listed) {
    const detail = "EC2 was asked for this id and has no row";
    return { ...drawn, state: "not listed", tone: "gone", detail };
  }
  const { state, stateReasonMessage } = value;
  return { ...drawn, ...toLook(state), detail: isRunning(value) ? undefined : stateReasonMessage };
}

function isRunning({ state }: Listed): boolean {
  return state === "running" || state === "pending";
}

/** What AWS's own times say of the time before our first reading. */
function toBefore({ value, since }: InstanceRevision, drawn: Drawn): readonly SpanItem[] {
  if (!value.listed || value.launchTime === undefined) return [];
  const { launchTime, terminatedAt, state } = value;
  const base = { ...drawn, kind: "span", from: launchTime } as const;
  if (isRunning(value) && launchTime < since)
    return [{ ...base, ...toLook(state), to: since, certainty: "exact", detail: "since its launch" }];
  if (terminatedAt === undefined || terminatedAt <= launchTime) return [];
  const detail = "between its launch and its termination; not read in between";
  const lived: SpanItem = { ...base, ...toLook("running"), to: terminatedAt, certainty: "observed", detail };
  if (terminatedAt >= since) return [lived];
  return [lived, { ...base, ...toLook(state), from: terminatedAt, to: since, certainty: "exact" }];
}

function toLook(state: string): Pick<SpanItem, "state" | "tone"> {
  return { state, tone: toEc2Tone(state) };
}

/** Our readings notice a termination late: from AWS's time on, nothing is drawn as running. */
function toUntilTermination(spans: readonly SpanItem[], listed: readonly Listed[]): readonly SpanItem[] {
  const gone = listed.findLast(({ terminatedAt }) => terminatedAt !== undefined);
  const terminatedAt = gone?.terminatedAt;
  if (gone === undefined || terminatedAt === undefined) return spans;
  return spans.flatMap((span): readonly SpanItem[] => {
    const running = span.state === "running" || span.state === "pending";
    if (!running || (span.to !== undefined && span.to <= terminatedAt)) return [span];
    const late = span.to;
    const cut: readonly SpanItem[] = span.from < terminatedAt ? [{ ...span, to: terminatedAt }] : [];
    if (late === undefined) return cut;
    const { fromEarliest: _, ...sharp } = span;
    const ending: SpanItem = {
      ...sharp,
      ...toLook("shutting-down"),
      from: terminatedAt,
      to: late,
      certainty: "observed",
      detail: gone.stateTransitionReason,
    };
    return [...cut, ending];
  });
}

function toLaunch(listed: readonly Listed[], drawn: Drawn): readonly MarkItem[] {
  const times = new Set(listed.flatMap(({ launchTime }) => launchTime ?? []));
  return [...times].map((at) => ({ ...drawn, kind: "mark", at, label: "launch", tone: "busy" }));
}

/** At EC2's own time if it gives one; else when we first saw it gone, unless we never saw it alive. */
function toTermination(
  history: readonly InstanceRevision[],
  listed: readonly Listed[],
  drawn: Drawn,
): readonly MarkItem[] {
  const mark = { ...drawn, kind: "mark", label: "terminated", tone: "gone" } as const;
  const exact = listed.findLast(({ terminatedAt }) => terminatedAt !== undefined);
  if (exact?.terminatedAt !== undefined) {
    const detail = [exact.stateTransitionReason, exact.stateReasonMessage].filter(Boolean).join(": ");
    return [{ ...mark, at: exact.terminatedAt, detail }];
  }
  const index = history.findIndex(({ value }) => !value.listed || isEnding(value));
  const gone = history[index];
  const alive = history[index - 1];
  if (gone === undefined || alive === undefined) return [];
  return [{ ...mark, at: gone.since, detail: `between ${toIso(alive.lastSeen)} and ${toIso(gone.since)}` }];
}

function isEnding({ state }: Listed): boolean {
  return state === "shutting-down" || state === "terminated";
}
