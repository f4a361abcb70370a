import { centreOn, type Ground, stepPan, stepZoom } from "#components/timeline/hands/gestures.ts";
import type { Command } from "#components/timeline/hands/key-map.ts";
import { changeHighlight, type Stage } from "#components/timeline/hands/stage.ts";
import { isWhole } from "#components/timeline/hands/viewport-store.ts";
import { nextChange, previousChange } from "#components/timeline/plan/changes.ts";
import type { Plan } from "#components/timeline/plan/plan.ts";
import { fitTo, type Viewport } from "#components/timeline/view/viewport.ts";
import { toBothClocks } from "#components/timeline/view/zone.ts";

export type CommandContext = {
  readonly stage: Stage;
  readonly plan: Plan;
  /** What `f` fits where no stretch is selected. */
  readonly focused: Viewport | undefined;
  readonly onFinding: ((step: 1 | -1) => void) | undefined;
  readonly onHelp: () => void;
};

export function runCommand(command: Command, context: CommandContext): void {
  const { stage, plan } = context;
  const { viewport, limits } = stage.view.get();
  // A step of a key is a share of what is seen, so the width does not matter.
  const ground: Ground = { viewport, limits, width: 1 };
  const anchor = stage.cursor.get() ?? (viewport.from + viewport.to) / 2;
  const moves: Readonly<Record<Command, () => void>> = {
    "zoom-in": () => stage.view.move(stepZoom(ground, "in", anchor)),
    "zoom-out": () => stage.view.move(stepZoom(ground, "out", anchor)),
    "pan-left": () => stage.view.move(stepPan(ground, "left")),
    "pan-right": () => stage.view.move(stepPan(ground, "right")),
    fit: () => fitSelection(context),
    whole: () => stage.view.move(limits),
    "previous-change": () => goTo(context, previousChange(plan, toMoment(context))),
    "next-change": () => goTo(context, nextChange(plan, toMoment(context))),
    "next-finding": () => context.onFinding?.(1),
    "previous-finding": () => context.onFinding?.(-1),
    help: context.onHelp,
  };
  moves[command]();
}

function fitSelection({ stage, focused }: CommandContext): void {
  const selection = stage.highlight.get().selection;
  const stretch = selection !== undefined && selection.to > selection.from ? selection : focused;
  if (stretch !== undefined) stage.view.move(fitTo(stretch, stage.view.get().limits));
}

/** The moment that changes are counted from: where the reader went last, else what is in the middle, else now. */
function toMoment({ stage, plan }: CommandContext): number {
  const { selection } = stage.highlight.get();
  const seen = stage.view.get();
  const { from, to } = seen.viewport;
  if (selection !== undefined && selection.from >= from && selection.from <= to) return selection.from;
  return isWhole(seen) ? plan.now : (from + to) / 2;
}

function goTo({ stage, plan }: CommandContext, at: number | undefined): void {
  if (at === undefined) {
    stage.said.set("No further change.");
    return;
  }
  stage.view.move(centreOn({ ...stage.view.get(), width: 1 }, at));
  changeHighlight(stage, { selection: { from: at, to: at } });
  stage.said.set(`Change at ${toBothClocks(at, plan.now)}`);
}
