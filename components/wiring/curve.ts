import type { Point } from "#components/wiring/layout.ts";

/** An SVG path through the points that leaves and enters each level. */
export function toCurve(points: readonly Point[]): string {
  const [first, ...rest] = points;
  if (first === undefined) return "";
  let before = first;
  const parts = [`M${toText(first)}`];
  for (const point of rest) {
    const x = round((before.x + point.x) / 2);
    parts.push(`C${x} ${round(before.y)} ${x} ${round(point.y)} ${toText(point)}`);
    before = point;
  }
  return parts.join("");
}

function toText({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(length: number): number {
  return Math.round(length * 10) / 10;
}

/** A name that is too long keeps its beginning and its end: ends tell ids apart. */
export function toFitting(text: string, most: number): string {
  if (text.length <= most) return text;
  const end = Math.floor((most - 1) / 2);
  return `${text.slice(0, most - 1 - end)}…${text.slice(text.length - end)}`;
}
