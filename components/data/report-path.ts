import { type Scope, toScopePath } from "#lib/domain/scope.ts";
import { hourMs, minuteMs } from "#lib/domain/time.ts";

export const windowPresets = ["1h", "3h", "6h"] as const;
export type WindowPreset = (typeof windowPresets)[number];

/** What the reader chose to look at: live or an instant in the past, and how far back. */
export type View = { readonly at?: string | undefined; readonly window?: WindowPreset | undefined };

const presetHours = { "1h": 1, "3h": 3, "6h": 6 } as const satisfies Record<WindowPreset, number>;

export function parseWindowPreset(text: string | null | undefined): WindowPreset | undefined {
  return windowPresets.find((preset) => preset === text);
}

/**
 * Where a window of this preset begins, on a full minute: the same for everybody who looks in that minute.
 * Just inside the preset, because the server refuses windows longer than six hours by even a second.
 */
export function toWindowStart(preset: WindowPreset, endMs: number): string {
  const start = endMs - presetHours[preset] * hourMs + minuteMs;
  return new Date(Math.ceil(start / minuteMs) * minuteMs).toISOString();
}

export function toReportPath(scope: Scope, view: View, nowMs: number): string {
  const query = new URLSearchParams();
  if (view.at !== undefined) query.set("at", view.at);
  if (view.window !== undefined) {
    const end = view.at === undefined ? nowMs : Date.parse(view.at);
    if (!Number.isNaN(end)) query.set("from", toWindowStart(view.window, end));
  }
  const text = query.toString();
  return `/api${toScopePath(scope)}/report${text === "" ? "" : `?${text}`}`;
}
