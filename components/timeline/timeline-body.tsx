"use client";

import dynamic from "next/dynamic";
import { useEffect, useLayoutEffect, useRef, useState } from "react";
import { toFindingKey } from "#components/group/finding-key.ts";
import { listFindings } from "#components/timeline/finding-order.ts";
import { KeyHelp } from "#components/timeline/hands/key-help.tsx";
import { type CommandContext, runCommand } from "#components/timeline/hands/run-command.ts";
import { changeHighlight, makeStage, type Stage } from "#components/timeline/hands/stage.ts";
import { useKeyMap, useKeys } from "#components/timeline/hands/use-keys.ts";
import { LaneTable } from "#components/timeline/lane-table.tsx";
import { Legend } from "#components/timeline/legend.tsx";
import type { Item, Row } from "#components/timeline/plan/plan.ts";
import { savePicture } from "#components/timeline/save-picture.ts";
import { toScene } from "#components/timeline/scene.ts";
import { Said, SelectionNote } from "#components/timeline/selection-note.tsx";
import type { TimelineProps } from "#components/timeline/timeline.tsx";
import { TimelineDrawing } from "#components/timeline/timeline-drawing.tsx";
import { TimelineNotes } from "#components/timeline/timeline-notes.tsx";
import { Toolbar } from "#components/timeline/toolbar.tsx";
import { Tooltip } from "#components/timeline/tooltip.tsx";
import { toSurfaces, useSurfaceRefs } from "#components/timeline/use-painting.ts";
import { usePins } from "#components/timeline/use-pins.ts";
import { usePlan } from "#components/timeline/use-plan.ts";
import { usePrinting } from "#components/timeline/use-printing.ts";
import { useTimelineUrl, useViewportInUrl } from "#components/timeline/use-timeline-url.ts";
import { parseViewport } from "#components/timeline/view/viewport-text.ts";
import type { Finding, Lane } from "#lib/report/schema.ts";

const PinnedPanel = dynamic(() =>
  import("#components/pinned/pinned-panel.tsx").then((loaded) => loaded.PinnedPanel),
);

/** Two presses of Escape this near to each other show the whole window. */
const twiceMs = 800;

/** The timeline itself: what a plan holds, painted, and every hand that moves it. */
export function TimelineBody(props: TimelineProps) {
  const { report, lanes, selected, finding, children } = props;
  const url = useTimelineUrl();
  const { plan, toggle } = usePlan(props, url);
  const [stage] = useState(() => makeStage(plan.limits, parseViewport(url.viewportText)));
  const refs = useSurfaceRefs();
  const pins = usePins(report, plan, url);
  const medium = usePrinting();
  const [help, setHelp] = useState<"open" | "closed">("closed");
  const [tabled, setTabled] = useState<string>();
  const [keys, setKeys] = useKeyMap();
  const painted = { plan, zone: url.zone, form: url.form, medium } as const;
  useViewportInUrl(stage.view, url.viewportText);
  useLayoutEffect(() => stage.view.limit(plan.limits), [stage, plan]);
  const marked = toMarkedLane(lanes, finding) ?? selected;
  useEffect(
    () => changeHighlight(stage, { pinned: pins.places, lane: marked }),
    [stage, pins.places, marked],
  );
  useTimelineKeys({ stage, plan, keys, props, onHelp: () => setHelp("open") });

  const laneWithTable = lanes.find(({ instanceId }) => instanceId === tabled);
  function save(format: "png" | "svg") {
    const surfaces = toSurfaces(refs);
    if (surfaces !== undefined) void savePicture(format, { surfaces, stage, painted, scope: report.scope });
  }
  function pin(row: Row, item: Item, at: number) {
    const done = row.kind === "band" ? "selected" : pins.toggle(row, item, at);
    if (row.kind === "band") changeHighlight(stage, { selection: { from: item.from, to: item.to } });
    stage.said.set(`${item.text}: ${done}`);
  }
  return (
    <div ref={refs.root} className={`timeline ${medium === "paper" ? "timeline-paper" : ""}`}>
      <div className="timeline-head">
        {children}
        <Toolbar url={url} now={plan.now} onHelp={() => setHelp("open")} onExport={save} />
        <SelectionNote stage={stage} zone={url.zone} />
      </div>
      <TimelineDrawing
        refs={refs}
        stage={stage}
        painted={painted}
        scope={report.scope}
        selected={selected}
        tabled={tabled}
        onToggle={toggle}
        onTable={({ instanceId }) => setTabled(tabled === instanceId ? undefined : instanceId)}
        onPin={pin}
      />
      <TimelineNotes report={report} plan={plan} lanes={lanes} />
      <Legend />
      {laneWithTable !== undefined && (
        <div className="relative border-t border-line px-3 pt-1">
          <LaneTable lane={laneWithTable} scene={toScene(report)} />
        </div>
      )}
      {pins.pins.length > 0 && (
        <PinnedPanel
          scope={report.scope}
          report={report}
          pins={pins.pins}
          onUnpin={pins.remove}
          onClear={pins.clear}
        />
      )}
      <Tooltip stage={stage} plan={plan} />
      <Said stage={stage} />
      {help === "open" && <KeyHelp map={keys} onChange={setKeys} onClose={() => setHelp("closed")} />}
    </div>
  );
}

