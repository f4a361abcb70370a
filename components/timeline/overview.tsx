"use client";

import { type KeyboardEvent, type PointerEvent, type RefObject, useEffect, useRef } from "react";
import type { Stage } from "#components/timeline/hands/stage.ts";
import { overviewHeight } from "#components/timeline/paint-loop.ts";
import { shortestViewMs, toInstantAt, toX, type Viewport } from "#components/timeline/view/viewport.ts";
import { toBothClocks } from "#components/timeline/view/zone.ts";
import { secondMs } from "#lib/domain/time.ts";

type OverviewProps = {
  readonly canvas: RefObject<HTMLCanvasElement | null>;
  readonly stage: Stage;
  readonly now: number;
};

type Edge = "from" | "to";
type Grip = Edge | "window";
type Held = { readonly grip: Grip; readonly offset: number };

/** The whole window as a strip, and over it a brush: what is seen below. Its edges are sliders, its middle moves it. */
export function OverviewStrip({ canvas, stage, now }: OverviewProps) {
  const strip = useRef<HTMLDivElement>(null);
  const held = useRef<Held>(undefined);
  useEffect(() => {
    const place = () => strip.current !== null && placeBrush(strip.current, stage, now);
    place();
    return stage.view.subscribe(place);
  }, [stage, now]);

  function toInstant(event: PointerEvent): number {
    const box = strip.current?.getBoundingClientRect();
    if (box === undefined) return now;
    return toInstantAt(stage.view.get().limits, box.width, event.clientX - box.left);
  }
  function grip(event: PointerEvent<HTMLElement>) {
    if (event.button !== 0) return;
    const instant = toInstant(event);
    const { viewport } = stage.view.get();
    const target = event.target instanceof HTMLElement ? event.target.dataset.grip : undefined;
    event.currentTarget.setPointerCapture(event.pointerId);
    if (target === "from" || target === "to") {
      held.current = { grip: target, offset: viewport[target] - instant };
      return;
    }
    const outside = instant < viewport.from || instant > viewport.to;
    const half = (viewport.to - viewport.from) / 2;
    held.current = { grip: "window", offset: outside ? -half : viewport.from - instant };
    drag(event);
  }
  function drag(event: PointerEvent) {
    if (held.current === undefined) return;
    const { grip: what, offset } = held.current;
    const at = toInstant(event) + offset;
    const { viewport } = stage.view.get();
    if (what !== "window") return moveEdge(stage, what, at);
    stage.view.move({ from: at, to: at + viewport.to - viewport.from });
  }
  function drop() {
    held.current = undefined;
  }

  return (
    <div
      ref={strip}
      className="overview"
      style={{ height: overviewHeight }}
      onPointerDown={grip}
      onPointerMove={drag}
      onPointerUp={drop}
      onPointerCancel={drop}
    >
      <canvas ref={canvas} />
      <div className="brush" data-grip="window" />
      <Handle edge="from" stage={stage} />
      <Handle edge="to" stage={stage} />
    </div>
  );
}

function Handle({ edge, stage }: { readonly edge: Edge; readonly stage: Stage }) {
  function onKeyDown(event: KeyboardEvent) {
    const { viewport, limits } = stage.view.get();
    const step = (limits.to - limits.from) / 50;
    const target = {
      ArrowLeft: viewport[edge] - step,
      ArrowDown: viewport[edge] - step,
      ArrowRight: viewport[edge] + step,
      ArrowUp: viewport[edge] + step,
      Home: limits.from,
      End: limits.to,
    }[event.key];
    if (target === undefined) return;
    event.preventDefault();
    moveEdge(stage, edge, target);
  }
  return (
    <div
      role="slider"
      tabIndex={0}
      className="brush-handle"
      data-grip={edge}
      aria-label={edge === "from" ? "Start of what is seen" : "End of what is seen"}
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={edge === "from" ? 0 : 1}
      onKeyDown={onKeyDown}
    />
  );
}

/** Edges do not pass each other, and neither pushes the other. */
function moveEdge(stage: Stage, edge: Edge, at: number): void {
  const { viewport, limits } = stage.view.get();
  const next: Viewport =
    edge === "from"
      ? { from: Math.max(limits.from, Math.min(at, viewport.to - shortestViewMs)), to: viewport.to }
      : { from: viewport.from, to: Math.min(limits.to, Math.max(at, viewport.from + shortestViewMs)) };
  stage.view.move(next);
}

/** Written past React: the brush moves with every frame of a drag. */
function placeBrush(strip: HTMLElement, stage: Stage, now: number): void {
  const { viewport, limits } = stage.view.get();
  for (const part of strip.querySelectorAll<HTMLElement>("[data-grip]")) {
    const { grip } = part.dataset;
    const edge = grip === "to" ? "to" : "from";
    part.style.left = `${toX(limits, 100, viewport[edge])}%`;
    if (grip === "window") {
      part.style.width = `${toX(limits, 100, viewport.to) - toX(limits, 100, viewport.from)}%`;
      continue;
    }
    part.setAttribute("aria-valuemax", String(Math.round((limits.to - limits.from) / secondMs)));
    part.setAttribute("aria-valuenow", String(Math.round((viewport[edge] - limits.from) / secondMs)));
    part.setAttribute("aria-valuetext", toBothClocks(viewport[edge], now));
  }
}
