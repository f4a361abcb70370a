"use client";

import { useQueryClient } from "@tanstack/react-query";
import { useEffect } from "react";
import { toLiveKey } from "#components/data/query-keys.ts";
import type { StreamState } from "#components/stream/keep-open.ts";
import { makePacer } from "#components/stream/pacer.ts";
import { isNewsFor } from "#components/stream/stream-parts.ts";
import { useStreamState, useTabStream } from "#components/stream/stream-provider.tsx";

type StreamUse = {
  /** A group's key, the fleet, or undefined for a view that cannot change: the past. */
  readonly part: string | undefined;
  /** The instant that the page shows already. */
  readonly since: string | undefined;
  /** At least so long between two askings. */
  readonly restMs: number;
};

/** Watches one part of the tab's stream, and refreshes what is shown of it. */
export function useStream({ part, since, restMs }: StreamUse): StreamState {
  const stream = useTabStream();
  const client = useQueryClient();
  useEffect(() => {
    if (part === undefined) return;
    const queryKey = toLiveKey(part);
    const pacer = makePacer(() => {
      if (document.visibilityState === "hidden") return undefined;
      return client.invalidateQueries({ queryKey });
    }, restMs);
    async function hear(text: string) {
      const { parseStreamRead } = await import("#components/stream/stream-read.ts");
      const read = parseStreamRead(text);
      if (read !== undefined && part !== undefined && isNewsFor(part, read)) pacer.trigger();
    }
    const leave = stream.watch({ part, since, heard: (text) => void hear(text) });
    return () => {
      leave();
      pacer.stop();
    };
  }, [stream, client, part, since, restMs]);
  return useStreamState();
}
