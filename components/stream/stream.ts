import { keepOpen, type StreamPorts, type StreamState } from "#components/stream/keep-open.ts";
import { joinParts, toLater, toStreamPath } from "#components/stream/stream-parts.ts";

export type Watcher = {
  readonly part: string;
  /** What the watcher shows already. */
  readonly since: string | undefined;
  heard(text: string): void;
};

export type Stream = {
  watch(watcher: Watcher): () => void;
  setVisibility(next: "visible" | "hidden"): void;
  subscribe(listener: () => void): () => void;
  state(): StreamState;
};

const off: StreamState = { kind: "off" };

/** The tab's one stream of readings: it carries what the mounted views watch, and is closed while nobody looks. */
export function makeStream(ports: StreamPorts): Stream {
  const watchers = new Set<Watcher>();
  const listeners = new Set<() => void>();
  let visibility: "visible" | "hidden" = "visible";
  let state: StreamState = off;
  let lastId: string | undefined;
  let carried: string | undefined;
  let close: (() => void) | undefined;

  function setState(next: StreamState) {
    state = next;
    for (const listener of listeners) listener();
  }

  function toPath(parts: string): string {
    const shown = [...watchers].map((watcher) => watcher.since).reduce(toLater, undefined);
    return toStreamPath(parts, toLater(lastId, shown));
  }

  function heard(text: string, id: string) {
    if (id !== "") lastId = id;
    for (const watcher of watchers) watcher.heard(text);
  }

  /** Brings the connection in line with what is wanted; one that is, or is being tried for, is left alone. */
  function sync() {
    const wanted = joinParts([...watchers].map((watcher) => watcher.part));
    const parts = visibility === "hidden" ? undefined : wanted;
    if (parts === carried) return;
    close?.();
    carried = parts;
    close =
      parts === undefined
        ? undefined
        : keepOpen(ports, { toPath: () => toPath(parts), heard, changed: setState });
    if (parts === undefined) setState(off);
  }

  return {
    watch(watcher) {
      watchers.add(watcher);
      // One view often replaces another: what is wanted is known only after both have spoken.
      setTimeout(sync, 0);
      return () => {
        watchers.delete(watcher);
        setTimeout(sync, 0);
      };
    },
    setVisibility(next) {
      visibility = next;
      sync();
    },
    subscribe(listener) {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
    state: () => state,
  };
}
