import {
  dragBy,
  type Ground,
  isClick,
  pinch,
  toStretch,
  turnWheel,
} from "#components/timeline/hands/gestures.ts";
import { changeHighlight, point, type Stage } from "#components/timeline/hands/stage.ts";
import { toInstantAt } from "#components/timeline/view/viewport.ts";

export type Part = "axis" | "bands" | "lanes";

/** A place in a part of the plot; `left` and `top` are the same place in the window. */
export type Spot = {
  readonly part: Part;
  readonly x: number;
  readonly y: number;
  readonly left: number;
  readonly top: number;
};

export type Reactions = {
  readonly onHover: (spot: Spot, by: "mouse" | "touch") => void;
  readonly onClick: (spot: Spot, by: "mouse" | "touch") => void;
  readonly onDoubleClick: (spot: Spot) => void;
  /** Draws the edge of a selected stretch to what is near. */
  readonly snap: (spot: Spot, instant: number) => number;
};

export type Plot = { readonly part: Part; readonly element: HTMLElement };

type Finger = { readonly first: Spot; readonly last: Spot };
type Held =
  | { readonly kind: "pan"; readonly ground: Ground; readonly moved: "yes" | "not-yet" }
  | { readonly kind: "brush"; readonly anchor: number; readonly moved: "yes" | "not-yet" }
  | { readonly kind: "pinch"; readonly ground: Ground; readonly before: readonly [number, number] }
  /** What is left of a pinch when one finger goes. */
  | { readonly kind: "done" };

/** Listens to wheel and pointers over the plot. What they do to the view is worked out in gestures.ts. */
export function startHands(plots: readonly Plot[], stage: Stage, reactions: () => Reactions): () => void {
  const fingers = new Map<number, Finger>();
  let held: Held | undefined;

  const toGround = (width: number): Ground => ({ ...stage.view.get(), width });
  const toInstant = (spot: Spot, width: number) =>
    toInstantAt(stage.view.get().viewport, width, Math.max(0, Math.min(spot.x, width)));

  function press(event: PointerEvent, { part, element }: Plot) {
    if (event.pointerType === "mouse" && event.button !== 0) return;
    const spot = toSpot(event, part, element);
    fingers.set(event.pointerId, { first: spot, last: spot });
    element.setPointerCapture(event.pointerId);
    const width = element.clientWidth;
    const [one, two] = [...fingers.values()];
    if (one !== undefined && two !== undefined) {
      held = { kind: "pinch", ground: toGround(width), before: [one.last.x, two.last.x] };
    } else if (event.shiftKey || part === "axis") {
      const anchor = reactions().snap(spot, toInstant(spot, width));
      held = { kind: "brush", anchor, moved: "not-yet" };
    } else {
      held = { kind: "pan", ground: toGround(width), moved: "not-yet" };
    }
  }

  function move(event: PointerEvent, { part, element }: Plot) {
    const spot = toSpot(event, part, element);
    const width = element.clientWidth;
    stage.cursor.set(toInstant(spot, width));
    const finger = fingers.get(event.pointerId);
    if (finger === undefined) {
      reactions().onHover(spot, event.pointerType === "touch" ? "touch" : "mouse");
      return;
    }
    fingers.set(event.pointerId, { ...finger, last: spot });
    follow(finger, spot, width);
  }

  /** What is held goes to where the finger is. */
  function follow({ first }: Finger, spot: Spot, width: number) {
    if (held === undefined || held.kind === "done") return;
    if (held.kind === "pinch") {
      const [one, two] = [...fingers.values()];
      if (one === undefined || two === undefined) return;
      stage.view.move(pinch(held.ground, held.before, [one.last.x, two.last.x]));
    } else if (held.moved === "not-yet" && isClick(spot.x - first.x, spot.y - first.y)) {
      return;
    } else if (held.kind === "pan") {
      held = { ...held, moved: "yes" };
      stage.view.move(dragBy(held.ground, spot.x - first.x));
    } else {
      held = { ...held, moved: "yes" };
      const end = reactions().snap(spot, toInstant(spot, width));
      changeHighlight(stage, { selection: toStretch(held.anchor, end) });
    }
    point(stage, undefined);
  }

  function release(event: PointerEvent, { part, element }: Plot) {
    const finger = fingers.get(event.pointerId);
    const spot = toSpot(event, part, element);
    // A busy page may have been told of the last moves only now.
    if (finger !== undefined && event.type === "pointerup" && fingers.size === 1) {
      follow(finger, spot, element.clientWidth);
    }
    fingers.delete(event.pointerId);
    const before = held;
    held = fingers.size === 0 ? undefined : { kind: "done" };
    if (finger === undefined || before === undefined || event.type === "pointercancel") return;
    if (!("moved" in before) || before.moved === "yes") return;
    const by = event.pointerType === "touch" ? "touch" : "mouse";
    if (by === "touch") reactions().onHover(spot, by);
    reactions().onClick(spot, by);
  }

  function leave() {
    stage.cursor.set(undefined);
    if (fingers.size === 0) point(stage, undefined);
  }

  const stops = plots.map((plot) => {
    const { part, element } = plot;
    return listen(element, {
      pointerdown: (event) => press(event, plot),
      pointermove: (event) => move(event, plot),
      pointerup: (event) => release(event, plot),
      pointercancel: (event) => release(event, plot),
      pointerleave: (event) => event.pointerType !== "touch" && leave(),
      dblclick: (event) => reactions().onDoubleClick(toSpot(event, part, element)),
      wheel: (event) => {
        const { x } = toSpot(event, part, element);
        const viewport = turnWheel(toGround(element.clientWidth), event, x);
        if (viewport === undefined) return;
        event.preventDefault();
        point(stage, undefined);
        stage.view.move(viewport);
      },
    });
  });
  return () => {
    for (const stop of stops) stop();
  };
}

type Listeners = {
  readonly [Name in "pointerdown" | "pointermove" | "pointerup" | "pointercancel" | "pointerleave"]: (
    event: PointerEvent,
  ) => void;
} & { readonly dblclick: (event: MouseEvent) => void; readonly wheel: (event: WheelEvent) => void };

function listen(element: HTMLElement, on: Listeners): () => void {
  const stop = new AbortController();
  const { signal } = stop;
  element.addEventListener("pointerdown", on.pointerdown, { signal });
  element.addEventListener("pointermove", on.pointermove, { signal });
  element.addEventListener("pointerup", on.pointerup, { signal });
  element.addEventListener("pointercancel", on.pointercancel, { signal });
  element.addEventListener("pointerleave", on.pointerleave, { signal });
  element.addEventListener("dblclick", on.dblclick, { signal });
  // A zoom must keep the page from zooming too, which a passive listener cannot.
  element.addEventListener("wheel", on.wheel, { signal, passive: false });
  return () => stop.abort();
}

function toSpot(event: MouseEvent, part: Part, element: HTMLElement): Spot {
  const box = element.getBoundingClientRect();
  return {
    part,
    x: event.clientX - box.left,
    y: event.clientY - box.top,
    left: event.clientX,
    top: event.clientY,
  };
}