type KeysInput = Pick<CommandContext, "stage" | "plan" | "onHelp"> & {
  readonly keys: Parameters<typeof useKeys>[0];
  readonly props: TimelineProps;
};

function useTimelineKeys({ stage, plan, keys, props, onHelp }: KeysInput): void {
  const { report, finding, onFinding } = props;
  const [onEscape] = useState(() => makeEscape(stage));
  const open = finding && toFindingKey(finding);
  const asked = useRef(open);
  useEffect(() => {
    asked.current = open;
  }, [open]);
  const goToFinding =
    onFinding &&
    ((step: 1 | -1) => {
      asked.current = toNextKey(listFindings(report.findings).map(toFindingKey), asked.current, step);
      onFinding(asked.current);
    });
  const canStep = goToFinding !== undefined && report.findings.length > 0;
  useKeys(keys, {
    onEscape,
    onCommand: (command) =>
      runCommand(command, {
        stage,
        plan,
        focused: toFocused(stage, plan),
        onFinding: canStep ? goToFinding : undefined,
        onHelp,
      }),
  });
}

/** The first Escape clears what is selected and pointed at, a second one soon after shows everything. */
function makeEscape(stage: Stage): () => void {
  let pressedAt = Number.NEGATIVE_INFINITY;
  return () => {
    if (performance.now() - pressedAt < twiceMs) stage.view.move(stage.view.get().limits);
    pressedAt = performance.now();
    stage.pointed.set(undefined);
    changeHighlight(stage, { selection: undefined, hovered: undefined });
  };
}

function toFocused(stage: Stage, plan: ReturnType<typeof usePlan>["plan"]) {
  const { focused, hovered } = stage.highlight.get();
  const place = focused ?? hovered;
  const row = [...plan.bands, ...plan.rows].find(({ key }) => key === place?.rowKey);
  return row && plan.itemsOf(row).find(({ key }) => key === place?.itemKey);
}

function toNextKey(keys: readonly string[], open: string | undefined, step: 1 | -1): string {
  const at = open === undefined ? -1 : keys.indexOf(open);
  const from = at < 0 && step < 0 ? 0 : at;
  return keys[(from + step + keys.length) % keys.length] ?? "";
}

/** The lane that the open finding is about. */
function toMarkedLane(lanes: readonly Lane[], finding: Finding | undefined): string | undefined {
  return lanes.find(({ instanceId }) => instanceId === finding?.subject.id)?.instanceId;
}
