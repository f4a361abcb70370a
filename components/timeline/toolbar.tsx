"use client";

import type { TimelineUrl } from "#components/timeline/use-timeline-url.ts";
import { toZoneName } from "#components/timeline/view/zone.ts";

type ToolbarProps = {
  readonly url: TimelineUrl;
  readonly now: number;
  readonly onHelp: () => void;
  readonly onExport: (format: "png" | "svg") => void;
};

const formats = [
  { format: "png", name: "PNG" },
  { format: "svg", name: "SVG" },
] as const;

/** How times are written, in which order the lanes stand, the picture as a file, and the keys. */
export function Toolbar({ url, now, onHelp, onExport }: ToolbarProps) {
  return (
    <div className="timeline-tools">
      <select
        className="field"
        aria-label="Order of the instances"
        value={url.order}
        onChange={(event) => url.set({ order: event.target.value === "launch" ? "launch" : "trouble" })}
      >
        <option value="trouble">trouble first</option>
        <option value="launch">by launch</option>
      </select>
      <select
        className="field"
        aria-label="Clock of the axis"
        value={url.zone}
        onChange={(event) => url.set({ zone: event.target.value === "local" ? "local" : "utc" })}
      >
        <option value="utc">UTC</option>
        <option value="local">local ({toZoneName("local", now)})</option>
      </select>
      <select
        className="field"
        aria-label="Times of the axis"
        value={url.form}
        onChange={(event) => url.set({ form: event.target.value === "relative" ? "relative" : "clock" })}
      >
        <option value="clock">time of day</option>
        <option value="relative">distance from now</option>
      </select>
      {formats.map(({ format, name }) => (
        <button
          key={format}
          type="button"
          className="button"
          aria-label={`Save what is seen as ${name}`}
          onClick={() => onExport(format)}
        >
          {name}
        </button>
      ))}
      <button type="button" className="button" onClick={onHelp} aria-label="Keys of the timeline">
        ?
      </button>
    </div>
  );
}
